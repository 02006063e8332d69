import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { knownSchemaVersion, storedSchemaVersion } from '../../catalog/store/schema-version.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { servedAs } from '../../server/state-folder.ts';
import { type Examined, type Finding, failed, info, ok, warn } from './finding.ts';

/** Less free space than this ends in half a download; a demo state takes 20 MB, a real cumulative update 700. */
const LITTLE_SPACE = 256 * 1024 * 1024;

/** The state folder: writable, room left, a catalogue this version can open. */
export function checkState({ state }: Examined): readonly Finding[] {
  const place = nearestExisting(state.folder);
  const writable = checkWritable(state.folder, place);
  if (writable.status === 'fail') return [writable];
  return [writable, ...checkSpace(place), ...checkNote(state), ...checkCatalogue(state.catalogFile)];
}

function nearestExisting(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}

function checkWritable(folder: string, place: string): Finding {
  const repair = 'Give this user write access to it, or name another folder with --state.';
  try {
    const inside = ['catalog.db', 'pki', 'content'].map((name) => path.join(folder, name)).filter(existsSync);
    if (!statSync(place).isDirectory()) return failed(`${place} is no folder`, repair);
    for (const one of [place, ...inside]) accessSync(one, constants.W_OK);
  } catch (error) {
    return failed(`the state folder ${folder} cannot be written: ${messageOf(error)}`, repair);
  }
  return place === folder
    ? ok(`the state folder ${folder} can be written`)
    : ok(`the state folder ${folder} is made at the first start`);
}

function checkSpace(place: string): readonly Finding[] {
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  if (free >= LITTLE_SPACE) return [];
  const text = `only ${Math.floor(free / 1024 / 1024)} MB are free where the state folder lies`;
  return [warn(text, 'Free some space, or name a folder on another disk with --state.')];
}

function checkNote(state: Examined['state']): readonly Finding[] {
  try {
    servedAs(state);
    return [];
  } catch (error) {
    return [failed(messageOf(error), 'Delete served.json in that folder; the next start writes it anew.')];
  }
}

function checkCatalogue(file: string): readonly Finding[] {
  if (!existsSync(file)) return [info('there is no catalogue yet: the first start makes it')];
  try {
    return [judgeSchema(file, storedSchemaVersion(file))];
  } catch (error) {
    const repair = 'Restore catalog.db from a copy, or delete the state folder for a fresh start.';
    return [failed(messageOf(error), repair)];
  }
}

function judgeSchema(file: string, version: number): Finding {
  if (version > knownSchemaVersion)
    return failed(
      `${file} has schema ${version}, written by a newer version; this one knows ${knownSchemaVersion}`,
      'Update mock-windows-update, or name another state folder with --state.',
    );
  if (version < knownSchemaVersion)
    return info(`${file} has schema ${version}: the next start brings it to ${knownSchemaVersion}`);
  return ok(`${file} has the newest schema, ${version}`);
}
