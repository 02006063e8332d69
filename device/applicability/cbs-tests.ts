import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import { described, elementsAt, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { type Verdict, verdict } from './verdict.ts';

/** Tests of packages of component-based servicing. */
export const cbsTests: Readonly<Record<string, RuleTest>> = {
  CbsPackageInstalledByIdentity: (rule, { state }) =>
    verdict(state.packages.has(textIn(rule, 'PackageIdentity').trim().toLowerCase())),
  CbsPackageInstalled: (rule, context) => {
    const [own] = manifestsOf(context);
    return own === undefined ? unknown(rule, context) : isInstalled(own, context);
  },
  CbsPackageInstallable: (rule, context) => {
    const [own, manifest] = manifestsOf(context);
    if (own === undefined || manifest === undefined) return unknown(rule, context);
    if (isInstalled(own, context) === 'true') return 'false';
    const parents = elementsAt([manifest], 'package', 'parent', 'assemblyIdentity');
    // A package is for one of its parents; one without is for every Windows.
    return verdict(parents.length === 0 || parents.some((one) => isInstalled(one, context) === 'true'));
  },
};

/** The identity in the manifest the update carries, and the manifest. */
function manifestsOf(context: RuleContext): readonly XmlElement[] {
  const manifest = described(context, 'CbsPackageApplicabilityMetadata', 'assembly');
  const [identity] = manifest === undefined ? [] : elementsAt([manifest], 'assemblyIdentity');
  return manifest === undefined || identity === undefined ? [] : [identity, manifest];
}

/** Whether the package of an assemblyIdentity is there, or a later one that took its place. */
function isInstalled(identity: XmlElement, { state }: RuleContext): Verdict {
  const wanted = versionAtStart(textIn(identity, 'version')) ?? [0, 0, 0, 0];
  const prefix = `${[
    textIn(identity, 'name'),
    textIn(identity, 'publicKeyToken'),
    textIn(identity, 'processorArchitecture'),
    languageOf(identity),
  ]
    .join('~')
    .toLowerCase()}~`;
  for (const one of state.packages) {
    if (!one.startsWith(prefix)) continue;
    const version = versionAtStart(one.slice(prefix.length));
    if (version !== undefined && compareVersions(version, wanted) >= 0) return 'true';
  }
  return 'false';
}

/** In identities written in one line `neutral` is nothing. */
function languageOf(identity: XmlElement): string {
  const language = attributeOf(identity, 'language') ?? '';
  return language.toLowerCase() === 'neutral' ? '' : language;
}
