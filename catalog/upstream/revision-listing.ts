import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { Database } from '../store/database.ts';
import { inOneOf, NEWEST } from '../store/revision-conditions.ts';
import { createBundleMembers } from './bundle-members.ts';
import { createCategoryTree } from './category-tree.ts';
import { LISTED_COLUMNS, type ListedRow } from './listed-row.ts';
import { type FilterId, isOneSided, type RevisionFilter, speaks } from './revision-filter.ts';

/** Lists revisions for downstream servers, those that arrived first before the others. */
export interface RevisionListing {
  /**
   * Categories, classifications and detectoids that came after the moment `after`; every revision of them, as a real
   * server repeats ids (server sync facts §1.4).
   */
  config(after: number | undefined): RevisionIdentity[];
  /** The newest revisions of software and drivers a filter is about, expired ones too. */
  updates(filter: RevisionFilter): RevisionIdentity[];
  /** The newest revisions of the updates with these ids (lower case), of their prerequisites, and what they bundle. */
  related(updateIds: readonly string[]): RevisionIdentity[];
}

interface FilteredRow extends ListedRow {
  /** Whether a category or classification it is in is asked for as a whole. */
  readonly isWhole: 0 | 1;
}

const UPDATES = `FROM revision r JOIN update_identity u USING (update_key)
  WHERE r.update_type IN ('Software', 'Driver')
    AND ${NEWEST}
    AND r.arrived_at > @after`;

export function createRevisionListing(database: Database): RevisionListing {
  const tree = createCategoryTree(database);
  const members = createBundleMembers(database);
  const config = database.prepare<[number], RevisionIdentity>(
    `SELECT u.update_id AS updateId, r.revision_number AS revisionNumber
     FROM revision r JOIN update_identity u USING (update_key)
     WHERE r.update_type IN ('Category', 'Detectoid') AND r.arrived_at > ? ORDER BY r.revision_id`,
  );
  const anything = database.prepare<[{ after: number }], FilteredRow>(
    `SELECT ${LISTED_COLUMNS}, 0 AS isWhole ${UPDATES} ORDER BY r.revision_id`,
  );
  const within = database.prepare<[Record<string, number | string>], FilteredRow>(
    `SELECT ${LISTED_COLUMNS}, ${inOneOf('@wholes')} AS isWhole ${UPDATES}
       AND ${inOneOf('@categories')} AND ${inOneOf('@classifications')} ORDER BY r.revision_id`,
  );
  const related = database.prepare<[string], RevisionIdentity>(
    `WITH newest AS (
       SELECT r.revision_id, r.update_key, r.revision_number FROM revision r
       WHERE ${NEWEST}),
     asked AS (
       SELECT newest.* FROM newest JOIN update_identity USING (update_key)
       WHERE update_id IN (SELECT value FROM json_each(?)))
     SELECT update_id AS updateId, revision_number AS revisionNumber FROM (
       SELECT update_key, revision_number FROM asked
       UNION SELECT b.update_key, b.revision_number FROM asked JOIN bundle b USING (revision_id)
       UNION SELECT p.update_key, newest.revision_number FROM asked JOIN prerequisite p USING (revision_id)
         JOIN newest ON newest.update_key = p.update_key)
     JOIN update_identity USING (update_key) ORDER BY update_id, revision_number`,
  );
  const keysOf = (ids: readonly FilterId[]): string => JSON.stringify(tree.within(ids));
  const rowsOf = (filter: RevisionFilter): FilteredRow[] => {
    const { categories, classifications } = filter;
    // Whatever is asked for as a whole can be older than the anchor.
    const after = isDeltaOnly(filter) ? (filter.after ?? 0) : 0;
    if (categories === undefined || classifications === undefined) return anything.all({ after });
    return within.all({
      after,
      wholes: keysOf([...categories, ...classifications].filter(({ delta }) => !delta)),
      categories: keysOf(categories),
      classifications: keysOf(classifications),
    });
  };
  return {
    config: (after) => config.all(after ?? 0),
    related: (updateIds) => related.all(JSON.stringify(updateIds)),
    updates: (filter) => {
      if (isOneSided(filter)) return [];
      const found = rowsOf(filter).filter((row) => isAsked(row, filter));
      const listed = filter.bundleClosure ? members.joinedTo(found) : found;
      return listed
        .filter(({ protocol }) => (versionNumber(protocol ?? undefined) ?? 0) <= filter.protocol)
        .map(({ updateId, revisionNumber }) => ({ updateId, revisionNumber }));
    },
  };
}

function isDeltaOnly({
  after,
  categories = [],
  classifications = [],
  languages = [],
}: RevisionFilter): boolean {
  return after === undefined || [...categories, ...classifications, ...languages].every(({ delta }) => delta);
}

function isAsked({ arrivedAt, isWhole, languages }: FilteredRow, filter: RevisionFilter): boolean {
  const spoken = languages === '' ? [] : languages.split(' ');
  if (!speaks(spoken, filter.languages)) return false;
  if (isWhole === 1 || arrivedAt > (filter.after ?? 0)) return true;
  return (filter.languages ?? []).some(
    ({ shortName, delta }) => !delta && (shortName === 'all' || spoken.includes(shortName)),
  );
}
