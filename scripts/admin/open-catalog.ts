import { existsSync } from 'node:fs';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import { unreadable } from '../../catalog/store/database.ts';
import { systemClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { stateFolderAt } from '../../server/state-folder.ts';

/**
 * Runs `work` on the catalogue in the state folder `folder`, whether a double runs on it or not. Makes none: a mistyped
 * folder would look like a catalogue without updates. Throws CATALOG_NOT_MADE, CATALOG_BUSY, and
 * what openCatalog throws.
 */
export function withCatalog<T>(folder: string, work: (catalog: Catalog) => T): T {
  const state = stateFolderAt(folder);
  if (!existsSync(state.catalogFile)) fail('CATALOG_NOT_MADE', { folder: state.folder });
  const catalog = openCatalog({
    file: state.catalogFile,
    clock: systemClock,
    randomness: systemRandomness,
  });
  try {
    return work(catalog);
  } catch (error) {
    // An import by another process may hold the catalogue for longer than a write waits.
    return unreadable(state.catalogFile, error);
  } finally {
    catalog.close();
  }
}
