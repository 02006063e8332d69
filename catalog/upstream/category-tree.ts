import type { Database } from '../store/database.ts';
import { IS_CATEGORY } from '../store/revision-conditions.ts';
import type { FilterId } from './revision-filter.ts';

/** What lies within a category: a family has products, and an update names its product (server sync facts §1.4). */
export interface CategoryTree {
  /** Keys of the categories of a filter and of all within them; ids that are not here have none. */
  within(ids: readonly FilterId[]): number[];
}

export function createCategoryTree(database: Database): CategoryTree {
  const links = database
    .prepare(
      `SELECT p.update_key, r.update_key FROM revision r JOIN prerequisite p USING (revision_id)
       WHERE ${IS_CATEGORY} AND p.is_category = 1`,
    )
    .raw();
  const find = database
    .prepare<[string], number>('SELECT update_key FROM update_identity WHERE update_id = ?')
    .pluck();
  return {
    within: (ids) => {
      const below = new Map<number, number[]>();
      for (const [parent, child] of links.all() as [number, number][])
        below.set(parent, [...(below.get(parent) ?? []), child]);
      const keys = new Set(ids.flatMap(({ updateId }) => (find.get(updateId) as number | undefined) ?? []));
      for (const key of keys) for (const child of below.get(key) ?? []) keys.add(child);
      return [...keys];
    },
  };
}
