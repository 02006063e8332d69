import type { Database } from '../store/database.ts';
import { type CategoryKind, readCategoryNames } from './category-names.ts';
import type { UpdateFilter } from './update-filter.ts';

/** A filter as people say it: categories by their titles. */
export interface UpdateQuery extends Pick<UpdateFilter, 'text' | 'type' | 'states'> {
  /** Titles or UpdateIDs: it is in one of these classifications. */
  readonly classifications?: readonly string[];
  /** Titles or UpdateIDs: it is in one of these products. */
  readonly products?: readonly string[];
}

/** The filter for what somebody asks. Throws CATALOG_CATEGORY_UNKNOWN. */
export function updateFilterOf(database: Database, query: UpdateQuery): UpdateFilter {
  const { classifications, products, ...rest } = query;
  if (classifications === undefined && products === undefined) return rest;
  const categories = readCategoryNames(database);
  const idsOf = (kind: CategoryKind, names: readonly string[]): readonly string[] =>
    names.flatMap((name) => categories.require(kind, name));
  return {
    ...rest,
    ...(classifications !== undefined && { classifications: idsOf('classification', classifications) }),
    ...(products !== undefined && { products: idsOf('product', products) }),
  };
}
