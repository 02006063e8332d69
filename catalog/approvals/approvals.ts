import type { Clock } from '../../platform/clock.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import type { Snapshot } from '../graph/snapshot.ts';
import type { Replication } from '../replication.ts';
import type { Arrivals } from '../store/arrivals.ts';
import type { Changes } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import type { Deployments } from '../store/deployments.ts';
import { ALL_COMPUTERS, type Groups } from '../store/groups.ts';
import type { Revisions } from '../store/revisions.ts';
import { type ApprovalTarget, checkApproval, createApprovalTargets, inUtc } from './approval-target.ts';
import type { Eulas } from './eulas.ts';

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
  /** Accepts the licence of the update as well, in the name of all clients. */
  readonly acceptEula?: boolean;
}

/** Approvals and declines: server sync facts §3.1. Each throws CATALOG_UPDATE_UNKNOWN for an update that is not here. */
export interface Approvals {
  /** Returns the deployment's id. Throws CATALOG_GROUP_UNKNOWN, CATALOG_APPROVAL_REFUSED. */
  approve(approval: Approval): number;
  /** Takes an approval back; returns how many deployments went. */
  unapprove(updateId: string, group?: string): number;
  /** Hides the update from clients and drops its approvals. */
  decline(updateId: string): void;
  undecline(updateId: string): void;
  /** Accepts the licence of an update; false when it has none. */
  acceptEula(updateId: string): boolean;
}

interface Ports {
  readonly database: Database;
  readonly changes: Changes;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly groups: Groups;
  readonly eulas: Eulas;
  readonly replication: Replication;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly write: <T>(work: () => T) => T;
  /** What clients see now, changes of the transaction under way included. */
  readonly snapshot: () => Snapshot;
}

export function createApprovals(ports: Ports): Approvals {
  const { database, deployments, groups, eulas, replication, clock, write } = ports;
  const targets = createApprovalTargets(database);
  const touch = (revisionId: number): void => {
    ports.revisions.noteChange(revisionId, ports.changes.next());
  };
  // Of every revision: an approval may name an older one, and newer ones arrive.
  const removeAll = ({ updateKey }: ApprovalTarget, groupId?: string): number => {
    let removed = 0;
    for (const revisionId of ports.revisions.newestFirst(updateKey)) {
      const gone = deployments.remove(revisionId, groupId);
      if (gone > 0) touch(revisionId);
      removed += gone;
    }
    return removed;
  };
  // A bundle may hold clients to an older revision than the newest; an approval is for what they see.
  const seenByClients = (found: ApprovalTarget, { revisionNumber }: Approval): ApprovalTarget => {
    if (revisionNumber !== undefined || found.declined === 1) return found;
    const snapshot = ports.snapshot();
    const revisionId = snapshot.revisionIds[snapshot.nodeOfKey(found.updateKey)];
    return revisionId === undefined || revisionId === found.revisionId
      ? found
      : targets.byRevision(revisionId);
  };
  const decide = (updateId: string, declined: boolean): void => {
    const found = targets.of(updateId);
    if (found.declined === Number(declined)) return;
    ports.arrivals.decided(found.updateKey);
    ports.revisions.setDeclined(found.updateKey, declined);
    if (declined) removeAll(found);
    touch(found.revisionId);
    // What is in scope has changed, not only what is done with it.
    ports.changes.nextStructure();
  };
  const approve = (approval: Approval): number => {
    const { updateId, action, deadline } = approval;
    const target = seenByClients(targets.of(updateId, approval.revisionNumber), approval);
    const { groupId } = groups.require(approval.group ?? ALL_COMPUTERS);
    const accepts = approval.acceptEula === true && target.eulaId !== null;
    const isEulaAccepted = accepts || eulas.isAccepted(target.eulaId);
    checkApproval({ updateId, action, groupId, deadline, isEulaAccepted }, target);
    if (accepts) eulas.accept(target.eulaId ?? '');
    const until = deadline === undefined ? undefined : inUtc(deadline);
    const change = ports.changes.next();
    ports.arrivals.decided(target.updateKey);
    const isAnother = deployments.explicitOf(target.revisionId).some((one) => one.groupId === groupId);
    // Where one takes the place of another, a computer in several groups may get that of a third.
    if (isAnother) ports.revisions.noteChange(target.revisionId, change);
    else ports.revisions.noteApproval(target.revisionId, change);
    return deployments.replace({
      revisionId: target.revisionId,
      groupId,
      action,
      isImplicit: false,
      isAssigned: action !== 'OptionalInstall',
      lastChange: clock.now(),
      change,
      ...(until !== undefined && { deadline: until }),
    });
  };
  const decidedHere = <T>(deed: string, work: () => T): T =>
    write(() => {
      replication.refuse(deed);
      return work();
    });
  return {
    approve: (approval) => decidedHere('what is approved', () => approve(approval)),
    unapprove: (updateId, group) =>
      decidedHere('what is approved', () => {
        const found = targets.of(updateId);
        ports.arrivals.decided(found.updateKey);
        return removeAll(found, group === undefined ? undefined : groups.require(group).groupId);
      }),
    decline: (updateId) => {
      decidedHere('what is declined', () => decide(updateId, true));
    },
    undecline: (updateId) => {
      decidedHere('what is declined', () => decide(updateId, false));
    },
    acceptEula: (updateId) =>
      decidedHere('which licences are accepted', () => {
        const { eulaId } = targets.of(updateId);
        if (eulaId !== null) eulas.accept(eulaId);
        return eulaId !== null;
      }),
  };
}
