import type { Statuses } from '../applicability/statuses.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';

/**
 * What is installed for `revision`: itself, or of each clause of a bundle the first member that is needed, in the order of the
 * clauses (Windows SDK, "Relationships Among Updates"), members that are bundles by their own. A clause that has something
 * installed is satisfied. Bundles are not nested deeper than statuses follow them.
 */
export function partsOf(
  revision: CachedRevision,
  ofUpdate: (updateId: string) => CachedRevision | undefined,
  statuses: Statuses,
): readonly CachedRevision[] {
  return leavesOf(revision, ofUpdate, (members) => {
    if (members.some((member) => statuses.of(member) === 'installed')) return [];
    return members.filter((member) => statuses.of(member) === 'needed').slice(0, 1);
  });
}

/** What is removed for `revision`: itself, or the members of a bundle that are installed, the last installed first. */
export function installedPartsOf(
  revision: CachedRevision,
  ofUpdate: (updateId: string) => CachedRevision | undefined,
  statuses: Statuses,
): readonly CachedRevision[] {
  return leavesOf(revision, ofUpdate, (members) =>
    members.filter((member) => statuses.of(member) === 'installed'),
  ).reverse();
}

/** The members of a bundle that are none themselves, as far as `choose` lets those of a clause through. */
function leavesOf(
  revision: CachedRevision,
  ofUpdate: (updateId: string) => CachedRevision | undefined,
  choose: (members: readonly CachedRevision[]) => readonly CachedRevision[],
): CachedRevision[] {
  const leaves = new Set<CachedRevision>();
  const seen = new Set<CachedRevision>();
  const collect = (one: CachedRevision): void => {
    // Many clauses of many levels may name one bundle.
    if (seen.has(one)) return;
    seen.add(one);
    if (one.core.bundles.length === 0) leaves.add(one);
    for (const { revisions } of one.core.bundles) {
      const members = revisions.flatMap(({ updateId, revisionNumber }) => {
        const member = ofUpdate(updateId);
        return member?.core.revisionNumber === revisionNumber ? [member] : [];
      });
      for (const member of choose(members)) collect(member);
    }
  };
  collect(revision);
  return [...leaves];
}
