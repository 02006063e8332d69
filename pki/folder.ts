import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../platform/errors/index.ts';

/** The folder with the keys. Everything in it is small, so it is read and written in one piece. */
export interface PkiFolder {
  readonly path: string;
  /** The full path of `name`, for error messages. */
  file(name: string): string;
  /** The text of `name`, undefined when it is absent. Throws PKI_FILE_UNREADABLE. */
  read(name: string): string | undefined;
  /** Writes `name` unless another process was first, and returns the text that stands there now. */
  create(name: string, text: string): string;
  /** Puts `text` in place of whatever `name` holds. */
  replace(name: string, text: string): void;
}

/** Largest file read: the revocation list when it is full. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const OWNER_ONLY = 0o600;
const READABLE = 0o644;

/**
 * Opens the folder at `folder`, making it (mode 0700) when needed. Files appear whole or not at all: they are
 * written under another name, flushed, and then renamed. Throws PKI_FOLDER_UNWRITABLE.
 */
export function openFolder(folder: string): PkiFolder {
  attempt(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const file = (name: string) => path.join(folder, name);
  const put = (name: string, text: string, place: (temporary: string, final: string) => void) => {
    const temporary = file(`.${name}.${process.pid}.tmp`);
    attempt(folder, () => {
      rmSync(temporary, { force: true });
      try {
        writeFileSync(temporary, text, { mode: modeOf(name), flush: true });
        place(temporary, file(name));
      } finally {
        rmSync(temporary, { force: true });
      }
    });
  };
  return {
    path: folder,
    file,
    read: (name) => readSmallFile(file(name)),
    create(name, text) {
      put(name, text, placeNew);
      return readSmallFile(file(name)) ?? text;
    },
    replace: (name, text) => put(name, text, renameSync),
  };
}

const modeOf = (name: string) => (isOwnerOnly(name) ? OWNER_ONLY : READABLE);

/** Whether `name` holds a secret: nobody but its owner may read it. */
export const isOwnerOnly = (name: string): boolean => name.endsWith('.key.pem') || name.endsWith('.json');

// A hard link, unlike a rename, never replaces what another process put there meanwhile.
function placeNew(temporary: string, final: string): void {
  try {
    linkSync(temporary, final);
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return;
    // Some file systems (FAT, network shares) have no hard links.
    renameSync(temporary, final);
  }
}

function readSmallFile(file: string): string | undefined {
  try {
    const { size } = statSync(file);
    if (size > MAX_FILE_BYTES) {
      return fail('PKI_FILE_UNREADABLE', { file, reason: `${size} bytes are more than ${MAX_FILE_BYTES}` });
    }
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw thrown;
    return fail('PKI_FILE_UNREADABLE', { file, reason: code }, thrown);
  }
}

function attempt(folder: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    fail('PKI_FOLDER_UNWRITABLE', { folder, reason: codeOf(thrown) ?? 'unknown' }, thrown);
  }
}

/** The error code of the operating system, such as EACCES; undefined for errors of our own. */
function codeOf(thrown: unknown): string | undefined {
  const isSystem = thrown instanceof Error && 'syscall' in thrown && 'code' in thrown;
  return isSystem ? String(thrown.code) : undefined;
}
