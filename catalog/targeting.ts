import { createRecent } from '../platform/recent.ts';
import { compareActions, type DeploymentAction } from './deployment-action.ts';
import type { Snapshot } from './graph/snapshot.ts';
import type { Computers } from './store/computers.ts';
import type { DeploymentRow, Deployments } from './store/deployments.ts';
import { ALL_COMPUTERS, type Groups, type TargetGroup, UNASSIGNED_COMPUTERS } from './store/groups.ts';

/** The deployment one computer gets for one revision. */
export interface EffectiveDeployment {
  readonly deploymentId: number;
  readonly action: DeploymentAction;
  readonly isAssigned: boolean;
  readonly deadline?: string;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
}

/** Which groups a computer is in, and what that gives it (server sync facts §3.1). */
export interface Targeting {
  /** Ids of the groups the computer is a member of: custom ones, or Unassigned Computers alone. */
  groupsOf(computerId: string): readonly string[];
  /** The approval that counts for those groups, or the deployment the revision comes with. */
  deploymentOf(snapshot: Snapshot, node: number, groupIds: readonly string[]): EffectiveDeployment;
  /** Drops what was remembered, after the store changed. */
  forget(): void;
}

interface Ports {
  readonly groups: Groups;
  readonly computers: Computers;
  readonly deployments: Deployments;
}

const KEPT_COMPUTERS = 10_000;

export function createTargeting({ groups, computers, deployments }: Ports): Targeting {
  let memberships = createRecent<readonly string[]>(KEPT_COMPUTERS);
  let byId: ReadonlyMap<string, TargetGroup> | undefined;
  let approvals: ReadonlyMap<number, readonly DeploymentRow[]> | undefined;
  const groupMap = (): ReadonlyMap<string, TargetGroup> => {
    byId ??= new Map(groups.all().map((group) => [group.groupId, group]));
    return byId;
  };
  const approvalMap = (): ReadonlyMap<number, readonly DeploymentRow[]> => {
    approvals ??= byRevision(deployments.explicit());
    return approvals;
  };
  return {
    groupsOf: (computerId) => {
      let found = memberships.get(computerId);
      if (found === undefined) {
        found = membership(groups, computers, computerId);
        memberships.set(computerId, found);
      }
      return found;
    },
    deploymentOf: (snapshot, node, groupIds) => {
      const rows = approvalMap().get(snapshot.revisionIds[node] ?? 0) ?? [];
      const winner = rows.length === 0 ? undefined : winning(rows, groupIds, groupMap());
      if (winner === undefined) return snapshot.implicitDeployment(node);
      const { deploymentId, isAssigned, deadline, lastChange } = winner;
      // A Block goes to clients as PreDeploymentCheck: [MS-WUSP] §2.2.2.2.4, Action.
      const action = winner.action === 'Block' ? 'PreDeploymentCheck' : winner.action;
      return { deploymentId, action, isAssigned, lastChange, ...(deadline !== null && { deadline }) };
    },
    forget: () => {
      memberships = createRecent(KEPT_COMPUTERS);
      byId = undefined;
      approvals = undefined;
    },
  };
}

function byRevision(rows: readonly DeploymentRow[]): Map<number, DeploymentRow[]> {
  const map = new Map<number, DeploymentRow[]>();
  for (const row of rows) {
    const known = map.get(row.revisionId);
    if (known === undefined) map.set(row.revisionId, [row]);
    else known.push(row);
  }
  return map;
}

/** An administrator's assignment goes before what the client asks for; a name nobody made counts for nothing. */
function membership(groups: Groups, computers: Computers, computerId: string): readonly string[] {
  const assigned = computers.assignedGroups(computerId);
  if (assigned.length > 0) return assigned;
  const requested = computers.find(computerId)?.requestedGroups ?? '';
  const found = requested
    .split(';')
    .map((name) => (name.trim() === '' ? undefined : groups.find(name)))
    .filter((group): group is TargetGroup => group !== undefined && !group.isBuiltin)
    .map(({ groupId }) => groupId);
  return found.length > 0 ? [...new Set(found)] : [UNASSIGNED_COMPUTERS];
}

/** The nearest approval up each group's line, and among several groups the one that does most. */
function winning(
  rows: readonly DeploymentRow[],
  groupIds: readonly string[],
  byId: ReadonlyMap<string, TargetGroup>,
): DeploymentRow | undefined {
  let best: DeploymentRow | undefined;
  for (const groupId of groupIds) {
    const row = nearest(rows, groupId, byId);
    if (row === undefined) continue;
    if (best === undefined || compareActions(row.action, best.action) < 0) best = row;
    else if (row.action === best.action && (row.deadline ?? '9') < (best.deadline ?? '9')) best = row;
  }
  return best;
}

function nearest(
  rows: readonly DeploymentRow[],
  groupId: string,
  byId: ReadonlyMap<string, TargetGroup>,
): DeploymentRow | undefined {
  for (let id: string | null = groupId; id !== null; id = byId.get(id)?.parentId ?? null) {
    const row = rows.find((one) => one.groupId === id);
    if (row !== undefined) return row;
    if (id === ALL_COMPUTERS) return undefined;
  }
  return undefined;
}
