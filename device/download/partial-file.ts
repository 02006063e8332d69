import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { digestName } from './content-name.ts';
import { onDisk, removeFiles, writeAt } from './disk.ts';
import { type PieceMap, pieceMapOf, THERE } from './piece-map.ts';
import { pieceCount, pieceRange, rangeBytes } from './pieces.ts';

/** A file on its way: `<SHA1>.part`, with holes, and the map of its pieces, `<SHA1>.map.part`. */
export interface PartialFile {
  /** Pieces that are not there, in their order. */
  missing(): readonly number[];
  /** Bytes that were there when it was opened. */
  readonly resumedBytes: number;
  /** Takes the whole piece `index`. Each throws as `onDisk` does. */
  write(index: number, bytes: Uint8Array): Promise<void>;
  /** Back to nothing. */
  restart(): Promise<void>;
  /** Brings the whole file to the disk and gives it its `name`; its path is returned. */
  keep(name: string): Promise<string>;
  /** Ends it; what came stays for another time, and where nothing came nothing stays. */
  close(): Promise<void>;
}

/** A link is not followed and a pipe not waited for. Windows has no such flags. */
const FLAGS = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

interface Handles {
  readonly data: FileHandle;
  readonly map: FileHandle;
}

/** Opens what is there of the file of `size` bytes with the digest `sha1` in `folder`, or begins it. */
export async function openPartialFile(folder: string, sha1: string, size: number): Promise<PartialFile> {
  const name = path.join(folder, digestName(sha1));
  const [dataPath, mapPath] = [`${name}.part`, `${name}.map.part`];
  const map = pieceMapOf(sha1, size);
  const handles = await onDisk(() => openBoth(folder, dataPath, mapPath));
  const missing = new Set(await onDisk(() => takeUp(handles, map, size)));
  let [resumedBytes, isOpen] = [size - bytesOf(missing, size), true];
  const closeBoth = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all([handles.data.close(), handles.map.close()]);
  };
  return {
    missing: () => [...missing],
    get resumedBytes() {
      return resumedBytes;
    },
    write: (index, bytes) =>
      onDisk(async () => {
        await writeAt(handles.data, bytes, pieceRange(index, size).first);
        // After the bytes: a map may know of less than there is, and never of more.
        await writeAt(handles.map, Uint8Array.of(THERE), map.positionOf(index));
        missing.delete(index);
      }),
    restart: () =>
      onDisk(async () => {
        await begin(handles, map, size);
        for (const index of everyPiece(size)) missing.add(index);
        resumedBytes = 0;
      }),
    keep: (finalName) =>
      onDisk(async () => {
        await handles.data.sync();
        await closeBoth();
        const target = path.join(folder, finalName);
        await rename(dataPath, target);
        await removeFiles(mapPath);
        return target;
      }),
    close: () =>
      onDisk(async () => {
        if (!isOpen) return;
        await closeBoth();
        if (missing.size === pieceCount(size)) await removeFiles(dataPath, mapPath);
      }),
  };
}

async function openBoth(folder: string, dataPath: string, mapPath: string): Promise<Handles> {
  await mkdir(folder, { recursive: true });
  const data = await openOrCreate(dataPath);
  try {
    return { data, map: await openOrCreate(mapPath) };
  } catch (error) {
    await data.close();
    throw error;
  }
}

/** Whatever else has the name of a file on its way is in the way of it, and removed: what it leads to is not touched. */
async function openOrCreate(file: string): Promise<FileHandle> {
  const found = await openFile(file);
  if (found !== undefined) return found;
  await removeFiles(file);
  return open(file, 'wx+');
}

/** Undefined for what is not there, is a link, or is no file. */
async function openFile(file: string): Promise<FileHandle | undefined> {
  try {
    const handle = await open(file, FLAGS);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return undefined;
  } catch (error) {
    if (NOT_OURS.has(String((error as { readonly code?: unknown }).code))) return undefined;
    throw error;
  }
}

/** Not there; a link, and what FreeBSD says of one; a socket. */
const NOT_OURS: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP', 'EMLINK', 'ENXIO']);

/** The missing pieces of what lies there, or of a file begun anew where map and file do not fit. */
async function takeUp(handles: Handles, map: PieceMap, size: number): Promise<Iterable<number>> {
  try {
    const [data, listed] = await Promise.all([handles.data.stat(), handles.map.stat()]);
    const isFit = data.size === size && listed.size === map.size;
    const missing = isFit ? map.missingIn(await readWhole(handles.map, map.size)) : undefined;
    if (missing !== undefined) return missing;
    await begin(handles, map, size);
    return everyPiece(size);
  } catch (error) {
    await Promise.allSettled([handles.data.close(), handles.map.close()]);
    throw error;
  }
}

async function begin({ data, map: handle }: Handles, map: PieceMap, size: number): Promise<void> {
  // The map first: it must never tell of pieces that are gone.
  await handle.truncate(0);
  await data.truncate(0);
  await data.truncate(size);
  await writeAt(handle, map.empty, 0);
}

async function readWhole(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0);
  return bytes.subarray(0, bytesRead);
}

function everyPiece(size: number): Iterable<number> {
  return Array.from({ length: pieceCount(size) }, (_, index) => index);
}

function bytesOf(pieces: Iterable<number>, size: number): number {
  let bytes = 0;
  for (const index of pieces) bytes += rangeBytes(pieceRange(index, size));
  return bytes;
}
