import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { migrations } from './schema.ts';

/** The schema this version of the program writes. */
export const knownSchemaVersion = migrations.length;

/** The database header of the SQLite file format, §1.3: magic text, and the user version at offset 60. */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const USER_VERSION_OFFSET = 60;

/**
 * The schema version of the catalogue `file`, without changing it or making a file beside it; 0 for one that was
 * never filled. Throws CATALOG_UNREADABLE.
 */
export function storedSchemaVersion(file: string): number {
  try {
    // While another process has it open, the newest header may be in the write-ahead log, which SQLite reads.
    return isOpenElsewhere(file) ? versionFromSqlite(file) : versionFromHeader(file);
  } catch (error) {
    return fail('CATALOG_UNREADABLE', { file, reason: messageOf(error) }, error);
  }
}

function isOpenElsewhere(file: string): boolean {
  const log = `${file}-wal`;
  return existsSync(log) && statSync(log).size > 0 && existsSync(`${file}-shm`);
}

function versionFromSqlite(file: string): number {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return Number(database.pragma('user_version', { simple: true }));
  } finally {
    database.close();
  }
}

function versionFromHeader(file: string): number {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, header, 0, HEADER_BYTES, 0);
    if (read === 0) return 0;
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('it is no SQLite file');
  return header.readInt32BE(USER_VERSION_OFFSET);
}
