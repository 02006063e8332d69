import type { DeploymentAction } from '../deployment-action.ts';
import type { Database } from '../store/database.ts';

/** One revision with the deployment it comes with, as the store gives it. */
export type RevisionRow = readonly [
  revisionId: number,
  updateKey: number,
  revisionNumber: number,
  updateType: string,
  explicitlyDeployable: 0 | 1,
  declined: 0 | 1,
  deploymentId: number,
  action: DeploymentAction,
  lastChange: number,
];

export type PrerequisiteRow = readonly [
  revisionId: number,
  clauseId: number,
  updateKey: number,
  isCategory: 0 | 1,
];

export type BundleRow = readonly [revisionId: number, updateKey: number, revisionNumber: number];

/** Reads what a revision table is filled with. */
export interface RevisionRows {
  /** Revisions with a RevisionID above `revisionId`, ascending. */
  after(revisionId: number): IterableIterator<RevisionRow>;
  one(revisionId: number): RevisionRow | undefined;
  prerequisitesAfter(revisionId: number): IterableIterator<PrerequisiteRow>;
  bundlesAfter(revisionId: number): IterableIterator<BundleRow>;
}

const SELECT = `SELECT r.revision_id, r.update_key, r.revision_number, r.update_type, r.explicitly_deployable, u.declined,
    d.deployment_id, d.action, d.last_change
  FROM revision r JOIN update_identity u USING (update_key)
  JOIN deployment d ON d.revision_id = r.revision_id AND d.is_implicit = 1`;

export function createRevisionRows(database: Database): RevisionRows {
  const after = database.prepare(`${SELECT} WHERE r.revision_id > ? ORDER BY r.revision_id`).raw();
  const one = database.prepare(`${SELECT} WHERE r.revision_id = ?`).raw();
  const prerequisites = database
    .prepare(
      `SELECT revision_id, clause_id, update_key, is_category FROM prerequisite WHERE revision_id > ?
       ORDER BY revision_id, clause_id`,
    )
    .raw();
  const bundles = database
    .prepare(
      'SELECT revision_id, update_key, revision_number FROM bundle WHERE revision_id > ? ORDER BY revision_id',
    )
    .raw();
  return {
    after: (revisionId) => after.iterate(revisionId) as IterableIterator<RevisionRow>,
    one: (revisionId) => one.get(revisionId) as RevisionRow | undefined,
    prerequisitesAfter: (revisionId) =>
      prerequisites.iterate(revisionId) as IterableIterator<PrerequisiteRow>,
    bundlesAfter: (revisionId) => bundles.iterate(revisionId) as IterableIterator<BundleRow>,
  };
}
