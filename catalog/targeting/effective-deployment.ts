import { ticksOf } from '../../protocol/soap/date-time.ts';
import { compareActions, type DeploymentAction } from '../deployment-action.ts';
import type { DeploymentRow } from '../store/deployments.ts';
import type { Membership } from './memberships.ts';

/** The deployment one computer gets for one revision. */
export interface EffectiveDeployment {
  readonly deploymentId: number;
  readonly action: DeploymentAction;
  readonly isAssigned: boolean;
  readonly deadline?: string;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
  /** The change of the catalogue that made it; 0 for the one a revision comes with. */
  readonly change: number;
}

/**
 * Of the approvals `rows` of a revision the one that counts for a member, or else what `implicit` tells of `node`:
 * the nearest up the line of each group, and of several groups the one that does most (server sync facts §3.1).
 */
export function effectiveDeployment(
  rows: readonly DeploymentRow[],
  membership: Membership,
  implicit: (node: number) => EffectiveDeployment,
  node: number,
): EffectiveDeployment {
  const winner = rows.length === 0 ? undefined : winning(rows, membership);
  if (winner === undefined) return implicit(node);
  const { deploymentId, isAssigned, deadline, lastChange, change } = winner;
  // A Block goes to clients as PreDeploymentCheck: [MS-WUSP] §2.2.2.2.4, Action.
  const action = winner.action === 'Block' ? 'PreDeploymentCheck' : winner.action;
  return { deploymentId, action, isAssigned, lastChange, change, ...(deadline !== null && { deadline }) };
}

function winning(rows: readonly DeploymentRow[], { lines }: Membership): DeploymentRow | undefined {
  let best: DeploymentRow | undefined;
  for (const line of lines) {
    const row = nearest(rows, line);
    if (row === undefined) continue;
    if (best === undefined || compareActions(row.action, best.action) < 0) best = row;
    else if (row.action === best.action && isEarlier(row.deadline, best.deadline)) best = row;
  }
  return best;
}

/** Whether deadline `a` comes before `b`, as moments: one with a fraction sorts before the same without as text. */
function isEarlier(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return b === null && a !== null;
  return (ticksOf(a) ?? 0n) < (ticksOf(b) ?? 0n);
}

function nearest(rows: readonly DeploymentRow[], line: readonly string[]): DeploymentRow | undefined {
  for (const groupId of line) {
    const row = rows.find((one) => one.groupId === groupId);
    if (row !== undefined) return row;
  }
  return undefined;
}
