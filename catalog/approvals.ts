import type { Clock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import { dateTimeOf, ticksOf } from '../protocol/soap/date-time.ts';
import type { ApprovalAction } from './deployment-action.ts';
import type { Database } from './store/database.ts';
import type { Deployments } from './store/deployments.ts';
import { ALL_COMPUTERS, type Groups } from './store/groups.ts';
import type { Revisions } from './store/revisions.ts';
import type { Settings } from './store/settings.ts';

/** What an administrator decides on an update. */
export interface Approval {
  /** Whatever the case. */
  readonly updateId: string;
  /** The newest revision when left out. */
  readonly revisionNumber?: number;
  /** Group id or name; All Computers when left out. */
  readonly group?: string;
  readonly action: ApprovalAction;
  /** xs:dateTime. */
  readonly deadline?: string;
}

/** Approvals and declines: server sync facts §3.1. */
export interface Approvals {
  /** Returns the deployment's id. Throws CATALOG_UPDATE_UNKNOWN, CATALOG_GROUP_UNKNOWN, CATALOG_APPROVAL_REFUSED. */
  approve(approval: Approval): number;
  /** Takes an approval back; returns how many deployments went. */
  unapprove(updateId: string, group?: string): number;
  /** Hides the update from clients and drops its approvals. */
  decline(updateId: string): void;
  undecline(updateId: string): void;
}

interface Ports {
  readonly database: Database;
  readonly settings: Settings;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly groups: Groups;
  readonly clock: Clock;
  readonly write: <T>(work: () => T) => T;
  /** The RevisionID of the revision of an update that clients see, if any. */
  readonly inScope: (updateKey: number) => number | undefined;
}

interface Target {
  readonly revisionId: number;
  readonly updateKey: number;
  readonly publicationState: string;
  readonly canUninstall: 0 | 1;
  readonly declined: 0 | 1;
  readonly updateType: string;
}

export function createApprovals(ports: Ports): Approvals {
  const { database, deployments, groups, clock, write } = ports;
  const target = targetFinder(database);
  const revisionsOf = database
    .prepare<[number], number>('SELECT revision_id FROM revision WHERE update_key = ?')
    .pluck();
  // Of every revision: an approval may name an older one, and newer ones arrive.
  const removeAll = ({ updateKey }: Target, groupId?: string): number => {
    let removed = 0;
    for (const revisionId of revisionsOf.all(updateKey) as number[]) {
      const gone = deployments.remove(revisionId, groupId);
      if (gone > 0) touch(revisionId);
      removed += gone;
    }
    return removed;
  };
  const byRevision = database.prepare<[number], Target>(`${SELECT_TARGET} WHERE revision_id = ?`);
  const targetOf = (revisionId: number): Target =>
    byRevision.get(revisionId) ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId: String(revisionId) });
  // A bundle may hold clients to an older revision than the newest; an approval is for what they see.
  const seenByClients = (found: Target, { revisionNumber }: Approval): Target => {
    if (revisionNumber !== undefined || found.declined === 1) return found;
    const revisionId = ports.inScope(found.updateKey);
    return revisionId === undefined || revisionId === found.revisionId ? found : targetOf(revisionId);
  };
  const setDeclined = database.prepare('UPDATE update_identity SET declined = ? WHERE update_key = ?');
  const touch = (revisionId: number): void => {
    ports.revisions.setChangeSequence(revisionId, ports.settings.next('change_sequence'));
  };
  const decide = (updateId: string, declined: boolean): void => {
    const found = target(updateId);
    setDeclined.run(Number(declined), found.updateKey);
    if (declined) removeAll(found);
    touch(found.revisionId);
    // What is in scope has changed, not only what is done with it.
    ports.settings.next('generation');
  };
  return {
    approve: (approval) =>
      write(() => {
        const found = seenByClients(target(approval.updateId, approval.revisionNumber), approval);
        const group = groups.require(approval.group ?? ALL_COMPUTERS);
        refuse(approval, found, group.groupId);
        const deadline = approval.deadline === undefined ? undefined : inUtc(approval.deadline);
        touch(found.revisionId);
        return deployments.replace({
          revisionId: found.revisionId,
          groupId: group.groupId,
          action: approval.action,
          isImplicit: false,
          isAssigned: approval.action !== 'OptionalInstall',
          lastChange: clock.now(),
          ...(deadline !== undefined && { deadline }),
        });
      }),
    unapprove: (updateId, group) =>
      write(() => {
        const found = target(updateId);
        const groupId = group === undefined ? undefined : groups.require(group).groupId;
        return removeAll(found, groupId);
      }),
    decline: (updateId) => {
      write(() => decide(updateId, true));
    },
    undecline: (updateId) => {
      write(() => decide(updateId, false));
    },
  };
}

const SELECT_TARGET = `SELECT revision_id AS revisionId, update_key AS updateKey, publication_state AS publicationState,
    can_uninstall AS canUninstall, declined, update_type AS updateType
  FROM revision JOIN update_identity USING (update_key)`;

function targetFinder(database: Database): (updateId: string, revisionNumber?: number) => Target {
  const newest = database.prepare<[string], Target>(
    `${SELECT_TARGET} WHERE update_id = ? ORDER BY revision_number DESC LIMIT 1`,
  );
  const exact = database.prepare<[string, number], Target>(
    `${SELECT_TARGET} WHERE update_id = ? AND revision_number = ?`,
  );
  return (updateId, revisionNumber) => {
    const id = updateId.toLowerCase();
    const found = revisionNumber === undefined ? newest.get(id) : exact.get(id, revisionNumber);
    const named = revisionNumber === undefined ? updateId : `${updateId} in revision ${revisionNumber}`;
    return found ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId: named });
  };
}

/** An xs:dateTime in UTC, so that deadlines compare as texts; undefined when it is none. */
function inUtc(deadline: string): string | undefined {
  const ticks = ticksOf(deadline);
  return ticks === undefined ? undefined : dateTimeOf(Number(ticks / 10_000n));
}

function refuse({ updateId, action, deadline }: Approval, target: Target, groupId: string): void {
  const no = (reason: string): never => fail('CATALOG_APPROVAL_REFUSED', { updateId, action, reason });
  if (target.declined === 1) no('it is declined');
  if (target.updateType === 'Category' || target.updateType === 'Detectoid')
    no(`it is a ${target.updateType}`);
  if (target.publicationState === 'Expired' && action !== 'Uninstall') no('its newest revision is expired');
  if (action === 'Uninstall' && target.canUninstall === 0) no('it has no UninstallationBehavior');
  if (deadline !== undefined && inUtc(deadline) === undefined)
    no(`its deadline "${deadline}" is no xs:dateTime such as 2026-12-24T18:00:00Z`);
  if (action === 'Block' && groupId === ALL_COMPUTERS) no('the group All Computers cannot be blocked');
}
