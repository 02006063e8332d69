import Sqlite from 'better-sqlite3';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { updateLanguages } from './migrations/update-languages.ts';
import { migrations } from './schema.ts';

/** The open store. */
export type Database = Sqlite.Database;

/** `application_id` of our files: tells them from every other SQLite file, whatever its version number. */
const APPLICATION_ID = 0x4d_57_55_31;

/**
 * Of a new catalogue. Documents and fragments have some 3,000 bytes: pages of SQLite's 4,096 hold one and are left half
 * empty. An import takes a tenth less time.
 */
const PAGE_BYTES = 8192;

/** Wait this long for another process that writes, then fail. */
const BUSY_MILLISECONDS = 10_000;

/**
 * Opens `file` (or `:memory:`) and brings it to the newest schema. Throws CATALOG_UNREADABLE when it is no
 * catalogue, CATALOG_TOO_NEW when a newer version of this program wrote it.
 */
export function openDatabase(file: string): Database {
  let database: Database | undefined;
  try {
    database = connect(file);
    // Looked at before anything is set: a file that is not ours stays as it is.
    checkOwner(database, file);
    database.pragma(`page_size = ${PAGE_BYTES}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('temp_store = MEMORY');
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    return unreadable(file, error);
  }
}

/** Throws CATALOG_BUSY or CATALOG_UNREADABLE in place of an error of SQLite; any other error goes through. */
export function unreadable(file: string, error: unknown): never {
  if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
    fail('CATALOG_BUSY', { file }, error);
  if (error instanceof Sqlite.SqliteError)
    fail('CATALOG_UNREADABLE', { file, reason: messageOf(error) }, error);
  throw error;
}

function connect(file: string): Database {
  try {
    return new Sqlite(file, { timeout: BUSY_MILLISECONDS });
  } catch (error) {
    // A folder that is missing is no error of SQLite but a TypeError.
    return fail('CATALOG_UNREADABLE', { file, reason: messageOf(error) }, error);
  }
}

function checkOwner(database: Database, file: string): void {
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_master').pluck().get() === 0;
  if (isEmpty) return;
  if (numberOf(database, 'application_id') !== APPLICATION_ID) {
    fail('CATALOG_UNREADABLE', { file, reason: 'it is an SQLite file of another program' });
  }
  const version = numberOf(database, 'user_version');
  if (version > migrations.length)
    fail('CATALOG_TOO_NEW', { file, found: version, known: migrations.length });
}

function migrate(database: Database): void {
  if (numberOf(database, 'user_version') === migrations.length) return;
  database.function('update_languages', { deterministic: true }, updateLanguages);
  database
    .transaction(() => {
      // Asked inside: another process may have migrated just now.
      for (const sql of migrations.slice(numberOf(database, 'user_version'))) database.exec(sql);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

function numberOf(database: Database, pragma: string): number {
  return Number(database.pragma(pragma, { simple: true }));
}
