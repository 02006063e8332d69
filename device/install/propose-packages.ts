import { ownPackage, type Package, packagesSince } from '../applicability/cbs-tests.ts';
import { type RuleContext, textIn } from '../applicability/rule.ts';
import type { Changes, Propose } from './proposal.ts';
import { windowsVersionChanges } from './windows-version.ts';

/** What the cumulative update of Windows itself is called (online service facts §8.3), in lower case. */
const ROLLUP = 'package_for_rollupfix~';

/** Packages of component-based servicing: what `cbsTests` judges. */
export const packageProposals: Readonly<Record<string, Propose>> = {
  CbsPackageInstalledByIdentity: (rule) => {
    const identity = textIn(rule, 'PackageIdentity').trim();
    return [true, false].map((isThere) => [{ kind: 'package', identity, isThere }]);
  },
  CbsPackageInstalled: ownPackageChanges,
  CbsPackageInstallable: ownPackageChanges,
};

function ownPackageChanges(_: unknown, context: RuleContext): readonly Changes[] {
  const own = ownPackage(context);
  if (own === undefined) return [];
  const identity = `${own.prefix}${own.version.join('.')}`;
  return [
    [{ kind: 'package', identity, isThere: true }, ...rollupChanges(own, context)],
    packagesSince(own, context.state).map((one) => ({ kind: 'package', identity: one, isThere: false })),
  ];
}

/**
 * The cumulative update is numbered build.revision.…, where several releases of Windows share the build: the revision of
 * Windows follows, and never goes back.
 */
function rollupChanges({ prefix, version }: Package, { state }: RuleContext): Changes {
  const [major, minor, build, own] = state.os.version;
  const [, revision] = version;
  if (!prefix.startsWith(ROLLUP) || revision <= own) return [];
  return windowsVersionChanges(state, [major, minor, build, revision]);
}
