import type { Database } from './database.ts';

/** Revisions that came by synchronisation and wait for automatic approval rules. Write inside `Catalog.write`. */
export interface Arrivals {
  add(revisionIds: readonly number[]): void;
  /** All of them, oldest first. */
  all(): number[];
  /** Notes that somebody decided on an update: rules are not to decide again. */
  decided(updateKey: number): void;
  clear(): void;
}

export function createArrivals(database: Database): Arrivals {
  const add = database.prepare('INSERT OR IGNORE INTO sync_arrival VALUES (?)');
  const all = database
    .prepare<[], number>('SELECT revision_id FROM sync_arrival ORDER BY revision_id')
    .pluck();
  const decided = database.prepare(
    'DELETE FROM sync_arrival WHERE revision_id IN (SELECT revision_id FROM revision WHERE update_key = ?)',
  );
  const clear = database.prepare('DELETE FROM sync_arrival');
  return {
    add: (revisionIds) => {
      for (const revisionId of revisionIds) add.run(revisionId);
    },
    all: () => all.all() as number[],
    decided: (updateKey) => {
      decided.run(updateKey);
    },
    clear: () => {
      clear.run();
    },
  };
}
