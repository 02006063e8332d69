import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceState } from '../state/device-state.ts';
import { compareVersions, type Version, versionAtStart } from './comparisons.ts';
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
  return verdict(packagesSince(packageOf(identity), state).length > 0);
}

/** A package: all of its identity before the version, in lower case, and the version. */
export interface Package {
  /** Ends with `~`. */
  readonly prefix: string;
  readonly version: Version;
}

/** The package the manifest of the update is of; undefined where it carries none. */
export function ownPackage(context: RuleContext): Package | undefined {
  const [own] = manifestsOf(context);
  return own && packageOf(own);
}

/** The identities that are installed of a package, in its version or a later one. */
export function packagesSince(
  { prefix, version }: Package,
  { packages }: Pick<DeviceState, 'packages'>,
): readonly string[] {
  return [...packages].filter((one) => {
    if (!one.startsWith(prefix)) return false;
    const found = versionAtStart(one.slice(prefix.length));
    return found !== undefined && compareVersions(found, version) >= 0;
  });
}

function packageOf(identity: XmlElement): Package {
  const parts = [
    textIn(identity, 'name'),
    textIn(identity, 'publicKeyToken'),
    textIn(identity, 'processorArchitecture'),
    languageOf(identity),
  ];
  return {
    prefix: `${parts.join('~').toLowerCase()}~`,
    version: versionAtStart(textIn(identity, 'version')) ?? [0, 0, 0, 0],
  };
}

/** In identities written in one line `neutral` is nothing. */
function languageOf(identity: XmlElement): string {
  const language = attributeOf(identity, 'language') ?? '';
  return language.toLowerCase() === 'neutral' ? '' : language;
}
