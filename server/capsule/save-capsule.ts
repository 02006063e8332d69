import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { packageVersion } from '../../platform/package-version.ts';
import { writeCab } from '../../protocol/codecs/cab-writer.ts';
import { entryJson } from '../journal/entry-json.ts';
import { toHar } from '../journal/har.ts';
import type { Urls } from '../listeners.ts';
import type { StateFolder } from '../state-folder.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { type CapsuleHead, PARTS } from './capsule-head.ts';

/** What goes into a capsule. */
export interface CapsuleSource {
  readonly state: StateFolder;
  readonly tenant: Tenant;
  readonly urls: Urls;
  readonly names: readonly string[];
  readonly seed: string | undefined;
}

/** Bytes of all parts together at most: a cabinet holds two gibibytes, and all of it is in memory once. */
const MOST_BYTES = 1024 ** 3;
const OWNER_ONLY = 0o600;
/** Cabinets want a time for each part; what counts is in the head. */
const MODIFIED = { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0 };

/**
 * Writes everything a double is into the one file `file`, a cabinet (mode 0600: the keys are in it): catalogue, keys, content, clock,
 * fault rules, seed and journal. Returns what it says of itself. Throws CAPSULE_TOO_LARGE and CAPSULE_UNWRITABLE.
 */
export function saveCapsule(source: CapsuleSource, file: string): CapsuleHead {
  const { state, tenant } = source;
  const head = headOf(source);
  const entries = tenant.journal.entries();
  const parts: readonly (readonly [name: string, data: Uint8Array])[] = [
    [PARTS.head, json(head)],
    [PARTS.journal, json(entries.map((entry) => entryJson(entry, { bodies: true })))],
    [PARTS.har, json(toHar(entries, packageVersion()))],
    [PARTS.catalog, tenant.catalog.database.serialize()],
    [PARTS.cookieKey, readFileSync(path.join(state.folder, PARTS.cookieKey))],
    ...folder('pki', state.pkiFolder),
    ...folder('content', state.contentFolder),
  ];
  const bytes = parts.reduce((sum, [, data]) => sum + data.length, 0);
  if (bytes > MOST_BYTES) fail('CAPSULE_TOO_LARGE', { bytes, limit: MOST_BYTES });
  try {
    writeFileSync(file, writeCab(parts.map(([name, data]) => ({ name, data, modified: MODIFIED }))), {
      mode: OWNER_ONLY,
    });
  } catch (error) {
    fail('CAPSULE_UNWRITABLE', { file, reason: messageOf(error) }, error);
  }
  return head;
}

function headOf({ tenant, urls, names, seed }: CapsuleSource): CapsuleHead {
  const { kept, evicted } = tenant.journal.state();
  return {
    layout: 1,
    version: packageVersion(),
    savedAt: tenant.world.wall.now(),
    ...{ urls, names, clock: tenant.clock.state(), faults: tenant.faults.rules() },
    ...(seed !== undefined && { seed }),
    journal: { kept, evicted },
  };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, undefined, 1));
}

/** The files below a folder, each under its path in the capsule. */
function folder(name: string, place: string): readonly (readonly [string, Uint8Array])[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((one) => statSync(path.join(place, one)).isFile())
    .sort()
    .map((one) => [`${name}/${one.split(path.sep).join('/')}`, readFileSync(path.join(place, one))]);
}
