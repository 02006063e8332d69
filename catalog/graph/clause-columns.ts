import type { RevisionTable } from './revision-table.ts';

/** Clauses in columns: clause `c` belongs to node `owner[c]` and has `members[memberStart[c] .. memberStart[c + 1]]`. */
export interface ClauseColumns {
  /** Ascending: the clauses of one node are consecutive. */
  readonly owner: Int32Array;
  readonly memberStart: Int32Array;
  readonly members: Int32Array;
}

/**
 * The prerequisites of the revisions `revisionIds` (node by node) as clauses of nodes. A member that is not in scope
 * can never be installed, so it is left out of its clause.
 */
export function clauseColumns(
  { prerequisites }: RevisionTable,
  revisionIds: Int32Array,
  nodeByKey: Int32Array,
): ClauseColumns {
  const { start, count, updateKey, second } = prerequisites;
  let rows = 0;
  for (const id of revisionIds) rows += count[id] ?? 0;
  const owner = new Int32Array(rows);
  const memberStart = new Int32Array(rows + 1);
  const members = new Int32Array(rows);
  let clauses = 0;
  let filled = 0;
  for (let node = 0; node < revisionIds.length; node++) {
    const id = revisionIds[node] ?? 0;
    const first = start[id] ?? 0;
    const end = first + (count[id] ?? 0);
    for (let row = first; row < end; row++) {
      if (row === first || second[row] !== second[row - 1]) {
        owner[clauses] = node;
        memberStart[clauses++] = filled;
      }
      const member = nodeByKey[updateKey[row] ?? 0] ?? -1;
      if (member !== -1) members[filled++] = member;
    }
  }
  memberStart[clauses] = filled;
  return {
    owner: owner.subarray(0, clauses),
    memberStart: memberStart.subarray(0, clauses + 1),
    members: members.subarray(0, filled),
  };
}
