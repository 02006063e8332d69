import type { Config } from '../../protocol/wusp/client-types.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { DeviceFailure } from '../failure.ts';
import type { CachedRevision, ExtendedInfo } from './cached-revision.ts';

/** What a client remembers of a server between scans besides revisions: [MS-WUSP] §3.2.1. */
export interface ServerMemory {
  /** The origin all this is of. */
  readonly server: string;
  readonly config?: Config;
  readonly cookie?: Cookie;
  /** What it registered with, as JSON. */
  readonly registration?: string;
  /** Numbers of revisions may be another server's, and must be asked for before they are used again. */
  readonly needsRefresh?: true;
  /** Addresses of files changed, and must be asked for before they are used again. */
  readonly needsLocations?: true;
  /** Until when it does not ask because the server was overloaded; milliseconds since the epoch. */
  readonly quietUntil?: number;
  /** When the last scan ended well; milliseconds since the epoch. */
  readonly scannedAt?: number;
  /** When a scan is due again; milliseconds since the epoch. */
  readonly dueAt?: number;
}

/** The data store of a client: revisions by the numbers of their server, and what it remembers of that server. */
export interface Datastore {
  /** Software, categories and detectoids, in the order they came. */
  readonly software: ReadonlyMap<number, CachedRevision>;
  /** What the last driver pass brought. */
  readonly drivers: ReadonlyMap<number, CachedRevision>;
  readonly extended: ReadonlyMap<number, ExtendedInfo>;
  /** Addresses of files by their SHA-1 in upper-case hex; empty where the server has the file and no address. */
  readonly locations: ReadonlyMap<string, string>;
  memory: ServerMemory;
  /** The revision of an update, whichever it is. */
  ofUpdate(updateId: string): CachedRevision | undefined;
  /**
   * Takes revisions of software in. Throws WU_E_DS_DUPLICATEUPDATEID for a second revision of an update and
   * WU_E_PT_QUOTA_EXCEEDED for more than a client keeps.
   */
  add(revisions: readonly CachedRevision[]): void;
  remove(revisionIds: readonly number[]): void;
  /** Puts all software in place of what is there: RefreshCache gives new numbers. */
  replace(revisions: readonly CachedRevision[]): void;
  setDrivers(revisions: readonly CachedRevision[]): void;
  setExtended(revisionId: number, info: ExtendedInfo): void;
  setLocation(sha1: string, url: string): void;
}

/** More than any server sends a client; the real one has some 25,000 in all. */
const MOST_REVISIONS = 200_000;
/** UTF-16 units of all Core fragments; one page of a real server may hold 51 million. */
const MOST_CHARACTERS = 512 * 1024 * 1024;

/** An empty store for `server`. */
export function createDatastore(server: string): Datastore {
  const software = new Map<number, CachedRevision>();
  const drivers = new Map<number, CachedRevision>();
  const extended = new Map<number, ExtendedInfo>();
  const locations = new Map<string, string>();
  const byUpdate = new Map<string, CachedRevision>();
  let characters = 0;
  const put = (revision: CachedRevision): void => {
    const { updateId } = revision.core;
    const other = byUpdate.get(updateId);
    if (other !== undefined && other.revisionId !== revision.revisionId) throw duplicate(updateId);
    characters += revision.xml.length - (other?.xml.length ?? 0);
    if (software.size >= MOST_REVISIONS || characters > MOST_CHARACTERS) throw tooMuch(software.size);
    byUpdate.set(updateId, revision);
    software.set(revision.revisionId, revision);
  };
  const drop = (revisionId: number): void => {
    const known = software.get(revisionId);
    extended.delete(revisionId);
    drivers.delete(revisionId);
    if (known === undefined) return;
    software.delete(revisionId);
    byUpdate.delete(known.core.updateId);
    characters -= known.xml.length;
  };
  return {
    software,
    drivers,
    extended,
    locations,
    memory: { server },
    ofUpdate: (updateId) => byUpdate.get(updateId),
    add: (revisions) => {
      for (const one of revisions) put(one);
    },
    remove: (revisionIds) => {
      for (const one of revisionIds) drop(one);
    },
    replace: (revisions) => {
      for (const one of [...software.keys()]) drop(one);
      for (const one of revisions) put(one);
    },
    setDrivers: (revisions) => {
      drivers.clear();
      for (const one of revisions) drivers.set(one.revisionId, one);
    },
    setExtended: (revisionId, info) => {
      extended.set(revisionId, info);
    },
    setLocation: (sha1, url) => {
      if (locations.size < MOST_REVISIONS) locations.set(sha1, url);
    },
  };
}

function duplicate(updateId: string): DeviceFailure {
  return new DeviceFailure('WU_E_DS_DUPLICATEUPDATEID', {
    reason: `the server sent a second revision of the update ${updateId} without taking the first back`,
  });
}

function tooMuch(count: number): DeviceFailure {
  return new DeviceFailure('WU_E_PT_QUOTA_EXCEEDED', {
    reason: `the server sent more than a client keeps: after ${count} revisions`,
  });
}
