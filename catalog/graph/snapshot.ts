import { type DeploymentAction, deploymentActions } from '../deployment-action.ts';
import { clauseColumns } from './clause-columns.ts';
import { createMarks, type Marks } from './marks.ts';
import { buildPrerequisiteGraph, type PrerequisiteGraph } from './prerequisite-graph.ts';
import { FLAG, type RelationColumns, type RevisionTable } from './revision-table.ts';
import { revisionsInScope } from './scope.ts';

/** The deployment a revision comes with. */
export interface ImplicitDeployment {
  readonly deploymentId: number;
  readonly action: DeploymentAction;
  readonly isAssigned: true;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
  readonly change: 0;
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

/** Builds the snapshot of the revisions as they stand. */
export function buildSnapshot(table: RevisionTable): Snapshot {
  const revisionIds = revisionsInScope(table);
  const size = revisionIds.length;
  // The columns as they are now: they are replaced as the table grows, and what stands in them stays.
  const { updateKey, keys, flags, isTarget } = table;
  const nodeByKey = new Int32Array(keys).fill(-1);
  const isLeaf = new Uint8Array(size);
  const isDriver = new Uint8Array(size);
  for (let node = 0; node < size; node++) {
    const id = revisionIds[node] ?? 0;
    const key = updateKey[id] ?? 0;
    nodeByKey[key] = node;
    isLeaf[node] = Number(isTarget[key] !== 1);
    isDriver[node] = Number(((flags[id] ?? 0) & FLAG.driver) !== 0);
  }
  const nodeOfUpdate = (id: number): number => nodeByKey[updateKey[id] ?? 0] ?? -1;
  return {
    size,
    graph: buildPrerequisiteGraph(size, clauseColumns(table, revisionIds, nodeByKey)),
    revisionIds,
    isLeaf,
    isDriver,
    marks: createMarks(size),
    implicitDeployment: implicitDeployments(table, revisionIds),
    nodeOf: (revisionId) => {
      const node = nodeOfUpdate(revisionId);
      return revisionIds[node] === revisionId ? node : -1;
    },
    nodeOfUpdate,
    nodeOfKey: (key) => nodeByKey[key] ?? -1,
    ...relatedNodes(table, revisionIds, nodeByKey),
  };
}

function implicitDeployments(
  { deploymentId, lastChange, action }: RevisionTable,
  revisionIds: Int32Array,
): (node: number) => ImplicitDeployment {
  // Copied: a revision may get another one later, which this snapshot shall not show.
  const ids = deploymentId.slice();
  const changes = lastChange.slice();
  const actions = action.slice();
  return (node) => {
    const id = revisionIds[node] ?? 0;
    return {
      deploymentId: ids[id] ?? 0,
      action: deploymentActions[actions[id] ?? 0] ?? 'Evaluate',
      isAssigned: true,
      lastChange: changes[id] ?? 0,
      change: 0,
    };
  };
}

/** Only filtered scans ask for these, so they are worked out when the first one does. */
function relatedNodes(
  { prerequisites, bundles }: RevisionTable,
  revisionIds: Int32Array,
  nodeByKey: Int32Array,
): Pick<Snapshot, 'membersOfCategory' | 'bundledBy'> {
  const inCategory = columnsOf(prerequisites);
  const inBundle = columnsOf(bundles);
  let members: ReadonlyMap<number, readonly number[]> | undefined;
  const membersByCategory = (): ReadonlyMap<number, readonly number[]> => {
    const lists = new Map<number, number[]>();
    revisionIds.forEach((id, node) => {
      for (const row of rowsOf(inCategory, id)) {
        const category = nodeByKey[inCategory.updateKey[row] ?? 0] ?? -1;
        if (category === -1 || inCategory.isCategory[row] !== 1) continue;
        const list = lists.get(category);
        if (list === undefined) lists.set(category, [node]);
        else list.push(node);
      }
    });
    return lists;
  };
  return {
    membersOfCategory: (category) => {
      members ??= membersByCategory();
      return members.get(category) ?? [];
    },
    bundledBy: (node) =>
      rowsOf(inBundle, revisionIds[node] ?? 0)
        .map((row) => nodeByKey[inBundle.updateKey[row] ?? 0] ?? -1)
        .filter((member) => member !== -1),
  };
}

function columnsOf({ rows, start, count, updateKey, second, isCategory }: RelationColumns): RelationColumns {
  return { rows, start, count, updateKey, second, isCategory };
}

function rowsOf({ start, count }: RelationColumns, revisionId: number): number[] {
  const first = start[revisionId] ?? 0;
  return Array.from({ length: count[revisionId] ?? 0 }, (_none, at) => first + at);
}
