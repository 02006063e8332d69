import type { Randomness } from '../../platform/randomness.ts';
import type { DeploymentAction } from '../deployment-action.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import type { Settings } from './settings.ts';

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

/** An approval with what servers tell each other of it ([MS-WSUSSS] §3.1.4.10.3.5). */
export interface SharedDeployment extends DeploymentRow {
  readonly deploymentGuid: string;
  readonly adminName: string | null;
  /** xs:dateTime text; absent for at once. */
  readonly goLiveTime: string | null;
  /** 1 low, 2 normal, 3 high. */
  readonly downloadPriority: number;
  readonly updateId: string;
  readonly revisionNumber: number;
}

type Stored<Row extends DeploymentRow> = Omit<Row, 'isAssigned'> & { readonly isAssigned: 0 | 1 };

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
  /** As the upstream server named it; a fresh one when left out. */
  readonly deploymentGuid?: string;
  readonly adminName?: string;
  readonly goLiveTime?: string;
  /** 2 when left out. */
  readonly downloadPriority?: number;
}

/** The approvals made and the ones that ended in a stretch of the history. */
export interface DeploymentChanges {
  readonly made: readonly SharedDeployment[];
  /** GUIDs of those that ended. */
  readonly dead: readonly string[];
}

/** The Deployment Table of [MS-WUSP] §3.1.1. */
export interface Deployments {
  /**
   * Stores an approval in place of the group's earlier one for the revision, or the deployment a new revision comes with;
   * returns its id.
   */
  replace(deployment: NewDeployment): number;
  /** Every approval, oldest first. */
  explicit(): DeploymentRow[];
  explicitOf(revisionId: number): DeploymentRow[];
  /** The approval of that GUID. */
  byGuid(deploymentGuid: string): SharedDeployment | undefined;
  /** Approvals made after the moment `after` and up to `until`, oldest first, and what ended in that time. */
  changedBetween(after: number, until: number): DeploymentChanges;
  /** RevisionIDs with an approval for the group. */
  revisionsApprovedFor(groupId: string): number[];
  /** Takes back the approval of one group, or of all; returns how many went. */
  remove(revisionId: number, groupId?: string): number;
  /** Takes back all approvals of a group. */
  removeGroup(groupId: string): void;
  /** Turns the deployment a revision came with from Evaluate into Bundle; false when it was no such one. */
  bundleImplicitly(revisionId: number, lastChange: number): boolean;
}

/** DownloadPriority of an approval nobody gave another ([MS-WSUSSS] §3.1.4.10.3.5). */
const NORMAL_PRIORITY = 2;

const COLUMNS = `deployment_id AS deploymentId, revision_id AS revisionId, group_id AS groupId, action,
  is_assigned AS isAssigned, deadline, last_change AS lastChange, change`;
const EXPLICIT = `SELECT ${COLUMNS} FROM deployment WHERE is_implicit = 0`;
const SHARED = `SELECT ${COLUMNS}, deployment_guid AS deploymentGuid, admin_name AS adminName,
    go_live_time AS goLiveTime, download_priority AS downloadPriority, update_id AS updateId,
    revision_number AS revisionNumber
  FROM deployment JOIN revision USING (revision_id) JOIN update_identity USING (update_key)
  WHERE is_implicit = 0`;

/** What deployments are kept with. */
export interface DeploymentPorts {
  readonly database: Database;
  readonly settings: Settings;
  readonly changes: Changes;
  readonly randomness: Randomness;
}

