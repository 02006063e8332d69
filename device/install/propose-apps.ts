import { appsSince, ownApp } from '../applicability/appx-tests.ts';
import type { RuleContext } from '../applicability/rule.ts';
import type { Changes, Propose } from './proposal.ts';

/** Store packages: what `appxTests` judges. */
export const appProposals: Readonly<Record<string, Propose>> = {
  AppxPackageInstalled: ownAppChanges,
  AppxPackageInstallable: ownAppChanges,
};

function ownAppChanges(_: unknown, context: RuleContext): readonly Changes[] {
  const own = ownApp(context);
  if (own === undefined) return [];
  return [
    [{ kind: 'app', moniker: own.moniker, isThere: true }],
    appsSince(own, context).map((moniker) => ({ kind: 'app', moniker, isThere: false })),
  ];
}
