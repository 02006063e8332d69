import type { PrerequisiteClause } from '../../protocol/metadata/update-document.ts';
import type { Database } from '../store/database.ts';

interface Row {
  readonly revisionId: number;
  readonly clauseId: number;
  readonly isCategory: 0 | 1;
  readonly updateId: string;
}

/**
 * The clauses of prerequisites by RevisionID, in the order of their documents and with their ids in order; a revision
 * without any is left out.
 */
export type PrerequisiteClauses = (
  revisionIds: readonly number[],
) => ReadonlyMap<number, readonly PrerequisiteClause[]>;

export function createPrerequisiteClauses(database: Database): PrerequisiteClauses {
  const find = database.prepare<[string], Row>(
    `SELECT p.revision_id AS revisionId, p.clause_id AS clauseId, p.is_category AS isCategory, u.update_id AS updateId
     FROM json_each(?) id CROSS JOIN prerequisite p ON p.revision_id = id.value
     CROSS JOIN update_identity u USING (update_key) ORDER BY p.revision_id, p.clause_id, u.update_id`,
  );
  return (revisionIds) => {
    const clauses = new Map<number, Map<number, PrerequisiteClause>>();
    for (const { revisionId, clauseId, isCategory, updateId } of find.all(JSON.stringify(revisionIds))) {
      const own = clauses.get(revisionId) ?? new Map<number, PrerequisiteClause>();
      const updateIds = [...(own.get(clauseId)?.updateIds ?? []), updateId];
      clauses.set(revisionId, own.set(clauseId, { isCategory: isCategory === 1, updateIds }));
    }
    return new Map(Array.from(clauses, ([revisionId, own]) => [revisionId, [...own.values()]]));
  };
}
