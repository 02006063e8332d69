import { administration } from './migrations/administration.ts';
import { firstCatalogue } from './migrations/first-catalogue.ts';
import { serverToServer } from './migrations/server-to-server.ts';

/**
 * Migrations of `catalog.db`, oldest first; `user_version` counts how many have run. A migration that has
 * been released is never edited: the next change is the next entry.
 */
export const migrations: readonly string[] = [firstCatalogue, administration, serverToServer];
