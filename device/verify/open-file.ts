import { Buffer } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { messageOf } from '../../platform/errors/index.ts';
import { DeviceFailure, failWith } from '../failure.ts';

/** A link is not followed and a pipe not waited for: a download is neither. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens the file `path`, hands it to `use` and closes it. Throws DeviceFailure WU_E_DM_DOWNLOADFILEMISSING when there
 * is no file that can be read.
 */
export async function withOpenFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, FLAGS).catch(unreadable);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** How many bytes the file has. Throws DeviceFailure WU_E_DM_DOWNLOADFILEMISSING, also for what is no file. */
export async function sizeOf(file: FileHandle): Promise<number> {
  const found = await file.stat().catch(unreadable);
  if (!found.isFile()) return failWith('WU_E_DM_DOWNLOADFILEMISSING', 'what was downloaded is not a file');
  return found.size;
}

/**
 * `length` bytes from `offset` on. Throws DeviceFailure: WU_E_DM_DOWNLOADFILEMISSING when they cannot be read,
 * WU_E_DM_INCORRECTFILEHASH when the file has fewer.
 */
export async function readPart(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(part, filled, length - filled, offset + filled).catch(unreadable);
    if (bytesRead === 0) {
      const reason = `the file ended at ${offset + filled} bytes while it was read`;
      throw new DeviceFailure('WU_E_DM_INCORRECTFILEHASH', { reason, check: 'size' });
    }
    filled += bytesRead;
  }
  return part;
}

function unreadable(error: unknown): never {
  return failWith('WU_E_DM_DOWNLOADFILEMISSING', `the file cannot be read: ${messageOf(error)}`, error);
}
