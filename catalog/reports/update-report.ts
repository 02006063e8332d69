import type { Database } from '../store/database.ts';
import { NEWEST } from '../store/revision-conditions.ts';
import { createUpdateDetails, type UpdateDetails } from './update-details.ts';
import { conditionsOf, STATE_COLUMNS, type UpdateFilter } from './update-filter.ts';
import { createUpdateNames } from './update-name.ts';
import { createRevisionCategories, type NamedUpdate } from './update-relatives.ts';

/** An update as a list shows it: what its newest revision says. */
export interface UpdateSummary {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly type: string;
  /** In the default language of the update. */
  readonly title: string;
  readonly kbArticleIds: readonly string[];
  readonly severity: string | null;
  readonly classifications: readonly NamedUpdate[];
  readonly products: readonly NamedUpdate[];
  readonly isDeclined: boolean;
  readonly isExpired: boolean;
  /** Whether some group has an approval for it. */
  readonly isApproved: boolean;
  /** Whether an update that is neither declined nor expired takes its place. */
  readonly isSuperseded: boolean;
}

/** Some updates, and whether the filter lets more through. */
export interface UpdatePage {
  readonly updates: readonly UpdateSummary[];
  readonly hasMore: boolean;
  /** What the list goes on behind; null where there is nothing more. */
  readonly next: number | null;
}

/** What there is to know about updates, for people. */
export interface UpdateReport {
  /** The first `limit` updates that pass, those that came last first; 0 for all. They go on behind `after`, a `next`. */
  list(filter: UpdateFilter, limit: number, after?: number): UpdatePage;
  /**
   * The UpdateID of the update that is named by its UpdateID, KB number or exact title. Throws CATALOG_UPDATE_UNKNOWN,
   * CATALOG_UPDATE_NAME_UNKNOWN or CATALOG_UPDATE_AMBIGUOUS.
   */
  require(name: string): string;
  /** The title of an update that is here. */
  title(updateId: string): string;
  /** Everything about one update. Throws CATALOG_UPDATE_UNKNOWN. */
  details(updateId: string): UpdateDetails;
}

interface SummaryRow {
  readonly revisionId: number;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly type: string;
  readonly title: string;
  readonly kbArticleIds: string;
  readonly severity: string | null;
  readonly isDeclined: 0 | 1;
  readonly isExpired: 0 | 1;
  readonly isApproved: 0 | 1;
  readonly isSuperseded: 0 | 1;
}

/** CROSS JOIN keeps revisions on the outside: read from the last one back, a page ends as soon as it is full. */
const SELECT = `SELECT r.revision_id AS revisionId, u.update_id AS updateId, r.revision_number AS revisionNumber,
    r.update_type AS type, r.title, r.kb_article_ids AS kbArticleIds, r.msrc_severity AS severity, ${STATE_COLUMNS}
  FROM revision r CROSS JOIN update_identity u ON u.update_key = r.update_key`;

export function createUpdateReport(database: Database): UpdateReport {
  const details = createUpdateDetails(database);
  const categoriesOf = createRevisionCategories(database);
  const names = createUpdateNames(database);
  const summary = ({ revisionId, ...row }: SummaryRow): UpdateSummary => ({
    ...row,
    kbArticleIds: wordsOf(row.kbArticleIds),
    ...categoriesOf(revisionId),
    isDeclined: row.isDeclined === 1,
    isExpired: row.isExpired === 1,
    isApproved: row.isApproved === 1,
    isSuperseded: row.isSuperseded === 1,
  });
  return {
    ...names,
    list: (filter, limit, after = Number.MAX_SAFE_INTEGER) => {
      const conditions = conditionsOf(filter);
      const where = [NEWEST, 'r.revision_id < ?', ...conditions.map(({ sql }) => sql)].join(' AND ');
      const select = database.prepare(`${SELECT} WHERE ${where} ORDER BY r.revision_id DESC LIMIT ?`);
      const values = conditions.flatMap((one) => one.values);
      // One more than asked for tells whether there are more; a negative limit is none.
      const rows = select.all(after, ...values, limit === 0 ? -1 : limit + 1) as SummaryRow[];
      const page = limit === 0 ? rows : rows.slice(0, limit);
      const hasMore = rows.length > page.length;
      return {
        updates: page.map(summary),
        hasMore,
        next: hasMore ? (page.at(-1)?.revisionId ?? null) : null,
      };
    },
    details,
  };
}

/** The words of a column that keeps several with a space between them. */
function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
