import type { Database } from '../../store/database.ts';
import { IS_CATEGORY, NEWEST } from '../../store/revision-conditions.ts';
import type { Choice } from './selection.ts';

/** The categories and classifications that are here, in the order of their titles. */
export function readChoices(database: Database): readonly Choice[] {
  const rows = database
    .prepare<[], { updateId: string; title: string; categoryType: string | null }>(
      `SELECT u.update_id AS updateId, r.title, r.category_type AS categoryType
       FROM revision r JOIN update_identity u USING (update_key)
       WHERE ${IS_CATEGORY} AND ${NEWEST}
       ORDER BY r.title COLLATE NOCASE, u.update_id`,
    )
    .all();
  return rows.map(({ updateId, title, categoryType }) => ({
    updateId,
    title,
    isClassification: categoryType === 'UpdateClassification',
  }));
}
