import { isoMoment } from '../../platform/clock.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import type { Database } from '../store/database.ts';

/** An approval an administrator or a rule made. */
export interface ListedApproval {
  readonly deploymentId: number;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly title: string;
  readonly group: string;
  readonly groupId: string;
  readonly action: ApprovalAction;
  /** xs:dateTime in UTC. */
  readonly deadline: string | null;
  /** ISO 8601. */
  readonly lastChange: string;
}

/** Which approvals to list; what is said must all hold. */
export interface ApprovalQuery {
  readonly updateId?: string;
  readonly groupId?: string;
  readonly action?: ApprovalAction;
  /** The list goes on behind this deployment. */
  readonly after?: number;
  readonly limit: number;
}

/** Some approvals, those made last first, and behind which one the list goes on. */
export interface ApprovalPage {
  readonly approvals: readonly ListedApproval[];
  readonly next: number | null;
}

type Row = Omit<ListedApproval, 'lastChange'> & { readonly lastChange: number };

const SELECT = `SELECT d.deployment_id AS deploymentId, u.update_id AS updateId, r.revision_number AS revisionNumber,
    r.title, g.name AS "group", g.group_id AS groupId, d.action, d.deadline, d.last_change AS lastChange
  FROM deployment d JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)
  JOIN target_group g USING (group_id)
  WHERE d.is_implicit = 0 AND d.deployment_id < @after AND (@updateId IS NULL OR u.update_id = @updateId)
    AND (@groupId IS NULL OR d.group_id = @groupId) AND (@action IS NULL OR d.action = @action)
  ORDER BY d.deployment_id DESC LIMIT @limit`;

/** Lists approvals. */
export function listApprovals(database: Database, query: ApprovalQuery): ApprovalPage {
  const { updateId = null, groupId = null, action = null, after = Number.MAX_SAFE_INTEGER, limit } = query;
  // One more than asked for tells whether there are more.
  const rows = database.prepare(SELECT).all({ updateId, groupId, action, after, limit: limit + 1 }) as Row[];
  const page = rows.slice(0, limit);
  return {
    approvals: page.map((row) => ({ ...row, lastChange: isoMoment(row.lastChange) })),
    next: rows.length > page.length ? (page.at(-1)?.deploymentId ?? null) : null,
  };
}
