import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { nameKey } from '../import/name-key.ts';
import { isGuid } from '../import/seed-names.ts';
import { categoryAliases, wellKnownCategories } from '../import/well-known-categories.ts';
import type { Database } from '../store/database.ts';
import { NEWEST } from '../store/revision-conditions.ts';

/** The two roles a category can be asked for in. */
export type CategoryKind = 'classification' | 'product';

/** The categories of a catalogue by their titles, and the well-known ones that have not arrived: a rule may wait for them. */
export interface CategoryNames {
  /**
   * UpdateIDs of the categories of that title or UpdateID; several products bear one title in reality. Case, spaces
   * and punctuation do not count. Throws CATALOG_CATEGORY_UNKNOWN.
   */
  require(kind: CategoryKind, name: string): readonly string[];
  /** The title of a category, or its UpdateID where nothing is known of it. */
  title(updateId: string): string;
}

interface CategoryRow {
  readonly updateId: string;
  readonly title: string;
  readonly role: string | null;
}

/** Most names an error lists. */
const MAX_LISTED = 12;

export function readCategoryNames(database: Database): CategoryNames {
  const all = withWellKnown(readCategories(database));
  const titles = new Map(all.map(({ updateId, title }) => [updateId, title]));
  return {
    title: (updateId) => titles.get(updateId.toLowerCase()) ?? updateId,
    require: (kind, name) => {
      const ofKind = all.filter(
        ({ role }) => (role === 'UpdateClassification') === (kind === 'classification'),
      );
      const found = ofKind.filter(matcher(name.trim())).map(({ updateId }) => updateId);
      return found.length > 0 ? found : unknown(kind, name, [...new Set(ofKind.map(({ title }) => title))]);
    },
  };
}

function readCategories(database: Database): readonly CategoryRow[] {
  return database
    .prepare<[], CategoryRow>(
      `SELECT u.update_id AS updateId, r.title, r.category_type AS role
       FROM revision r JOIN update_identity u USING (update_key)
       WHERE r.update_type = 'Category' AND ${NEWEST} ORDER BY r.revision_id`,
    )
    .all();
}

function withWellKnown(here: readonly CategoryRow[]): readonly CategoryRow[] {
  const ids = new Set(here.map(({ updateId }) => updateId));
  const awaited = wellKnownCategories.filter(({ updateId }) => !ids.has(updateId));
  return [...here, ...awaited.map(({ updateId, name, type }) => ({ updateId, title: name, role: type }))];
}

function matcher(name: string): (row: CategoryRow) => boolean {
  if (isGuid(name)) return ({ updateId }) => updateId === name.toLowerCase();
  const key = nameKey(name);
  const alias = nameKey(categoryAliases.get(key) ?? name);
  return ({ title }) => key !== '' && [key, alias].includes(nameKey(title));
}

function unknown(kind: CategoryKind, name: string, known: readonly string[]): never {
  const near = nearestName(name, known);
  const listed = known.slice(0, MAX_LISTED).join(', ') + (known.length > MAX_LISTED ? ', …' : '');
  const repair = near === undefined ? `Name one of: ${listed}.` : `Did you mean ${near}?`;
  return fail('CATALOG_CATEGORY_UNKNOWN', { kind, name, repair });
}
