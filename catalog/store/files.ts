import type { Database } from './database.ts';

/** A file some revision names. */
export interface FileRow {
  readonly sha1: Buffer;
  readonly sha256: Buffer | null;
  readonly fileName: string;
  readonly size: number;
  readonly muUrl: string | null;
  readonly isEncrypted: 0 | 1;
  /** The key of an encrypted file, where the source of the metadata gave it. */
  readonly decryptionKey: Buffer | null;
}

/** The files revisions name, whether their content is here or not. */
export interface Files {
  find(sha1: Buffer): FileRow | undefined;
  /** The files of one revision, licence texts included, in the order of its document. */
  ofRevision(revisionId: number): FileRow[];
  /** Notes where Microsoft keeps the file (`MUUrl` of an export). */
  setMuUrl(sha1: Buffer, url: string): void;
  setDecryptionKey(sha1: Buffer, key: Buffer): void;
  /** Notes that a downstream server asked for files, at `now` in milliseconds since the epoch. */
  want(sha1s: readonly Buffer[], now: number): void;
  /** The files downstream servers asked for. */
  wanted(): FileRow[];
  /** Notes that a wanted file is here, or cannot be had. */
  unwant(sha1: Buffer): void;
}

const COLUMNS = `f.sha1, f.sha256, f.file_name AS fileName, f.size, f.mu_url AS muUrl, f.is_encrypted AS isEncrypted,
  f.decryption_key AS decryptionKey`;

export function createFiles(database: Database): Files {
  const find = database.prepare<[Buffer], FileRow>(`SELECT ${COLUMNS} FROM file f WHERE f.sha1 = ?`);
  const of = database.prepare<[number], FileRow>(
    `SELECT ${COLUMNS} FROM revision_file r JOIN file f USING (sha1) WHERE r.revision_id = ? ORDER BY r.position`,
  );
  const setUrl = database.prepare('UPDATE file SET mu_url = ? WHERE sha1 = ?');
  const want = database.prepare('INSERT OR REPLACE INTO wanted_file VALUES (?, ?)');
  const wanted = database.prepare<[], FileRow>(
    `SELECT ${COLUMNS} FROM wanted_file JOIN file f USING (sha1) ORDER BY asked_at, f.sha1`,
  );
  const unwant = database.prepare('DELETE FROM wanted_file WHERE sha1 = ?');
  const setKey = database.prepare('UPDATE file SET decryption_key = ? WHERE sha1 = ?');
  return {
    find: (sha1) => find.get(sha1),
    ofRevision: (revisionId) => of.all(revisionId),
    setMuUrl: (sha1, url) => {
      setUrl.run(url, sha1);
    },
    setDecryptionKey: (sha1, key) => {
      setKey.run(key, sha1);
    },
    want: (sha1s, now) => {
      for (const sha1 of sha1s) want.run(sha1, now);
    },
    wanted: () => wanted.all(),
    unwant: (sha1) => {
      unwant.run(sha1);
    },
  };
}
