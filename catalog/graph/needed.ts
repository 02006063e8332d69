import { createRecent } from '../../platform/recent.ts';
import type { Snapshot } from './snapshot.ts';

/** The revisions one client is entitled to at one step of its scan. */
export interface NeededRevisions {
  /** Nodes of software, categories and detectoids, in the order they are sent. */
  readonly nodes: Int32Array;
  /** Whether `node` is among them. */
  has(node: number): boolean;
  /** Whether `node` is a driver whose prerequisites are met. */
  hasDriver(node: number): boolean;
  /** Whether there is any such driver. */
  readonly hasDrivers: boolean;
}

/**
 * How revisions are handed out. `staged`: those whose prerequisites are installed, as the real server does it (wire
 * facts §2.6). `closure`: everything whose prerequisites can be met at all, at once, prerequisites first.
 */
export type Delivery = 'staged' | 'closure';

/** What the answer depends on. */
export interface NeedQuestion {
  readonly delivery: Delivery;
  /** RevisionIDs as the client sent them. */
  readonly installedNonLeaf: readonly number[];
  /** UpdateIDs' keys of the categories a filtered scan is about; absent for a whole scan. */
  readonly categories?: readonly number[];
}

/** Answers kept, at most twice as many; each costs one byte a revision in scope. */
const KEPT_ANSWERS = 48;

/**
 * Finds the NeededRevisions list of [MS-WUSP] §3.1.5.7, remembering recent answers: clients of one build send the
 * same installed ids over and over.
 */
export function createNeedFinder(snapshot: Snapshot): (question: NeedQuestion) => NeededRevisions {
  const kept = createRecent<NeededRevisions>(KEPT_ANSWERS);
  return (question) => {
    const key = keyOf(question);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = find(snapshot, question);
    kept.set(key, found);
    return found;
  };
}

function keyOf({ delivery, installedNonLeaf, categories }: NeedQuestion): string {
  // What is installed decides nothing when everything is sent at once.
  const installed = delivery === 'closure' ? '*' : ascending(installedNonLeaf).join();
  return `${installed}/${categories === undefined ? '' : `${ascending(categories).join()},`}`;
}

/** The ids each once and in order, so that the same question asked in another order is the same. */
function ascending(ids: readonly number[]): readonly number[] {
  const isAscending = ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? 0));
  return isAscending ? ids : [...new Set(ids)].sort((a, b) => a - b);
}

const SOFTWARE = 1;
const DRIVER = 2;

function find(snapshot: Snapshot, question: NeedQuestion): NeededRevisions {
  const inFilter = question.categories && categoryScope(snapshot, question.categories);
  const kinds = new Uint8Array(snapshot.size);
  let hasDrivers = false;
  const nodes = deliverable(snapshot, question).filter((node) => {
    if (inFilter !== undefined && !inFilter.has(node)) return false;
    const isDriver = snapshot.isDriver[node] === 1;
    hasDrivers ||= isDriver;
    kinds[node] = isDriver ? DRIVER : SOFTWARE;
    return !isDriver;
  });
  return {
    nodes,
    has: (node) => kinds[node] === SOFTWARE,
    hasDriver: (node) => kinds[node] === DRIVER,
    hasDrivers,
  };
}

function deliverable(snapshot: Snapshot, { delivery, installedNonLeaf }: NeedQuestion): Int32Array {
  if (delivery === 'closure') return snapshot.graph.byRounds();
  const installed = new Set<number>();
  for (const revisionId of installedNonLeaf) {
    const node = snapshot.nodeOfUpdate(revisionId);
    if (node !== -1) installed.add(node);
  }
  return snapshot.graph.satisfiedBy(installed);
}

/** The categories of a filtered scan, what belongs to them, what that bundles, and all their prerequisites. */
function categoryScope(snapshot: Snapshot, categories: readonly number[]): Set<number> {
  const scope = new Set<number>();
  for (const key of categories) {
    const category = snapshot.nodeOfKey(key);
    if (category === -1) continue;
    scope.add(category);
    for (const member of snapshot.membersOfCategory(category)) scope.add(member);
  }
  for (const node of scope) for (const member of snapshot.bundledBy(node)) scope.add(member);
  return snapshot.graph.withPrerequisites(scope);
}
