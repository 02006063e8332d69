import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';

/**
 * Puts several revisions of one update into their order, the older first, at the places they have: none is stored
 * after a newer one.
 */
export function inOrderOfRevisions<T extends RevisionIdentity>(given: readonly T[]): readonly T[] {
  const byUpdate = new Map<string, T[]>();
  for (const one of given) {
    const revisions = byUpdate.get(one.updateId);
    if (revisions === undefined) byUpdate.set(one.updateId, [one]);
    else revisions.push(one);
  }
  for (const revisions of byUpdate.values())
    revisions.sort((a, b) => a.revisionNumber - b.revisionNumber).reverse();
  return given.map((one) => byUpdate.get(one.updateId)?.pop() ?? one);
}
