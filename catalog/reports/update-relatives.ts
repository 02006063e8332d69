import type { Database } from '../store/database.ts';
import { NEWEST } from '../store/revision-conditions.ts';

/** An update that another one names. */
export interface NamedUpdate {
  readonly updateId: string;
  /** Absent for an update that has not arrived. */
  readonly title: string | null;
}

/** The categories of a revision, by their role. */
export interface RevisionCategories {
  readonly classifications: readonly NamedUpdate[];
  /** Products, with the families and companies a revision names. */
  readonly products: readonly NamedUpdate[];
}

/** A bundle or one of its members. */
export interface BundledRevision extends NamedUpdate {
  readonly revisionNumber: number;
}

/** The updates one update is related to. */
export interface UpdateRelatives {
  /** The revisions the revision bundles. */
  bundles(revisionId: number): readonly BundledRevision[];
  /** The revisions that bundle some revision of the update. */
  bundledBy(updateKey: number): readonly BundledRevision[];
  supersedes(revisionId: number): readonly NamedUpdate[];
  /** The updates that supersede the update in their newest revision. */
  supersededBy(updateKey: number): readonly NamedUpdate[];
}

/** Title of the newest revision of update `k`. */
const TITLE = `(SELECT t.title FROM revision t WHERE t.update_key = k.update_key
  ORDER BY t.revision_number DESC LIMIT 1) AS title`;

/** Finds the categories of a revision. */
export function createRevisionCategories(database: Database): (revisionId: number) => RevisionCategories {
  const select = database.prepare<[number], NamedUpdate & { readonly role: string | null }>(
    `SELECT DISTINCT k.update_id AS updateId, ${TITLE}, (SELECT t.category_type FROM revision t
       WHERE t.update_key = k.update_key ORDER BY t.revision_number DESC LIMIT 1) AS role
     FROM prerequisite p JOIN update_identity k USING (update_key)
     WHERE p.revision_id = ? AND p.is_category = 1 ORDER BY p.clause_id`,
  );
  return (revisionId) => {
    const all = select.all(revisionId);
    const named = (isWanted: boolean): readonly NamedUpdate[] =>
      all
        .filter(({ role }) => (role === 'UpdateClassification') === isWanted)
        .map(({ updateId, title }) => ({ updateId, title }));
    return { classifications: named(true), products: named(false) };
  };
}

export function createUpdateRelatives(database: Database): UpdateRelatives {
  const bundles = database.prepare<[number], BundledRevision>(
    `SELECT k.update_id AS updateId, b.revision_number AS revisionNumber, ${TITLE}
     FROM bundle b JOIN update_identity k USING (update_key) WHERE b.revision_id = ? ORDER BY b.clause_id`,
  );
  const bundledBy = database.prepare<[number], BundledRevision>(
    `SELECT k.update_id AS updateId, r.revision_number AS revisionNumber, ${TITLE}
     FROM bundle b JOIN revision r USING (revision_id) JOIN update_identity k ON k.update_key = r.update_key
     WHERE b.update_key = ? ORDER BY r.revision_id`,
  );
  const supersedes = database.prepare<[number], NamedUpdate>(
    `SELECT k.update_id AS updateId, ${TITLE}
     FROM supersedence s JOIN update_identity k USING (update_key) WHERE s.revision_id = ? ORDER BY k.update_key`,
  );
  const supersededBy = database.prepare<[number], NamedUpdate>(
    `SELECT k.update_id AS updateId, ${TITLE}
     FROM supersedence s JOIN revision r USING (revision_id) JOIN update_identity k ON k.update_key = r.update_key
     WHERE s.update_key = ? AND ${NEWEST}
     ORDER BY r.revision_id`,
  );
  return {
    bundles: (revisionId) => bundles.all(revisionId),
    bundledBy: (updateKey) => bundledBy.all(updateKey),
    supersedes: (revisionId) => supersedes.all(revisionId),
    supersededBy: (updateKey) => supersededBy.all(updateKey),
  };
}
