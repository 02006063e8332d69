import { createRecent } from '../../platform/recent.ts';
import type { Snapshot } from './snapshot.ts';

/** The revisions one client is entitled to at one step of its scan. */
export interface NeededRevisions {
  /** Nodes, ascending. */
  readonly nodes: Int32Array;
  /** Whether `node` is among them. */
  has(node: number): boolean;
}

/** What the answer depends on. */
export interface NeedQuestion {
  /** RevisionIDs as the client sent them. */
  readonly installedNonLeaf: readonly number[];
  /** UpdateIDs' keys of the categories a filtered scan is about; absent for a whole scan. */
  readonly categories?: readonly number[];
}

/** Answers kept, at most twice as many; each costs one byte a revision in scope. */
const KEPT_ANSWERS = 48;

/**
 * Finds the NeededRevisions list of [MS-WUSP] §3.1.5.7 for software, remembering recent answers: clients of one
 * build send the same installed ids over and over.
 */
export function createNeedFinder(snapshot: Snapshot): (question: NeedQuestion) => NeededRevisions {
  const kept = createRecent<NeededRevisions>(KEPT_ANSWERS);
  return (question) => {
    const key = `${ascending(question.installedNonLeaf).join()}/${ascending(question.categories ?? []).join()}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = find(snapshot, question);
    kept.set(key, found);
    return found;
  };
}

/** The ids each once and in order, so that the same question asked in another order is the same. */
function ascending(ids: readonly number[]): readonly number[] {
  const isAscending = ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? 0));
  return isAscending ? ids : [...new Set(ids)].sort((a, b) => a - b);
}

function find(snapshot: Snapshot, { installedNonLeaf, categories }: NeedQuestion): NeededRevisions {
  const installed = new Set<number>();
  for (const revisionId of installedNonLeaf) {
    const node = snapshot.nodeOfUpdate(revisionId);
    if (node !== -1) installed.add(node);
  }
  const inFilter = categories && categoryScope(snapshot, categories);
  const nodes = snapshot.graph
    .satisfiedBy(installed)
    .filter((node) => snapshot.isDriver[node] === 0 && (inFilter === undefined || inFilter.has(node)));
  const members = new Uint8Array(snapshot.size);
  for (const node of nodes) members[node] = 1;
  return { nodes, has: (node) => members[node] === 1 };
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
