import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { migrations } from './schema.ts';

/** The open store. */
export type Database = Sqlite.Database;

/** Wait this long for another process that writes, then fail. */
const BUSY_MILLISECONDS = 10_000;

/**
 * Opens `file` (or `:memory:`) and brings it to the newest schema. Throws CATALOG_UNREADABLE when it is no
 * catalogue, CATALOG_TOO_NEW when a newer version of this program wrote it.
 */
export function openDatabase(file: string): Database {
  const isNew = file === ':memory:' || !existsSync(file);
  let database: Database | undefined;
  try {
    database = new Sqlite(file, { timeout: BUSY_MILLISECONDS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('temp_store = MEMORY');
    migrate(database, file, isNew);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Sqlite.SqliteError)
      fail('CATALOG_UNREADABLE', { file, reason: messageOf(error) }, error);
    throw error;
  }
}

function migrate(database: Database, file: string, isNew: boolean): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    fail('CATALOG_TOO_NEW', { file, found: version, known: migrations.length });
  }
  if (version === 0 && !isNew && hasTables(database)) {
    fail('CATALOG_UNREADABLE', { file, reason: 'it is an SQLite file of another program' });
  }
  database
    .transaction(() => {
      for (const sql of migrations.slice(Number(database.pragma('user_version', { simple: true }))))
        database.exec(sql);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

function hasTables(database: Database): boolean {
  return database.prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table'").pluck().get() !== 0;
}
