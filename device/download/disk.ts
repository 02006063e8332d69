import type { FileHandle } from 'node:fs/promises';
import { rm, statfs } from 'node:fs/promises';
import { messageOf } from '../../platform/errors/index.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { failWith } from '../failure.ts';

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Runs `work` on the file system. Throws ERROR_DISK_FULL, or WU_E_DOWNLOAD_FAILED for any other trouble. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code: HresultName = FULL.has(codeOf(error)) ? 'ERROR_DISK_FULL' : 'WU_E_DOWNLOAD_FAILED';
    return failWith(code, messageOf(error), error);
  }
}

/** Writes all of `bytes` at `position`. */
export async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

/** Bytes that can still be written under `folder`. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Removes files, those that are there. */
export async function removeFiles(...paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | undefined)?.code);
}
