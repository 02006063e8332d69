import { deploymentActions } from '../deployment-action.ts';
import { type GrowingArray, growingBytes, growingIntegers, growingNumbers } from './growing-array.ts';
import type { BundleRow, PrerequisiteRow, RevisionRow } from './revision-rows.ts';

/** Bits of `RevisionTable.flags`. */
export const FLAG = { deployable: 1, driver: 2 } as const;

/**
 * What clients' answers depend on, of every revision, in columns: 100,000 revisions are worked through in a few
 * milliseconds, which reading them from the store again would take the better part of a second.
 */
export interface RevisionTable {
  /** One more than the greatest RevisionID. */
  readonly size: number;
  /** One more than the greatest key of an update. */
  readonly keys: number;
  /** By RevisionID; 0 where there is no such revision. */
  readonly updateKey: Int32Array;
  readonly revisionNumber: Int32Array;
  readonly flags: Uint8Array;
  /** The RevisionID before this one of the same update, 0 for none: a way through all revisions of an update. */
  readonly earlier: Int32Array;
  /** By update key: the RevisionID that arrived last, 0 for none. */
  readonly latest: Int32Array;
  /** By update key: 1 for declined. */
  readonly declined: Uint8Array;
  /** By update key: 1 where some revision names the update as a prerequisite. */
  readonly isTarget: Uint8Array;
  /** By update key: 1 where some revision bundles the update. */
  readonly isMember: Uint8Array;
  readonly deploymentId: Int32Array;
  readonly lastChange: Float64Array;
  readonly prerequisites: RelationColumns;
  readonly bundles: RelationColumns;
  /** By RevisionID: the index of its action in `deploymentActions`. */
  readonly action: Uint8Array;
}

/** Rows that hang on a revision, each revision's together: `start[id]` to `start[id] + count[id]`. */
export interface RelationColumns {
  /** How many rows there are. */
  readonly rows: number;
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly updateKey: Int32Array;
  /** Clause of a prerequisite, or revision number of a bundled update. */
  readonly second: Int32Array;
  /** 1 for a category clause; unused for bundles. */
  readonly isCategory: Uint8Array;
}

/** A revision table that takes rows in. */
export interface FillableTable extends RevisionTable {
  /** Adds a revision, or replaces what can change of it: declined, deployment. */
  put(row: RevisionRow): void;
  /** Rows of one revision come one after another. */
  addPrerequisite(row: PrerequisiteRow): void;
  addBundle(row: BundleRow): void;
}

/** An empty table. */
export function createRevisionTable(): FillableTable {
  const updateKey = growingIntegers();
  const revisionNumber = growingIntegers();
  const flags = growingBytes();
  const earlier = growingIntegers();
  const latest = growingIntegers();
  const declined = growingBytes();
  const isTarget = growingBytes();
  const isMember = growingBytes();
  const deploymentId = growingIntegers();
  const action = growingBytes();
  const lastChange = growingNumbers();
  const prerequisites = createRelation();
  const bundles = createRelation();
  const add = ([id, key, number, type, isDeployable]: RevisionRow): void => {
    updateKey.set(id, key);
    revisionNumber.set(id, number);
    flags.set(id, (isDeployable && FLAG.deployable) | (type === 'Driver' ? FLAG.driver : 0));
    earlier.set(id, latest.values[key] ?? 0);
    latest.set(key, id);
  };
  return {
    get size() {
      return updateKey.length;
    },
    get keys() {
      return Math.max(latest.length, isTarget.length, declined.length);
    },
    get updateKey() {
      return updateKey.values;
    },
    get revisionNumber() {
      return revisionNumber.values;
    },
    get flags() {
      return flags.values;
    },
    get earlier() {
      return earlier.values;
    },
    get latest() {
      return latest.values;
    },
    get declined() {
      return declined.values;
    },
    get isTarget() {
      return isTarget.values;
    },
    get isMember() {
      return isMember.values;
    },
    get deploymentId() {
      return deploymentId.values;
    },
    get lastChange() {
      return lastChange.values;
    },
    prerequisites,
    bundles,
    get action() {
      return action.values;
    },
    put: (row) => {
      const [id, key, , , , isDeclined, deployment, actionName, changed] = row;
      if ((updateKey.values[id] ?? 0) === 0) add(row);
      declined.set(key, isDeclined);
      deploymentId.set(id, deployment);
      action.set(id, deploymentActions.indexOf(actionName));
      lastChange.set(id, changed);
    },
    addPrerequisite: ([id, clause, key, isCategory]) => {
      isTarget.set(key, 1);
      prerequisites.add(id, key, clause, isCategory);
    },
    addBundle: ([id, key, number]) => {
      isMember.set(key, 1);
      bundles.add(id, key, number, 0);
    },
  };
}

interface FillableRelation extends RelationColumns {
  add(id: number, key: number, second: number, isCategory: 0 | 1): void;
}

function createRelation(): FillableRelation {
  const start = growingIntegers();
  const count = growingIntegers();
  const updateKey = growingIntegers();
  const second = growingIntegers();
  const isCategory: GrowingArray<Uint8Array> = growingBytes();
  return {
    get rows() {
      return updateKey.length;
    },
    get start() {
      return start.values;
    },
    get count() {
      return count.values;
    },
    get updateKey() {
      return updateKey.values;
    },
    get second() {
      return second.values;
    },
    get isCategory() {
      return isCategory.values;
    },
    add: (id, key, more, category) => {
      const known = count.values[id] ?? 0;
      if (known === 0) start.set(id, updateKey.length);
      count.set(id, known + 1);
      updateKey.push(key);
      second.push(more);
      isCategory.push(category);
    },
  };
}
