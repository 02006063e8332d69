import type { Snapshot } from '../../catalog/graph/snapshot.ts';

/** Revisions a client has cached and should have no longer. */
export interface CachedRevisions {
  /** Ids the client has that are no longer deployed at all. */
  readonly notDeployed: readonly number[];
  /** Ids it has that are deployed but not for what it has installed. */
  readonly notNeeded: readonly number[];
}

/** Marks the nodes the client has (`snapshot.marks`) and tells the ids it should no longer have, each once. */
export function sortCached(
  snapshot: Snapshot,
  isNeeded: (node: number) => boolean,
  lists: readonly (readonly number[])[],
): CachedRevisions {
  const { marks } = snapshot;
  const notDeployed: number[] = [];
  const notNeeded: number[] = [];
  marks.clear();
  for (const list of lists) {
    for (const revisionId of list) {
      const node = snapshot.nodeOf(revisionId);
      if (node === -1) notDeployed.push(revisionId);
      else if (marks.add(node) && !isNeeded(node)) notNeeded.push(revisionId);
    }
  }
  return { notDeployed: notDeployed.length > 1 ? [...new Set(notDeployed)] : notDeployed, notNeeded };
}
