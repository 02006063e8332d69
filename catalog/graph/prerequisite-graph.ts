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
  /** Every node reachable upwards from `nodes` along prerequisites, themselves included. */
  withPrerequisites(nodes: Iterable<number>): Set<number>;
}

/** Clauses as they come from the store: for each node its clauses, each a list of member nodes. */
export type ClausesOf = (node: number) => readonly (readonly number[])[];

/** Builds the graph of `size` nodes. A clause without members can never be satisfied. */
export function buildPrerequisiteGraph(size: number, clausesOf: ClausesOf): PrerequisiteGraph {
  const owner: number[] = [];
  const memberStart: number[] = [0];
  const members: number[] = [];
  const clauseCount = new Int32Array(size);
  const occurrences = new Int32Array(size + 1);
  const roots: number[] = [];
  for (let node = 0; node < size; node++) {
    const clauses = clausesOf(node);
    clauseCount[node] = clauses.length;
    if (clauses.length === 0) roots.push(node);
    for (const clause of clauses) {
      owner.push(node);
      for (const member of clause) {
        members.push(member);
        occurrences[member + 1] = (occurrences[member + 1] ?? 0) + 1;
      }
      memberStart.push(members.length);
    }
  }
  const index = invert(size, memberStart, members, occurrences);
  return createGraph({
    size,
    roots: Int32Array.from(roots),
    clauseCount,
    owner: Int32Array.from(owner),
    ...index,
  });
}

interface Inverted {
  /** Clauses in which a node is a member: `dependents[dependentStart[n] .. dependentStart[n+1]]`. */
  readonly dependentStart: Int32Array;
  readonly dependents: Int32Array;
  readonly memberStart: Int32Array;
  readonly members: Int32Array;
}

function invert(size: number, starts: number[], members: number[], occurrences: Int32Array): Inverted {
  for (let node = 0; node < size; node++) {
    occurrences[node + 1] = (occurrences[node + 1] ?? 0) + (occurrences[node] ?? 0);
  }
  const fill = Int32Array.from(occurrences);
  const dependents = new Int32Array(members.length);
  for (let clause = 0; clause + 1 < starts.length; clause++) {
    for (let at = starts[clause] ?? 0; at < (starts[clause + 1] ?? 0); at++) {
      const member = members[at] ?? 0;
      const slot = fill[member] ?? 0;
      dependents[slot] = clause;
      fill[member] = slot + 1;
    }
  }
  return {
    dependentStart: occurrences,
    dependents,
    memberStart: Int32Array.from(starts),
    members: Int32Array.from(members),
  };
}

interface Arrays extends Inverted {
  readonly size: number;
  readonly roots: Int32Array;
  readonly clauseCount: Int32Array;
  readonly owner: Int32Array;
}

function createGraph(arrays: Arrays): PrerequisiteGraph {
  const { size, roots, clauseCount, owner, dependentStart, dependents } = arrays;
  // Stamps instead of clearing: an entry counts only when it carries the number of the present question.
  const clauseStamp = new Int32Array(owner.length);
  const nodeStamp = new Int32Array(size);
  const held = new Int32Array(size);
  let question = 0;
  const clauseStart = clauseStarts(arrays);

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
