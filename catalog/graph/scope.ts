import type { Database } from '../store/database.ts';

/** One revision as the scope rules see it. */
export interface RevisionFacts {
  readonly revisionId: number;
  readonly updateKey: number;
  readonly revisionNumber: number;
  readonly updateType: string;
  readonly explicitlyDeployable: boolean;
  readonly declined: boolean;
  readonly deploymentId: number;
  readonly action: string;
  readonly lastChange: number;
}

type FactRow = readonly [number, number, number, string, 0 | 1, 0 | 1, number, string, number];
type BundleRow = readonly [revisionId: number, updateKey: number, revisionNumber: number];

/** Reads every revision, in the order of RevisionIDs. */
export function readRevisionFacts(database: Database): RevisionFacts[] {
  const rows = database
    .prepare(
      `SELECT r.revision_id, r.update_key, r.revision_number, r.update_type, r.explicitly_deployable, u.declined,
         d.deployment_id, d.action, d.last_change
       FROM revision r JOIN update_identity u USING (update_key)
       JOIN deployment d ON d.revision_id = r.revision_id AND d.is_implicit = 1
       ORDER BY r.revision_id`,
    )
    .raw()
    .iterate() as IterableIterator<FactRow>;
  const facts: RevisionFacts[] = [];
  for (const [
    revisionId,
    updateKey,
    revisionNumber,
    updateType,
    deployable,
    declined,
    id,
    action,
    at,
  ] of rows) {
    facts.push({
      revisionId,
      updateKey,
      revisionNumber,
      updateType,
      explicitlyDeployable: deployable === 1,
      declined: declined === 1,
      deploymentId: id,
      action,
      lastChange: at,
    });
  }
  return facts;
}

/** Reads which revision bundles which. */
export function readBundles(database: Database): BundleRow[] {
  return database
    .prepare('SELECT revision_id, update_key, revision_number FROM bundle')
    .raw()
    .all() as BundleRow[];
}

/**
 * The revisions a client may see, one an update, in the order of RevisionIDs: the newest of every update that
 * is not declined; but the revision a bundle in scope names goes before a newer one, because the client must
 * be able to resolve the bundle ([MS-WUSP] §3.1.5.7 allows one revision an update). A member whose bundles are
 * all out of scope goes with them.
 */
export function revisionsInScope(
  facts: readonly RevisionFacts[],
  bundles: readonly BundleRow[],
): RevisionFacts[] {
  const byUpdate = newestByUpdate(facts);
  if (bundles.length > 0) settleBundles(facts, bundles, byUpdate);
  return [...byUpdate.values()].sort((a, b) => a.revisionId - b.revisionId);
}

function newestByUpdate(facts: readonly RevisionFacts[]): Map<number, RevisionFacts> {
  const newest = new Map<number, RevisionFacts>();
  for (const one of facts) {
    if (one.declined) continue;
    const known = newest.get(one.updateKey);
    if (known === undefined || known.revisionNumber < one.revisionNumber) newest.set(one.updateKey, one);
  }
  return newest;
}

function settleBundles(
  facts: readonly RevisionFacts[],
  bundles: readonly BundleRow[],
  byUpdate: Map<number, RevisionFacts>,
): void {
  const members = new Map<number, BundleRow[]>();
  for (const row of bundles) {
    const known = members.get(row[0]);
    if (known === undefined) members.set(row[0], [row]);
    else known.push(row);
  }
  const byIdentity = new Map(facts.map((one) => [`${one.updateKey} ${one.revisionNumber}`, one]));
  const isMember = new Set(bundles.map(([, updateKey]) => updateKey));
  const queue = [...byUpdate.values()].filter(
    (one) => one.explicitlyDeployable || !isMember.has(one.updateKey),
  );
  const kept = new Map(queue.map((one) => [one.updateKey, one]));
  const named = new Map<number, number>();
  for (const bundler of queue) {
    for (const [, updateKey, revisionNumber] of members.get(bundler.revisionId) ?? []) {
      const member = byIdentity.get(`${updateKey} ${revisionNumber}`);
      if (member === undefined || member.declined || (named.get(updateKey) ?? 0) >= revisionNumber) continue;
      named.set(updateKey, revisionNumber);
      kept.set(updateKey, member);
      queue.push(member);
    }
  }
  byUpdate.clear();
  for (const [key, one] of kept) byUpdate.set(key, one);
}
