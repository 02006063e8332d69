import type { DeploymentAction } from '../deployment-action.ts';
import type { Database } from './database.ts';

/** One row of the Deployment Table. */
export interface DeploymentRow {
  readonly deploymentId: number;
  readonly revisionId: number;
  readonly groupId: string;
  readonly action: DeploymentAction;
  readonly isAssigned: boolean;
  /** xs:dateTime text; absent when there is none. */
  readonly deadline: string | null;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
  /** The change that made it. */
  readonly change: number;
}

type StoredRow = Omit<DeploymentRow, 'isAssigned'> & { readonly isAssigned: 0 | 1 };

/** What an approval stores. */
export interface NewDeployment {
  readonly revisionId: number;
  readonly groupId: string;
  readonly action: DeploymentAction;
  readonly isImplicit: boolean;
  readonly isAssigned: boolean;
  readonly deadline?: string;
  readonly lastChange: number;
  /** The change of the transaction it is made in; 0 for the one a revision comes with. */
  readonly change: number;
}

/** The Deployment Table of [MS-WUSP] §3.1.1. */
export interface Deployments {
  /** Stores a deployment in place of the group's earlier one for the revision; returns its new id. */
  replace(deployment: NewDeployment): number;
  /** Every approval, oldest first. */
  explicit(): DeploymentRow[];
  explicitOf(revisionId: number): DeploymentRow[];
  /** RevisionIDs with an approval for the group. */
  revisionsApprovedFor(groupId: string): number[];
  /** Takes back the approval of one group, or of all; returns how many went. */
  remove(revisionId: number, groupId?: string): number;
  /** Turns the deployment a revision came with from Evaluate into Bundle; false when it was no such one. */
  bundleImplicitly(revisionId: number, lastChange: number): boolean;
}

const COLUMNS =
  'deployment_id AS deploymentId, revision_id AS revisionId, group_id AS groupId, action, is_assigned AS isAssigned, deadline, last_change AS lastChange, change';

export function createDeployments(database: Database): Deployments {
  const removeOne = database.prepare(
    'DELETE FROM deployment WHERE revision_id = ? AND group_id = ? AND is_implicit = ?',
  );
  const removeAll = database.prepare('DELETE FROM deployment WHERE revision_id = ? AND is_implicit = 0');
  const add = database.prepare(
    `INSERT INTO deployment (revision_id, group_id, action, is_implicit, is_assigned, deadline, last_change, change)
     VALUES (@revisionId, @groupId, @action, @isImplicit, @isAssigned, @deadline, @lastChange, @change)`,
  );
  const all = database.prepare<[], StoredRow>(
    `SELECT ${COLUMNS} FROM deployment WHERE is_implicit = 0 ORDER BY deployment_id`,
  );
  const of = database.prepare<[number], StoredRow>(
    `SELECT ${COLUMNS} FROM deployment WHERE is_implicit = 0 AND revision_id = ? ORDER BY deployment_id`,
  );
  const approvedFor = database
    .prepare<[string], number>('SELECT revision_id FROM deployment WHERE is_implicit = 0 AND group_id = ?')
    .pluck();
  const setImplicit = database.prepare(
    `UPDATE deployment SET action = 'Bundle', last_change = ? WHERE revision_id = ? AND is_implicit = 1
     AND action = 'Evaluate' AND revision_id IN (SELECT revision_id FROM revision WHERE update_type IN ('Software', 'Driver'))`,
  );
  const read = (row: StoredRow): DeploymentRow => ({ ...row, isAssigned: row.isAssigned === 1 });
  return {
    replace: (deployment) => {
      removeOne.run(deployment.revisionId, deployment.groupId, Number(deployment.isImplicit));
      const added = add.run({
        ...deployment,
        isImplicit: Number(deployment.isImplicit),
        isAssigned: Number(deployment.isAssigned),
        deadline: deployment.deadline ?? null,
      });
      return Number(added.lastInsertRowid);
    },
    explicit: () => all.all().map(read),
    explicitOf: (revisionId) => of.all(revisionId).map(read),
    revisionsApprovedFor: (groupId) => approvedFor.all(groupId) as number[],
    remove: (revisionId, groupId) =>
      groupId === undefined
        ? removeAll.run(revisionId).changes
        : removeOne.run(revisionId, groupId, 0).changes,
    bundleImplicitly: (revisionId, lastChange) => setImplicit.run(lastChange, revisionId).changes > 0,
  };
}
