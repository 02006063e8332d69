import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail } from '../../platform/errors/index.ts';
import type { ByteSpan } from './byte-range.ts';
import { type FileVersion, versionOf } from './file-version.ts';
import { createPieceCache } from './piece-cache.ts';

/** Files are read and remembered in aligned pieces of this size: the one Delivery Optimization asks for. */
const PIECE_BYTES = 1024 * 1024;

/** Codes of the file system that mean: there is no such file. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

/** Reading files in pieces, with a memory for the ones in demand. */
export interface ContentFiles {
  /** The state of the file now, or undefined when there is none. Asked at every request: files may change. */
  version(file: string): Promise<FileVersion | undefined>;
  /**
   * The bytes of `span` of the file in that state, as pieces in order. Holds one piece a reader.
   *
   * @throws CONTENT_CHANGED when the file is no longer in that state
   */
  read(file: string, version: FileVersion, span: ByteSpan): AsyncGenerator<Buffer, void, undefined>;
}

/** `cacheBytes` bound the memory for pieces; 0 reads from disk every time. */
export function createContentFiles(cacheBytes: number): ContentFiles {
  const cache = createPieceCache(cacheBytes);
  return {
    version: currentVersion,
    async *read(file, version, { first, last }) {
      for (let start = first - (first % PIECE_BYTES); start <= last; start += PIECE_BYTES) {
        const size = Math.min(PIECE_BYTES, version.size - start);
        const load = () => readPiece(file, version, start, size);
        const piece = await cache.get(`${version.key}-${start}`, size, load);
        yield piece.subarray(Math.max(0, first - start), Math.min(size, last - start + 1));
      }
    },
  };
}

async function currentVersion(file: string): Promise<FileVersion | undefined> {
  try {
    const stats = await stat(file, { bigint: true });
    return stats.isFile() ? versionOf(stats) : undefined;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

async function readPiece(file: string, version: FileVersion, start: number, size: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    // Between the request's look at the file and this one another file may have taken the name.
    const now = versionOf(await handle.stat({ bigint: true }));
    const piece = Buffer.allocUnsafeSlow(size);
    if (now.key !== version.key || !(await fills(handle, piece, start))) fail('CONTENT_CHANGED', { file });
    return piece;
  } finally {
    await handle.close();
  }
}

async function fills(handle: FileHandle, piece: Buffer, start: number): Promise<boolean> {
  for (let done = 0; done < piece.length; ) {
    const { bytesRead } = await handle.read(piece, done, piece.length - done, start + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}
