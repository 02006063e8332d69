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
  const parts = new Set<CachedRevision>();
  const seen = new Set<CachedRevision>();
  const collect = (one: CachedRevision): void => {
    // Many clauses of many levels may name one bundle.
    if (seen.has(one)) return;
    seen.add(one);
    if (one.core.bundles.length === 0) parts.add(one);
    for (const { revisions } of one.core.bundles) {
      const members = revisions.flatMap(({ updateId, revisionNumber }) => {
        const member = ofUpdate(updateId);
        return member?.core.revisionNumber === revisionNumber ? [member] : [];
      });
      if (members.some((member) => statuses.of(member) === 'installed')) continue;
      const wanted = members.find((member) => statuses.of(member) === 'needed');
      if (wanted !== undefined) collect(wanted);
    }
  };
  collect(revision);
  return [...parts];
}
