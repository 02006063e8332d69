import type { BundleClause } from '../../protocol/metadata/update-document.ts';
import { MOST_DEPTH, type Statuses } from '../applicability/statuses.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';

/** What is installed or removed for an update, or why it cannot be; completes "not offered because …". */
export type Parts = { readonly parts: readonly CachedRevision[] } | { readonly reason: string };

/** What is installed or removed for updates. One asks for all offers of a scan: many bundles may name one bundle. */
export interface BundleParts {
  /**
   * What is installed for `revision`: itself, or of each clause of a bundle the first member that is needed, in the order of
   * the clauses (Windows SDK, "Relationships Among Updates"), members that are bundles by their own. A clause that has
   * something installed is satisfied.
   */
  toInstall(revision: CachedRevision): Parts;
  /** What is removed for `revision`: itself, or the members of a bundle that are installed, the last installed first. */
  toRemove(revision: CachedRevision): Parts;
}

/** Updates one offer brings; real bundles have some hundreds. */
const MOST_PARTS = 10_000;
/** Members of bundles that are looked at for all offers, and updates all of them bring. */
const MOST_IN_ALL = 500_000;

const TOO_MANY = { reason: `it brings more than ${MOST_PARTS} updates` };
const TOO_MANY_IN_ALL = { reason: `all offers together bring more than ${MOST_IN_ALL} updates` };
const TOO_DEEP = { reason: `its bundles are nested more than ${MOST_DEPTH} deep` };

/** What may still be looked at. */
interface Left {
  count: number;
}
/** The leaves below an update, with the bundles in the longest chain down to one. */
type Leaves =
  | { readonly parts: readonly CachedRevision[]; readonly depth: number }
  | { readonly reason: string };
/** The members of a clause that count. */
type Choose = (members: readonly CachedRevision[]) => readonly CachedRevision[];

/** Takes bundles apart, each of them once. */
export function createBundleParts(
  ofUpdate: (updateId: string) => CachedRevision | undefined,
  statuses: Statuses,
): BundleParts {
  const left = { count: MOST_IN_ALL };
  const needed = createLeaves(ofUpdate, left, (members) => {
    if (members.some((member) => statuses.of(member) === 'installed')) return [];
    return members.filter((member) => statuses.of(member) === 'needed').slice(0, 1);
  });
  const installed = createLeaves(ofUpdate, left, (members) =>
    members.filter((member) => statuses.of(member) === 'installed'),
  );
  const counted = (found: Parts): Parts =>
    'reason' in found || take(left, found.parts.length) ? found : TOO_MANY_IN_ALL;
  return {
    toInstall: (revision) => counted(needed(revision)),
    toRemove: (revision) => {
      const found = counted(installed(revision));
      return 'reason' in found ? found : { parts: [...found.parts].reverse() };
    },
  };
}

/** The members of a bundle that are none themselves, as far as `choose` lets those of a clause through. */
function createLeaves(
  ofUpdate: (updateId: string) => CachedRevision | undefined,
  left: Left,
  choose: Choose,
): (revision: CachedRevision) => Parts {
  const known = new Map<CachedRevision, Leaves>();
  const membersIn = ({ revisions }: BundleClause): readonly CachedRevision[] =>
    revisions.flatMap(({ updateId, revisionNumber }) => {
      const member = ofUpdate(updateId);
      return member?.core.revisionNumber === revisionNumber ? [member] : [];
    });
  const collect = (one: CachedRevision, level: number): Leaves => {
    const { bundles } = one.core;
    if (bundles.length === 0) return { parts: [one], depth: 0 };
    if (level >= MOST_DEPTH) return TOO_DEEP;
    const leaves = new Set<CachedRevision>();
    let depth = 0;
    for (const clause of bundles) {
      if (!take(left, clause.revisions.length)) return TOO_MANY_IN_ALL;
      for (const member of choose(membersIn(clause))) {
        const found = leavesOf(member, level + 1);
        if ('reason' in found) return found;
        if (!take(left, found.parts.length)) return TOO_MANY_IN_ALL;
        for (const leaf of found.parts) leaves.add(leaf);
        depth = Math.max(depth, found.depth);
      }
      if (leaves.size > MOST_PARTS) return TOO_MANY;
    }
    return { parts: [...leaves], depth: depth + 1 };
  };
  const leavesOf = (one: CachedRevision, level: number): Leaves => {
    const found = known.get(one) ?? collect(one, level);
    // How deep it is allowed to be hangs on where it stands.
    if (found !== TOO_DEEP) known.set(one, found);
    return 'depth' in found && level + found.depth > MOST_DEPTH ? TOO_DEEP : found;
  };
  return (revision) => leavesOf(revision, 0);
}

function take(left: Left, count: number): boolean {
  left.count -= count;
  return left.count >= 0;
}
