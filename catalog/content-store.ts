import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../platform/errors/index.ts';
import { type ContentDraft, draftName, FILE_MODE, openDraft } from './content-draft.ts';

/** Extensions content is kept and served under: nothing a path or a URL could read differently. */
const EXTENSION = /^[A-Za-z0-9_~-]{1,32}$/;

const SHA1_HEX = /^[0-9A-Fa-f]{40}$/;

/** What a stored file is: its digests as upper-case hex digits, its size in bytes. */
export interface StoredContent {
  readonly sha1: string;
  readonly sha256: string;
  readonly size: number;
}

/** Update files by SHA-1, laid out as WSUS lays out its content folder: `<folder>/<XX>/<SHA1>.<ext>`. */
export interface ContentStore {
  readonly folder: string;
  /**
   * Where the file of `sha1` (40 hex digits, any case) with `extension` (with or without its dot, any case) lies,
   * whether it is there or not: digits in upper case, extension in lower case.
   *
   * @throws CONTENT_NAME for anything else, so no name leads out of the folder
   */
  pathOf(sha1: string, extension: string): string;
  has(sha1: string, extension: string): boolean;
  /** Bytes of the file, or undefined when it is not here. Throws as `pathOf`. */
  sizeOf(sha1: string, extension: string): number | undefined;
  /** Keeps `bytes`; they appear whole or not at all, and a file already there with that size stays untouched. */
  put(bytes: Uint8Array, extension: string): StoredContent;
  /**
   * Begins a file that comes in pieces, to be kept once it is verified to have `sha1`. Throws as `pathOf`, and errors
   * of the file system.
   */
  draft(sha1: string, extension: string): Promise<ContentDraft>;
  /** The path of the URL a client is told for the file a document calls `fileName`. */
  urlPath(sha1: string, fileName: string): string;
}

/** The store in `folder`, which is made with the first file. */
export function createContentStore(folder: string): ContentStore {
  const pathOf = (sha1: string, extension: string) => {
    const { digits, bare } = checked(sha1, extension);
    return path.join(folder, digits.slice(-2), `${digits}.${bare.toLowerCase()}`);
  };
  return {
    folder,
    pathOf,
    has: (sha1, extension) => sizeOf(pathOf(sha1, extension)) !== undefined,
    sizeOf: (sha1, extension) => sizeOf(pathOf(sha1, extension)),
    put(bytes, extension) {
      const sha1 = digest('sha1', bytes);
      const file = pathOf(sha1, extension);
      if (sizeOf(file) !== bytes.length) writeWhole(file, bytes);
      return { sha1, sha256: digest('sha256', bytes), size: bytes.length };
    },
    draft: async (sha1, extension) => openDraft(pathOf(sha1, extension)),
    urlPath: contentUrlPath,
  };
}

/**
 * `/Content/<last two digits>/<SHA-1 in upper case><extension of fileName as written>`: what the real server
 * hands out, also for files it does not hold (capture 21). A name without extension gives a URL without one,
 * which servers refuse.
 *
 * @throws CONTENT_NAME when `sha1` is not 40 hex digits
 */
export function contentUrlPath(sha1: string, fileName: string): string {
  if (!SHA1_HEX.test(sha1)) fail('CONTENT_NAME', { name: sha1 });
  const digits = sha1.toUpperCase();
  const extension = path.extname(fileName).slice(1);
  const suffix = extension === '' ? '' : `.${encodeURIComponent(extension)}`;
  return `/Content/${digits.slice(-2)}/${digits}${suffix}`;
}

/** The extension of `fileName` with its dot as content is kept under, or nothing when it has none such. */
export function extensionOf(fileName: string): string {
  const extension = path.extname(fileName);
  return isContentExtension(extension.slice(1)) ? extension : '';
}

/** Whether `extension` (without its dot) is one content is kept under. */
export function isContentExtension(extension: string): boolean {
  return EXTENSION.test(extension);
}

function checked(sha1: string, extension: string): { digits: string; bare: string } {
  const bare = extension.replace(/^\./, '');
  if (!SHA1_HEX.test(sha1) || !isContentExtension(bare)) fail('CONTENT_NAME', { name: `${sha1}.${bare}` });
  return { digits: sha1.toUpperCase(), bare };
}

function digest(algorithm: 'sha1' | 'sha256', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex').toUpperCase();
}

function sizeOf(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  // Two processes writing the same content write the same bytes; the process id keeps their halves apart.
  const temporary = draftName(file, process.pid);
  try {
    writeFileSync(temporary, bytes, { mode: FILE_MODE });
    // The mode above is subject to the umask of the shell that started us.
    chmodSync(temporary, FILE_MODE);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
