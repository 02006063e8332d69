import { compareVersions, type Version, versionAtStart } from './comparisons.ts';
import { oncePerMetadata } from './once-per-metadata.ts';
import { described, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';
import { spend } from './work.ts';

/** Tests of Store packages, over the AppxMetadata of the update (online service facts §3.5). */
export const appxTests: Readonly<Record<string, RuleTest>> = {
  AppxPackageInstalled: (rule, context) => {
    const own = ownApp(context);
    return own === undefined ? unknown(rule, context) : verdict(appsSince(own, context).length > 0);
  },
  AppxPackageInstallable: (rule, context) => {
    const own = ownApp(context);
    if (own === undefined) return unknown(rule, context);
    return verdict(isFor(own, context) && appsSince(own, context).length === 0);
  },
};

/** A full package name taken apart: `Name_Version_Architecture_ResourceId_PublisherId`. Texts in lower case. */
export interface AppPackage {
  readonly moniker: string;
  /** What versions and architectures of a package have in common: name, resources and publisher. */
  readonly family: string;
  readonly version: Version;
  readonly architecture: string;
}

/** Longest full name Windows has (PACKAGE_FULL_NAME_MAX_LENGTH). */
const MOST_CHARACTERS = 127;
/** Architectures of packages a device takes, by PROCESSOR_ARCHITECTURE_…; 64-bit Windows takes those of 32 bits. */
const TAKEN: Readonly<Record<number, readonly string[]>> = {
  0: ['x86'],
  5: ['arm'],
  9: ['x64', 'x86'],
  12: ['arm64', 'arm', 'x64', 'x86'],
};

/** The package the update carries; undefined where its metadata names none. */
export const ownApp = oncePerMetadata((context): AppPackage | undefined => {
  const metadata = described(context, 'AppxPackageMetadata', 'AppxMetadata');
  return metadata && readMoniker(textIn(metadata, 'PackageMoniker'));
});

/** The full names on the device that are of the same family and as new as `own`. */
export function appsSince(own: AppPackage, context: RuleContext): readonly string[] {
  const { apps } = context.state;
  if (!spend(context, apps.size)) return [];
  return [...apps].filter((moniker) => {
    const one = readMoniker(moniker);
    return one?.family === own.family && compareVersions(one.version, own.version) >= 0;
  });
}

function readMoniker(text: string): AppPackage | undefined {
  const moniker = text.trim().toLowerCase();
  const [name, number = '', architecture = '', resources, publisher, ...rest] = moniker.split('_');
  const version = versionAtStart(number);
  const isWhole = name !== '' && publisher !== undefined && publisher !== '' && rest.length === 0;
  if (!isWhole || version === undefined || moniker.length > MOST_CHARACTERS) return undefined;
  return { moniker, family: `${name}_${resources}_${publisher}`, version, architecture };
}

function isFor({ architecture }: AppPackage, { state }: RuleContext): boolean {
  return architecture === 'neutral' || (TAKEN[state.processor.architecture] ?? []).includes(architecture);
}
