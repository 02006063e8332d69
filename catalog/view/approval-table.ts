import type { DeploymentRow, Deployments } from '../store/deployments.ts';

/** The approvals of every revision, in memory. */
export interface ApprovalTable {
  /** The approvals of a revision, oldest first. */
  of(revisionId: number): readonly DeploymentRow[];
  /** Reads the approvals of a revision again. */
  renew(revisionId: number): void;
}

/** Reads all approvals there are. */
export function readApprovals(deployments: Deployments): ApprovalTable {
  const rows = new Map<number, DeploymentRow[]>();
  for (const row of deployments.explicit()) {
    const known = rows.get(row.revisionId);
    if (known === undefined) rows.set(row.revisionId, [row]);
    else known.push(row);
  }
  return {
    of: (revisionId) => rows.get(revisionId) ?? [],
    renew: (revisionId) => {
      const now = deployments.explicitOf(revisionId);
      if (now.length === 0) rows.delete(revisionId);
      else rows.set(revisionId, now);
    },
  };
}
