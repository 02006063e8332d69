import { existsSync } from 'node:fs';
import path from 'node:path';
import { openPki, type Pki } from '../pki/index.ts';
import { systemClock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import { systemRandomness } from '../platform/randomness.ts';
import { type ServedAs, type StateFolder, servedAs, stateFolderAt } from '../server/state-folder.ts';

/** The keys of a double that was started before, and how it was served. */
export interface KeptKeys {
  readonly state: StateFolder;
  readonly served: ServedAs;
  readonly pki: Pki;
}

/**
 * Opens the keys in the state folder `folder` as the double on it was last served. Makes none: a mistyped folder
 * would hand out a root that no server uses. Throws KEYS_NOT_MADE, and what openPki throws.
 */
export async function openKeptKeys(folder: string): Promise<KeptKeys> {
  const state = stateFolderAt(folder);
  if (!existsSync(path.join(state.pkiFolder, 'root.pem'))) fail('KEYS_NOT_MADE', { folder: state.folder });
  const served = servedAs(state);
  const pki = await openPki({
    folder: state.pkiFolder,
    clock: systemClock,
    randomness: systemRandomness,
    publicHttpUrl: served.publicHttpUrl,
    names: served.names,
  });
  return { state, served, pki };
}