export function createDeployments(ports: DeploymentPorts): Deployments {
  const { database, settings, changes, randomness } = ports;
  const bury = createBurial(ports);
  const add = database.prepare(
    `INSERT INTO deployment (revision_id, group_id, action, is_implicit, is_assigned, deadline, last_change, change,
       deployment_guid, admin_name, go_live_time, download_priority, moment)
     VALUES (@revisionId, @groupId, @action, @isImplicit, @isAssigned, @deadline, @lastChange, @change,
       @deploymentGuid, @adminName, @goLiveTime, @downloadPriority, @moment)`,
  );
  const all = database.prepare<[], Stored<DeploymentRow>>(`${EXPLICIT} ORDER BY deployment_id`);
  const of = database.prepare<[number], Stored<DeploymentRow>>(
    `${EXPLICIT} AND revision_id = ? ORDER BY deployment_id`,
  );
  const byGuid = database.prepare<[string], Stored<SharedDeployment>>(`${SHARED} AND deployment_guid = ?`);
  const between = database.prepare<[number, number], Stored<SharedDeployment>>(
    `${SHARED} AND moment > ? AND moment <= ? ORDER BY moment, deployment_id`,
  );
  const deadBetween = database
    .prepare<[number, number], string>(
      'SELECT deployment_guid FROM dead_deployment WHERE moment > ? AND moment <= ? ORDER BY moment, deployment_guid',
    )
    .pluck();
  const approvedFor = database
    .prepare<[string], number>('SELECT revision_id FROM deployment WHERE is_implicit = 0 AND group_id = ?')
    .pluck();
  const setImplicit = database.prepare(
    `UPDATE deployment SET action = 'Bundle', last_change = ? WHERE revision_id = ? AND is_implicit = 1
     AND action = 'Evaluate' AND EXISTS (SELECT 1 FROM revision r WHERE r.revision_id = deployment.revision_id
       AND r.update_type IN ('Software', 'Driver'))`,
  );
  const revive = database.prepare('DELETE FROM dead_deployment WHERE deployment_guid = ?');
  const read = <Row extends DeploymentRow>(row: Stored<Row>) => ({
    ...row,
    isAssigned: row.isAssigned === 1,
  });
  /** What an approval has beside what the deployment of a revision has. */
  const identity = ({ isImplicit, deploymentGuid }: NewDeployment) => {
    if (isImplicit) return { deploymentGuid: null, moment: 0 };
    settings.next('deployment_sequence');
    // A replica takes another state of an approval under its old name.
    if (deploymentGuid !== undefined) revive.run(deploymentGuid);
    return { deploymentGuid: deploymentGuid ?? randomness.uuid(), moment: changes.moment() };
  };
  return {
    replace: (deployment) => {
      const { revisionId, groupId, isImplicit } = deployment;
      if (!isImplicit) bury.one(revisionId, groupId);
      const added = add.run({
        ...deployment,
        isImplicit: Number(isImplicit),
        isAssigned: Number(deployment.isAssigned),
        deadline: deployment.deadline ?? null,
        adminName: deployment.adminName ?? null,
        goLiveTime: deployment.goLiveTime ?? null,
        downloadPriority: deployment.downloadPriority ?? NORMAL_PRIORITY,
        ...identity(deployment),
      });
      return Number(added.lastInsertRowid);
    },
    explicit: () => all.all().map(read),
    explicitOf: (revisionId) => of.all(revisionId).map(read),
    byGuid: (deploymentGuid) => {
      const row = byGuid.get(deploymentGuid);
      return row && read(row);
    },
    changedBetween: (after, until) => ({
      made: between.all(after, until).map(read),
      dead: deadBetween.all(after, until) as string[],
    }),
    revisionsApprovedFor: (groupId) => approvedFor.all(groupId) as number[],
    remove: (revisionId, groupId) =>
      groupId === undefined ? bury.all(revisionId) : bury.one(revisionId, groupId),
    removeGroup: bury.group,
    bundleImplicitly: (revisionId, lastChange) => setImplicit.run(lastChange, revisionId).changes > 0,
  };
}

/** Deletes approvals and remembers their GUIDs: replicas are told which ones ended. */
function createBurial({ database, settings, changes }: DeploymentPorts) {
  const statements = (where: string) => ({
    find: database
      .prepare(`SELECT deployment_guid FROM deployment WHERE is_implicit = 0 AND ${where}`)
      .pluck(),
    remove: database.prepare(`DELETE FROM deployment WHERE is_implicit = 0 AND ${where}`),
  });
  const [ofOne, ofAll, ofGroup] = [
    statements('revision_id = ? AND group_id = ?'),
    statements('revision_id = ?'),
    statements('group_id = ?'),
  ];
  const keep = database.prepare('INSERT OR REPLACE INTO dead_deployment VALUES (?, ?)');
  const run = ({ find, remove }: ReturnType<typeof statements>, ...values: (number | string)[]): number => {
    const guids = find.all(...values) as string[];
    for (const guid of guids) {
      keep.run(guid, changes.moment());
      settings.next('deployment_sequence');
    }
    return guids.length === 0 ? 0 : remove.run(...values).changes;
  };
  return {
    one: (revisionId: number, groupId: string) => run(ofOne, revisionId, groupId),
    all: (revisionId: number) => run(ofAll, revisionId),
    group: (groupId: string) => run(ofGroup, groupId),
  };
}
