import { type GrowingArray, growingIntegers } from './graph/growing-array.ts';

/** Which revision's deployment or IsLeaf changed when. */
export interface ChangeLog {
  /** Changes come in their order; a later one of the same revision takes the place of the earlier. */
  add(revisionId: number, change: number): void;
  /** RevisionIDs that changed after `change`, each once, in the order of their last change. */
  after(change: number): number[];
}

export function createChangeLog(): ChangeLog {
  const last: GrowingArray<Int32Array> = growingIntegers();
  const revisions = growingIntegers();
  const changes = growingIntegers();
  return {
    add: (revisionId, change) => {
      last.set(revisionId, change);
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
  };
}
