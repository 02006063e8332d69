import { constants, copyFileSync, existsSync, writeFileSync } from 'node:fs';
import type { Database } from './database.ts';

/** Tables of SQLite itself; the counters of AUTOINCREMENT are state like any other. */
const OWN_TABLES = /^sqlite_(?!sequence$)/;

/**
 * Writes a copy of the whole store to `target`, which must not exist: of one moment, though other processes write meanwhile. On file systems
 * that can share blocks it takes no room of its own. Throws SQLITE_BUSY while another process writes for long, and errors of the file
 * system.
 */
export function copyDatabase(database: Database, target: string): void {
  if (database.memory) {
    writeFileSync(target, database.serialize());
    return;
  }
  // Less to copy; another process that reads may keep some of it back, which then is copied too.
  database.pragma('wal_checkpoint(TRUNCATE)');
  const log = `${database.name}-wal`;
  // Nobody writes meanwhile. What another process moves from the log to the file is in both, so file first and log second is whole.
  database
    .transaction(() => {
      copyFileSync(database.name, target, constants.COPYFILE_FICLONE);
      if (existsSync(log)) copyFileSync(log, `${target}-wal`, constants.COPYFILE_FICLONE);
    })
    .immediate();
}

/**
 * Puts the rows of the copy at `source` in place of all there are, in one transaction: readers see the one or the other. The copy must
 * have the same tables. `after` is called inside.
 */
export function restoreDatabase(database: Database, source: string, after: () => void): void {
  database.prepare('ATTACH ? AS copied').run(source);
  try {
    database
      .transaction(() => {
        database.pragma('defer_foreign_keys = ON');
        const tables = tablesOf(database);
        for (const table of tables) database.exec(`DELETE FROM main."${table}"`);
        for (const table of tables) {
          // Once more: a trigger on what was deleted may have written here.
          database.exec(`DELETE FROM main."${table}"`);
          database.exec(`INSERT INTO main."${table}" SELECT * FROM copied."${table}"`);
        }
        after();
      })
      .immediate();
  } finally {
    database.exec('DETACH copied');
  }
}

function tablesOf(database: Database): readonly string[] {
  const names = database
    .prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    .pluck()
    .all() as string[];
  return names.filter((name) => !OWN_TABLES.test(name));
}
