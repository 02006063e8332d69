import type { BundleClause, RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import type { RuleVerdicts, Status } from './statuses.ts';

/**
 * The status of a bundle: needed when one of its members is (Windows SDK, "Relationships Among Updates"), so that a clause
 * of which nothing applies, a language or an edition the device does not have, speaks neither for nor against it. It is
 * installed when something is and nothing is needed any more. Rules of its own, which real bundles do not have, come first.
 */
export function bundleStatus(
  clauses: readonly BundleClause[],
  { isInstalled, isSuperseded, isInstallable }: RuleVerdicts,
  member: (identity: RevisionIdentity) => Status,
): Status {
  if (isInstalled === 'true') return 'installed';
  if (isSuperseded === 'true' || isInstallable === 'false') return 'not applicable';
  const statuses = clauses.map((clause) => clauseStatus(clause, member));
  const has = (wanted: Status): boolean => statuses.includes(wanted);
  const isCertain = [isInstalled, isSuperseded, isInstallable].every((one) => one !== 'unknown');
  if (has('needed')) return isCertain ? 'needed' : 'unknown';
  if (has('unknown')) return 'unknown';
  return has('installed') ? 'installed' : 'not applicable';
}

/** A clause is satisfied by one of its members: of an engine in full and as a patch one is enough. */
function clauseStatus({ revisions }: BundleClause, member: (identity: RevisionIdentity) => Status): Status {
  const statuses = new Set(revisions.map(member));
  const order: readonly Status[] = ['installed', 'needed', 'unknown'];
  return order.find((one) => statuses.has(one)) ?? 'not applicable';
}
