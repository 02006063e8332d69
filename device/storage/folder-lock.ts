import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fail } from '../../platform/errors/index.ts';
import { isProcessAlive, ownProcessId } from '../../platform/processes.ts';

/**
 * Takes `file` for this process, so that no other one works with the same device at the same time; the function returned gives
 * it back. What a process left that is gone is taken over. Throws DEVICE_BUSY, and what the file system throws.
 */
export function takeLock(file: string, folder: string): () => void {
  try {
    writeFileSync(file, String(ownProcessId()), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = ownerOf(file);
    if (owner !== undefined && owner !== ownProcessId() && isProcessAlive(owner))
      fail('DEVICE_BUSY', { folder, pid: owner });
    writeFileSync(file, String(ownProcessId()), { mode: 0o600 });
  }
  return () => {
    if (ownerOf(file) === ownProcessId()) rmSync(file, { force: true });
  };
}

function ownerOf(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
