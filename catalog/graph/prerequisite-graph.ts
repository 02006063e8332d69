import type { ClauseColumns } from './clause-columns.ts';

/**
 * The prerequisites of every revision in scope, in compact arrays. A node is a revision in scope; a clause is
 * satisfied when one of its members is installed; a node is needed when all its clauses are.
 */
export interface PrerequisiteGraph {
  readonly size: number;
  /** Nodes without any clause, ascending. */
  readonly roots: Int32Array;
  /** The nodes all of whose clauses hold a member of `installed`, ascending; roots included. */
  satisfiedBy(installed: Iterable<number>): Int32Array;
  /**
   * Every node a client comes to that has all it is given installed, prerequisites before what needs them: by rounds,
   * ascending in each. Nodes that wait for each other, or for what is not here, are never reached.
   */
  byRounds(): Int32Array;
  /** Every node reachable upwards from `nodes` along prerequisites, themselves included. */
  withPrerequisites(nodes: Iterable<number>): Set<number>;
}

/** Builds the graph of `size` nodes. A clause without members can never be satisfied. */
export function buildPrerequisiteGraph(size: number, clauses: ClauseColumns): PrerequisiteGraph {
  const clauseCount = new Int32Array(size);
  for (const node of clauses.owner) clauseCount[node] = (clauseCount[node] ?? 0) + 1;
  const roots: number[] = [];
  for (let node = 0; node < size; node++) if (clauseCount[node] === 0) roots.push(node);
  return createGraph({
    size,
    roots: Int32Array.from(roots),
    clauseCount,
    ...clauses,
    ...invert(size, clauses),
  });
}

/** Clauses in which a node is a member: `dependents[dependentStart[n] .. dependentStart[n+1]]`. */
interface Inverted {
  readonly dependentStart: Int32Array;
  readonly dependents: Int32Array;
}

function invert(size: number, { owner, memberStart, members }: ClauseColumns): Inverted {
  const dependentStart = new Int32Array(size + 1);
  for (const member of members) dependentStart[member + 1] = (dependentStart[member + 1] ?? 0) + 1;
  for (let node = 0; node < size; node++) {
    dependentStart[node + 1] = (dependentStart[node + 1] ?? 0) + (dependentStart[node] ?? 0);
  }
  const fill = dependentStart.slice();
  const dependents = new Int32Array(members.length);
  for (let clause = 0; clause < owner.length; clause++) {
    const end = memberStart[clause + 1] ?? 0;
    for (let at = memberStart[clause] ?? 0; at < end; at++) {
      const member = members[at] ?? 0;
      const slot = fill[member] ?? 0;
      dependents[slot] = clause;
      fill[member] = slot + 1;
    }
  }
  return { dependentStart, dependents };
}

interface Arrays extends Inverted, ClauseColumns {
  readonly size: number;
  readonly roots: Int32Array;
  readonly clauseCount: Int32Array;
}

function createGraph(arrays: Arrays): PrerequisiteGraph {
  const { size, roots, clauseCount, owner, dependentStart, dependents } = arrays;
  // Stamps instead of clearing: an entry counts only when it carries the number of the present question.
  const clauseStamp = new Int32Array(owner.length);
  const nodeStamp = new Int32Array(size);
  const held = new Int32Array(size);
  let question = 0;
  const clauseStart = clauseStarts(arrays);
  let rounds: Int32Array | undefined;

  return {
    size,
    roots,
    satisfiedBy: (installed) => {
      question++;
      const found: number[] = [];
      for (const node of installed) {
        const end = dependentStart[node + 1] ?? 0;
        for (let at = dependentStart[node] ?? 0; at < end; at++) {
          const clause = dependents[at] ?? 0;
          if (clauseStamp[clause] === question) continue;
          clauseStamp[clause] = question;
          const dependent = owner[clause] ?? 0;
          const count = nodeStamp[dependent] === question ? (held[dependent] ?? 0) + 1 : 1;
          nodeStamp[dependent] = question;
          held[dependent] = count;
          if (count === clauseCount[dependent]) found.push(dependent);
        }
      }
      if (found.length === 0) return roots;
      const all = new Int32Array(roots.length + found.length);
      all.set(roots);
      all.set(found, roots.length);
      return all.sort();
    },
    byRounds: () => {
      rounds ??= reachByRounds(arrays);
      return rounds;
    },
    withPrerequisites: (nodes) => {
      const reached = new Set(nodes);
      for (const node of reached) {
        const first = clauseStart[node] ?? 0;
        const last = first + (clauseCount[node] ?? 0);
        for (let clause = first; clause < last; clause++) {
          for (let at = arrays.memberStart[clause] ?? 0; at < (arrays.memberStart[clause + 1] ?? 0); at++) {
            reached.add(arrays.members[at] ?? 0);
          }
        }
      }
      return reached;
    },
  };
}

/** Clauses of one node are consecutive: the first one of each. */
function clauseStarts({ size, clauseCount }: Arrays): Int32Array {
  const starts = new Int32Array(size);
  let next = 0;
  for (let node = 0; node < size; node++) {
    starts[node] = next;
    next += clauseCount[node] ?? 0;
  }
  return starts;
}

function reachByRounds({ size, roots, clauseCount, owner, dependentStart, dependents }: Arrays): Int32Array {
  const reached = new Int32Array(size);
  const isHeld = new Uint8Array(owner.length);
  const missing = clauseCount.slice();
  reached.set(roots);
  let round = reached.subarray(0, roots.length);
  for (let end = roots.length; round.length > 0; ) {
    const begin = end;
    for (const node of round) {
      for (let at = dependentStart[node] ?? 0; at < (dependentStart[node + 1] ?? 0); at++) {
        const clause = dependents[at] ?? 0;
        if (isHeld[clause] === 1) continue;
        isHeld[clause] = 1;
        const dependent = owner[clause] ?? 0;
        const left = (missing[dependent] ?? 0) - 1;
        missing[dependent] = left;
        if (left === 0) reached[end++] = dependent;
      }
    }
    round = reached.subarray(begin, end).sort();
  }
  return reached.subarray(
    0,
    missing.reduce((count, left) => count + Number(left === 0), 0),
  );
}
