import type { Database } from '../store/database.ts';
import { LISTED_COLUMNS, type ListedRow } from './listed-row.ts';

/** The members of bundles. */
export interface BundleMembers {
  /** `rows` and what they bundle, members of members included, in the order of arrival. */
  joinedTo<Row extends ListedRow>(rows: readonly Row[]): ListedRow[];
}

export function createBundleMembers(database: Database): BundleMembers {
  const of = database.prepare<[number], ListedRow>(
    `SELECT ${LISTED_COLUMNS}
     FROM bundle b JOIN revision r ON r.update_key = b.update_key AND r.revision_number = b.revision_number
     JOIN update_identity u ON u.update_key = r.update_key WHERE b.revision_id = ?`,
  );
  return {
    joinedTo: (rows) => {
      const all = new Map<number, ListedRow>(rows.map((row) => [row.revisionId, row]));
      for (const { revisionId } of all.values()) {
        for (const member of of.all(revisionId))
          if (!all.has(member.revisionId)) all.set(member.revisionId, member);
      }
      return [...all.values()].sort((a, b) => a.revisionId - b.revisionId);
    },
  };
}
