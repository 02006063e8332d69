import type { Database } from './database.ts';

/** Which seed files have been imported, by a digest of all that shapes them. */
export interface Seeds {
  /** How many revisions that seed has, or undefined when it was not imported. */
  count(mark: string): number | undefined;
  add(mark: string, revisions: number): void;
}

export function createSeeds(database: Database): Seeds {
  const find = database
    .prepare<[string], number>('SELECT revisions FROM imported_seed WHERE mark = ?')
    .pluck();
  const add = database.prepare('INSERT OR REPLACE INTO imported_seed VALUES (?, ?)');
  return {
    count: (mark) => find.get(mark) as number | undefined,
    add: (mark, revisions) => {
      add.run(mark, revisions);
    },
  };
}
