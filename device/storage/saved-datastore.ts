import { messageOf } from '../../platform/errors/index.ts';
import type { Deployment } from '../../protocol/wusp/sync-types.ts';
import type { CachedRevision, ExtendedInfo } from '../datastore/cached-revision.ts';
import { createDatastore, type Datastore, type ServerMemory } from '../datastore/datastore.ts';
import type { CoreReader } from '../scan/read-page.ts';
import type { DamagedDatastore } from './device-storage.ts';

/** A data store as it is kept on disk: what servers sent, as it came. */
export interface SavedDatastore {
  readonly version: typeof VERSION;
  readonly memory: ServerMemory;
  readonly software: readonly SavedRevision[];
  readonly drivers: readonly SavedRevision[];
  readonly outside: readonly number[];
  readonly extended: readonly (readonly [revisionId: number, info: ExtendedInfo])[];
  readonly locations: readonly (readonly [sha1: string, url: string])[];
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
  return {
    version: VERSION,
    memory,
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
    store.memory = { ...memory, ...(memory.cookie && { cookie: readCookie(memory.cookie) }) };
    store.add(software.map((one) => ({ ...one, core: read(one.xml) })));
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

/** JSON has no bytes: what was written of them is `{ type: 'Buffer', data: [...] }`. */
function readCookie({ Expiration, EncryptedData }: Cookie): Cookie {
  return {
    Expiration: String(Expiration),
    ...(EncryptedData !== undefined && {
      EncryptedData: Buffer.from((EncryptedData as unknown as { data: number[] }).data),
    }),
  };
}
