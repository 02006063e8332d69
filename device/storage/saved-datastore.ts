import { Buffer } from 'node:buffer';
import { messageOf } from '../../platform/errors/index.ts';
import type { Deployment } from '../../protocol/wusp/sync-types.ts';
import { checkCookie } from '../client/cookie-limits.ts';
import type { CachedRevision, ExtendedInfo } from '../datastore/cached-revision.ts';
import { createDatastore, type Datastore, type ServerMemory } from '../datastore/datastore.ts';
import type { CoreReader } from '../scan/read-page.ts';
import type { DamagedDatastore } from './device-storage.ts';

/** A data store as it is kept on disk: what servers sent, as it came. */
export interface SavedDatastore {
  readonly version: typeof VERSION;
  readonly memory: SavedMemory;
  readonly software: readonly SavedRevision[];
  readonly drivers: readonly SavedRevision[];
  readonly outside: readonly number[];
  readonly extended: readonly (readonly [revisionId: number, info: ExtendedInfo])[];
  readonly locations: readonly (readonly [sha1: string, url: string])[];
}

/** Bytes of a cookie are base64; earlier ones are `{ type: 'Buffer', data: [...] }`. */
type SavedMemory = Omit<ServerMemory, 'cookie'> & { readonly cookie?: SavedCookie };

interface SavedCookie {
  readonly Expiration: string;
  readonly EncryptedData?: string | { readonly data: readonly number[] };
}

interface SavedRevision {
  readonly revisionId: number;
  readonly isLeaf: boolean;
  readonly deployment: Deployment;
  readonly xml: string;
}

/** Grows when the form changes; another one is thrown away, and the next scan begins from nothing. */
const VERSION = 1;

export function saveDatastore(store: Datastore): SavedDatastore {
  const { memory, software, drivers, outside, extended, locations } = store;
  const { cookie, ...rest } = memory;
  return {
    version: VERSION,
    memory: { ...rest, ...(cookie && { cookie: writeCookie(cookie) }) },
    software: [...software.values()].map(withoutCore),
    drivers: [...drivers.values()].map(withoutCore),
    outside: [...outside],
    extended: [...extended],
    locations: [...locations],
  };
}

function withoutCore({ revisionId, isLeaf, deployment, xml }: CachedRevision): SavedRevision {
  return { revisionId, isLeaf, deployment, xml };
}

/** A data store that was kept; or why it is none, and a client begins anew as the native one does after a reset. */
export function openDatastore(saved: unknown, read: CoreReader): Datastore | DamagedDatastore {
  try {
    if (isDamaged(saved)) return saved;
    const { version, memory, software, drivers, outside, extended, locations } = saved as SavedDatastore;
    if (version !== VERSION) return { damaged: `it has the form ${version}` };
    const store = createDatastore();
    const { cookie, ...rest } = memory;
    store.memory = { ...rest, ...(cookie && { cookie: readCookie(cookie) }) };
    // One after the other, so that what is too much is not read to its end.
    for (const one of software) store.add([{ ...one, core: read(one.xml) }]);
    store.setDrivers(drivers.map((one) => ({ ...one, core: read(one.xml) })));
    store.leaveOut(outside);
    for (const [revisionId, info] of extended) store.setExtended(revisionId, info);
    for (const [sha1, url] of locations) store.setLocation(sha1, url);
    return store;
  } catch (error) {
    return { damaged: messageOf(error) };
  }
}

function isDamaged(saved: unknown): saved is DamagedDatastore {
  return typeof saved === 'object' && saved !== null && 'damaged' in saved;
}

type Cookie = NonNullable<ServerMemory['cookie']>;

function writeCookie({ Expiration, EncryptedData }: Cookie): SavedCookie {
  return { Expiration, ...(EncryptedData && { EncryptedData: EncryptedData.toString('base64') }) };
}

function readCookie({ Expiration, EncryptedData }: SavedCookie): Cookie {
  const end = { Expiration: String(Expiration) };
  if (EncryptedData === undefined) return end;
  const isText = typeof EncryptedData === 'string';
  const bytes = isText ? Buffer.from(EncryptedData, 'base64') : Buffer.from(EncryptedData.data);
  return checkCookie({ ...end, EncryptedData: bytes });
}
