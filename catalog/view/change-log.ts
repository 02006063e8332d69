import { growingIntegers } from '../graph/growing-array.ts';

/** Which revision's deployment or IsLeaf changed when. */
export interface ChangeLog {
  /** Changes come in their order; a later one of the same revision takes the place of the earlier. */
  add(revisionId: number, change: number, changeForAll: number): void;
  /** RevisionIDs that changed after `change`, each once, in the order of their last change. */
  after(change: number): number[];
  /** The last change of a revision that clients of any group may have to hear of; 0 for none. */
  forAll(revisionId: number): number;
}

export function createChangeLog(): ChangeLog {
  const last = growingIntegers();
  const lastForAll = growingIntegers();
  const revisions = growingIntegers();
  const changes = growingIntegers();
  return {
    add: (revisionId, change, changeForAll) => {
      last.set(revisionId, change);
      lastForAll.set(revisionId, changeForAll);
      revisions.push(revisionId);
      changes.push(change);
    },
    after: (change) => {
      const found: number[] = [];
      for (let at = changes.length - 1; at >= 0 && (changes.values[at] ?? 0) > change; at--) {
        const revisionId = revisions.values[at] ?? 0;
        if (last.values[revisionId] === changes.values[at]) found.push(revisionId);
      }
      return [...new Set(found.reverse())];
    },
    forAll: (revisionId) => lastForAll.values[revisionId] ?? 0,
  };
}
