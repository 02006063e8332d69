import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { stateFolderAt } from '../../server/state-folder.ts';
import { projectRoot } from './project-root.ts';

/** Where `make-keys` leaves its sets, each a pki folder with keys and nothing else. */
export const keySets = path.join(projectRoot, 'build/keys');
/** As many doubles of one test file have keys of their own; the next one has those of the first. */
export const KEY_SETS = 4;

let given = 0;

/**
 * Puts private keys into the state folder `state`, in which no double was started yet, and returns it. Eight RSA keys
 * take seconds to make; what makes them has tests of its own. Where no sets were made the double makes its keys itself.
 */
export function withKeys(state: string): string {
  withPkiKeys(stateFolderAt(state).pkiFolder);
  return state;
}

/** The same for a pki folder that is not there yet. */
export function withPkiKeys(folder: string): string {
  const set = path.join(keySets, String(given++ % KEY_SETS));
  if (existsSync(set)) cpSync(set, folder, { recursive: true });
  return folder;
}
