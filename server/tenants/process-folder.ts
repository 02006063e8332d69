import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isProcessAlive, ownProcessId } from '../../platform/processes.ts';
import type { Randomness } from '../../platform/randomness.ts';

/** Mode of a folder nobody else may look into. */
const OWNER_ONLY = 0o700;

/**
 * Makes a folder below `parent` for what this process keeps and needs no longer when it ends: several may serve one state folder.
 * Those of processes that are gone are deleted.
 */
export function openProcessFolder(parent: string, randomness: Randomness): string {
  mkdirSync(parent, { recursive: true, mode: OWNER_ONLY });
  for (const name of readdirSync(parent)) {
    const id = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!Number.isNaN(id) && !isProcessAlive(id))
      rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const folder = path.join(parent, `${ownProcessId()}-${randomness.bytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: OWNER_ONLY });
  return folder;
}
