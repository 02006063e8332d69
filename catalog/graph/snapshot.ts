import type { DeploymentAction } from '../deployment-action.ts';
import type { Database } from '../store/database.ts';
import { createMarks, type Marks } from './marks.ts';
import type { PrerequisiteGraph } from './prerequisite-graph.ts';
import { buildPrerequisiteGraph } from './prerequisite-graph.ts';
import { type RevisionFacts, readBundles, readRevisionFacts, revisionsInScope } from './scope.ts';

/** The deployment a revision comes with. */
export interface ImplicitDeployment {
  readonly deploymentId: number;
  readonly action: DeploymentAction;
  readonly isAssigned: true;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
}

/**
 * What clients may see, at one moment: every revision in scope is a node (0 to size - 1, in the order of
 * RevisionIDs). Built once and then only read.
 */
export interface Snapshot {
  readonly size: number;
  readonly graph: PrerequisiteGraph;
  readonly revisionIds: Int32Array;
  /** 1 where no revision of the catalogue names the update as a prerequisite. */
  readonly isLeaf: Uint8Array;
  readonly isDriver: Uint8Array;
  /** A set of nodes for the question at hand. */
  readonly marks: Marks;
  implicitDeployment(node: number): ImplicitDeployment;
  /** The node of a RevisionID in scope, or -1. */
  nodeOf(revisionId: number): number;
  /** The node whose update the RevisionID belongs to, be it another revision of it; -1 when none is in scope. */
  nodeOfUpdate(revisionId: number): number;
  /** The node of an update, or -1. */
  nodeOfKey(updateKey: number): number;
  /** Nodes that name `category` in a category clause. */
  membersOfCategory(category: number): readonly number[];
  /** Nodes that `node` bundles. */
  bundledBy(node: number): readonly number[];
}

/** Builds the snapshot of the store as it stands. */
export function buildSnapshot(database: Database): Snapshot {
  const facts = readRevisionFacts(database);
  const bundles = readBundles(database);
  const inScope = revisionsInScope(facts, bundles);
  const nodeByKey = new Map(inScope.map((one, node) => [one.updateKey, node]));
  const revisionIds = Int32Array.from(inScope, (one) => one.revisionId);
  const exact = indexOf(
    facts,
    (one) => (inScope[nodeByKey.get(one.updateKey) ?? -1] === one ? one.updateKey : -1),
    nodeByKey,
  );
  const ofUpdate = indexOf(facts, (one) => one.updateKey, nodeByKey);
  const targets = new Set(
    database.prepare<[], number>('SELECT DISTINCT update_key FROM prerequisite').pluck().all() as number[],
  );
  const { clauses, categoryMembers } = readClauses(database, exact, nodeByKey, inScope.length);
  const bundled = new Map<number, number[]>();
  for (const [revisionId, key] of bundles) push(bundled, exact[revisionId] ?? -1, nodeByKey.get(key));
  const isDriver = Uint8Array.from(inScope, (one) => Number(one.updateType === 'Driver'));

  return {
    size: inScope.length,
    graph: buildPrerequisiteGraph(inScope.length, (node) => clauses[node] ?? []),
    revisionIds,
    isLeaf: Uint8Array.from(inScope, (one) => Number(!targets.has(one.updateKey))),
    isDriver,
    marks: createMarks(inScope.length),
    implicitDeployment: implicitDeployments(inScope),
    nodeOf: (revisionId) => exact[revisionId] ?? -1,
    nodeOfUpdate: (revisionId) => ofUpdate[revisionId] ?? -1,
    nodeOfKey: (updateKey) => nodeByKey.get(updateKey) ?? -1,
    membersOfCategory: (category) => categoryMembers.get(category) ?? [],
    bundledBy: (node) => bundled.get(node) ?? [],
  };
}

function implicitDeployments(inScope: readonly RevisionFacts[]): (node: number) => ImplicitDeployment {
  const ids = Int32Array.from(inScope, (one) => one.deploymentId);
  const actions = inScope.map((one) => one.action as DeploymentAction);
  const changes = Float64Array.from(inScope, (one) => one.lastChange);
  return (node) => ({
    deploymentId: ids[node] ?? 0,
    action: actions[node] ?? 'Evaluate',
    isAssigned: true,
    lastChange: changes[node] ?? 0,
  });
}

/** RevisionID → node, dense because the store hands out ids in sequence. */
function indexOf(
  facts: readonly RevisionFacts[],
  keyOf: (one: RevisionFacts) => number,
  nodeByKey: ReadonlyMap<number, number>,
): Int32Array {
  const index = new Int32Array((facts.at(-1)?.revisionId ?? 0) + 1).fill(-1);
  for (const one of facts) index[one.revisionId] = nodeByKey.get(keyOf(one)) ?? -1;
  return index;
}

interface Clauses {
  readonly clauses: readonly number[][][];
  readonly categoryMembers: ReadonlyMap<number, readonly number[]>;
}

function readClauses(
  database: Database,
  exact: Int32Array,
  nodeByKey: ReadonlyMap<number, number>,
  size: number,
): Clauses {
  const clauses: number[][][] = Array.from({ length: size }, () => []);
  const categoryMembers = new Map<number, number[]>();
  const rows = database
    .prepare(
      'SELECT revision_id, clause_id, update_key, is_category FROM prerequisite ORDER BY revision_id, clause_id',
    )
    .raw()
    .iterate() as IterableIterator<readonly [number, number, number, 0 | 1]>;
  for (const [revisionId, clauseId, key, isCategory] of rows) {
    const node = exact[revisionId] ?? -1;
    if (node === -1) continue;
    const own = clauses[node] ?? [];
    const clause = own[clauseId] ?? [];
    own[clauseId] = clause;
    const member = nodeByKey.get(key);
    // A member that is not in scope can never be installed, so it is left out of its clause.
    if (member === undefined) continue;
    clause.push(member);
    if (isCategory === 1) push(categoryMembers, member, node);
  }
  return { clauses, categoryMembers };
}

function push(lists: Map<number, number[]>, key: number, value: number | undefined): void {
  if (key === -1 || value === undefined) return;
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
