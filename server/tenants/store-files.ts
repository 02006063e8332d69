import { constants, copyFileSync, existsSync, rmSync } from 'node:fs';

/** Copies a closed store with the log it may have. */
export function copyStore(from: string, to: string): void {
  for (const suffix of ['', '-wal'])
    if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix, constants.COPYFILE_FICLONE);
}

/** Deletes a store with all that lies beside it. */
export function removeStore(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
