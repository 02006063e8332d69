import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceState } from '../state/device-state.ts';
import { compareVersions, type Version, versionAtStart } from './comparisons.ts';
import { oncePerMetadata } from './once-per-metadata.ts';
import { described, elementsAt, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';
import { spend } from './work.ts';

/** Tests of packages of component-based servicing. */
export const cbsTests: Readonly<Record<string, RuleTest>> = {
  CbsPackageInstalledByIdentity: (rule, { state }) =>
    verdict(state.packages.has(textIn(rule, 'PackageIdentity').trim().toLowerCase())),
  CbsPackageInstalled: (rule, context) => {
    const own = ownPackage(context);
    return own === undefined ? unknown(rule, context) : verdict(isInstalled(own, context));
  },
  CbsPackageInstallable: (rule, context) => {
    const found = describedPackage(context);
    if (found === undefined) return unknown(rule, context);
    const { own, parents } = found;
    if (isInstalled(own, context)) return 'false';
    // A package is for one of its parents; one without is for every Windows.
    return verdict(parents.length === 0 || parents.some((one) => isInstalled(one, context)));
  },
};

/** The package in the manifest the update carries, and those it is for; undefined where it carries none. */
const describedPackage = oncePerMetadata((context) => {
  const manifest = described(context, 'CbsPackageApplicabilityMetadata', 'assembly');
  const [identity] = manifest === undefined ? [] : elementsAt([manifest], 'assemblyIdentity');
  if (manifest === undefined || identity === undefined) return undefined;
  const parents = elementsAt([manifest], 'package', 'parent', 'assemblyIdentity');
  return { own: packageOf(identity), parents: parents.map(packageOf) };
});

/** Whether a package is there, or a later one that took its place. */
function isInstalled(one: Package, context: RuleContext): boolean {
  return spend(context, context.state.packages.size) && packagesSince(one, context.state).length > 0;
}

/** A package: all of its identity before the version, in lower case, and the version. */
export interface Package {
  /** Ends with `~`. */
  readonly prefix: string;
  readonly version: Version;
}

/** The package the manifest of the update is of; undefined where it carries none. */
export function ownPackage(context: RuleContext): Package | undefined {
  return describedPackage(context)?.own;
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
