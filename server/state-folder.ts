import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../platform/errors/index.ts';
import { makeFolders } from '../platform/folders.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { Urls } from './listeners.ts';

/** Where everything of one double lies. Deleting the folder is a full reset. */
export interface StateFolder {
  readonly folder: string;
  readonly catalogFile: string;
  readonly pkiFolder: string;
  readonly contentFolder: string;
  /** Stores of tenants and snapshots, a folder a process. */
  readonly tenantsFolder: string;
}

const KEY_BYTES = 32;

/** Where the parts of the state folder `folder` lie. Touches nothing. */
export function stateFolderAt(folder: string): StateFolder {
  const absolute = path.resolve(folder);
  return {
    folder: absolute,
    catalogFile: path.join(absolute, 'catalog.db'),
    pkiFolder: path.join(absolute, 'pki'),
    contentFolder: path.join(absolute, 'content'),
    tenantsFolder: path.join(absolute, 'tenants'),
  };
}

/** Makes the folder when it is missing. Throws STATE_UNUSABLE when that cannot be done. */
export function openStateFolder(folder: string): StateFolder {
  const state = stateFolderAt(folder);
  try {
    makeFolders(state.folder, 0o700);
    makeFolders(state.contentFolder);
  } catch (error) {
    fail('STATE_UNUSABLE', { folder: state.folder, reason: messageOf(error) }, error);
  }
  return state;
}

/** How the double on this folder was last started: what commands that only touch the folder go by. */
export interface ServedAs {
  readonly publicHttpUrl: string;
  readonly names: readonly string[];
  readonly urls?: Urls;
}

/** A folder no double was started on is taken as one with the default ports. */
const NEVER_SERVED: ServedAs = { publicHttpUrl: 'http://localhost:8530', names: [] };

/** Keeps how the double is served. */
export function rememberServedAs({ folder }: StateFolder, served: ServedAs): void {
  const file = path.join(folder, 'served.json');
  writeFileSync(`${file}.part`, `${JSON.stringify(served, undefined, 2)}\n`);
  renameSync(`${file}.part`, file);
}

/** How the double was last served. Throws STATE_UNUSABLE when the note of it is damaged. */
export function servedAs({ folder }: StateFolder): ServedAs {
  const file = path.join(folder, 'served.json');
  if (!existsSync(file)) return NEVER_SERVED;
  try {
    return { ...NEVER_SERVED, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<ServedAs>) };
  } catch (error) {
    return fail('STATE_UNUSABLE', { folder, reason: `${file} is damaged: ${messageOf(error)}` }, error);
  }
}

/** Gives `fresh` the name `file` unless another process was quicker. */
function keepFirst(fresh: string, file: string): void {
  try {
    linkSync(fresh, file);
  } catch (error) {
    // Where links are not to be had the last one wins, as it always does there.
    if (!existsSync(file)) renameSync(fresh, file);
    else if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** A secret of a state folder. */
export interface KeptSecret {
  readonly file: string;
  /** One line. */
  readonly text: string;
}

/** The secret in the file `name`, made at the first start (mode 0600). */
export function keepSecret(
  { folder }: StateFolder,
  name: string,
  randomness: Randomness,
  make: () => string,
): KeptSecret {
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    const fresh = `${file}.${randomness.bytes(6).toString('hex')}`;
    writeFileSync(fresh, `${make()}\n`, { mode: 0o600 });
    keepFirst(fresh, file);
  }
  chmodSync(file, 0o600);
  return { file, text: readFileSync(file, 'utf8').trim() };
}

/** The key that seals cookies, made at the first start (mode 0600). Throws STATE_UNUSABLE when it is damaged. */
export function cookieKey(state: StateFolder, randomness: Randomness): Buffer {
  const { file, text } = keepSecret(state, 'cookie.key', randomness, () =>
    randomness.bytes(KEY_BYTES).toString('hex'),
  );
  const key = Buffer.from(text, 'hex');
  if (key.length !== KEY_BYTES)
    fail('STATE_UNUSABLE', { folder: state.folder, reason: `${file} is not a key of ${KEY_BYTES} bytes` });
  return key;
}
