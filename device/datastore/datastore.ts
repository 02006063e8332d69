import type { Config } from '../../protocol/wusp/client-types.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { DeviceFailure } from '../failure.ts';
import type { CachedRevision, ExtendedInfo } from './cached-revision.ts';
import {
  MOST_CHARACTERS,
  MOST_NODES,
  MOST_REVISIONS,
  type StoreSize,
  sizeOfExtended,
  sizeOfRevision,
} from './store-size.ts';

/** What a client remembers of a server between scans besides revisions: [MS-WUSP] §3.2.1. */
export interface ServerMemory {
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
  /** When the cookie came; milliseconds since the epoch. */
  readonly cookieAt?: number;
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
  /** Numbers of software the last scan was not for: it was for some categories. */
  readonly outside: ReadonlySet<number>;
  readonly extended: ReadonlyMap<number, ExtendedInfo>;
  /** Addresses of files by their SHA-1 in upper-case hex; empty where the server has the file and no address. */
  readonly locations: ReadonlyMap<string, string>;
  memory: ServerMemory;
  /** The revision of an update, whichever it is. */
  ofUpdate(updateId: string): CachedRevision | undefined;
  /**
   * Takes revisions of software in. Throws WU_E_DS_DUPLICATEUPDATEID for a second revision of an update and
   * WU_E_PT_QUOTA_EXCEEDED for more than a client keeps, as all do that put something in.
   */
  add(revisions: readonly CachedRevision[]): void;
  remove(revisionIds: readonly number[]): void;
  /** Keeps software, and leaves it out of what the scan is for, until `takeIn`. */
  leaveOut(revisionIds: readonly number[]): void;
  takeIn(): void;
  /** Puts all software in place of what is there: RefreshCache gives new numbers. */
  replace(revisions: readonly CachedRevision[]): void;
  setDrivers(revisions: readonly CachedRevision[]): void;
  setExtended(revisionId: number, info: ExtendedInfo): void;
  /** Of more than a client keeps the oldest goes. */
  setLocation(sha1: string, url: string): void;
}

/** An empty store. */
export function createDatastore(): Datastore {
  const software = new Map<number, CachedRevision>();
  const drivers = new Map<number, CachedRevision>();
  const outside = new Set<number>();
  const extended = new Map<number, ExtendedInfo>();
  const locations = new Map<string, string>();
  const byUpdate = new Map<string, CachedRevision>();
  const room = createRoom(() => software.size);
  const put = (revision: CachedRevision): void => {
    const { updateId } = revision.core;
    const other = byUpdate.get(updateId);
    if (other !== undefined && other.revisionId !== revision.revisionId) throw duplicate(updateId);
    // A number stands for one revision: a server that gives it to another took it from the first.
    if (other === undefined) drop(revision.revisionId);
    if (software.size >= MOST_REVISIONS) throw tooMuch(software.size);
    room.take(sizeOfRevision(revision), other && sizeOfRevision(other));
    byUpdate.set(updateId, revision);
    software.set(revision.revisionId, revision);
    outside.delete(revision.revisionId);
  };
  const forget = (revisionId: number): void => {
    const known = extended.get(revisionId);
    if (known !== undefined) room.free(sizeOfExtended(known));
    extended.delete(revisionId);
  };
  const dropDriver = (revisionId: number): void => {
    const known = drivers.get(revisionId);
    if (known !== undefined) room.free(sizeOfRevision(known));
    drivers.delete(revisionId);
  };
  const drop = (revisionId: number): void => {
    const known = software.get(revisionId);
    forget(revisionId);
    dropDriver(revisionId);
    outside.delete(revisionId);
    if (known === undefined) return;
    software.delete(revisionId);
    byUpdate.delete(known.core.updateId);
    room.free(sizeOfRevision(known));
  };
  const dropLocation = (sha1: string): void => {
    const url = locations.get(sha1);
    if (url !== undefined) room.free(sizeOfLocation(sha1, url));
    locations.delete(sha1);
  };
  return {
    software,
    drivers,
    outside,
    extended,
    locations,
    memory: {},
    ofUpdate: (updateId) => byUpdate.get(updateId),
    add: (revisions) => {
      for (const one of revisions) put(one);
    },
    remove: (revisionIds) => {
      for (const one of revisionIds) drop(one);
    },
    leaveOut: (revisionIds) => {
      for (const one of revisionIds) if (software.has(one)) outside.add(one);
    },
    takeIn: () => outside.clear(),
    replace: (revisions) => {
      for (const one of [...software.keys()]) drop(one);
      for (const one of revisions) put(one);
    },
    setDrivers: (revisions) => {
      const kept = new Set(revisions.map(({ revisionId }) => revisionId));
      for (const one of [...drivers.keys()]) {
        if (!kept.has(one)) forget(one);
        dropDriver(one);
      }
      for (const one of revisions) {
        dropDriver(one.revisionId);
        room.take(sizeOfRevision(one));
        drivers.set(one.revisionId, one);
      }
    },
    setExtended: (revisionId, info) => {
      forget(revisionId);
      room.take(sizeOfExtended(info));
      extended.set(revisionId, info);
    },
    setLocation: (sha1, url) => {
      dropLocation(sha1);
      const [oldest] = locations.keys();
      if (oldest !== undefined && locations.size >= MOST_REVISIONS) dropLocation(oldest);
      room.take(sizeOfLocation(sha1, url));
      locations.set(sha1, url);
    },
  };
}

function sizeOfLocation(sha1: string, url: string): StoreSize {
  return { characters: sha1.length + url.length, nodes: 0 };
}

/** What is left of what a client keeps; `count` is of revisions, for errors. */
function createRoom(count: () => number) {
  let characters = 0;
  let nodes = 0;
  const free = (size: StoreSize): void => {
    characters -= size.characters;
    nodes -= size.nodes;
  };
  return {
    free,
    /** Throws WU_E_PT_QUOTA_EXCEEDED, and takes nothing then. */
    take: (size: StoreSize, inPlaceOf: StoreSize = NOTHING): void => {
      const more = characters + size.characters - inPlaceOf.characters;
      const moreNodes = nodes + size.nodes - inPlaceOf.nodes;
      if (more > MOST_CHARACTERS || moreNodes > MOST_NODES) throw tooMuch(count());
      characters = more;
      nodes = moreNodes;
    },
  };
}

const NOTHING: StoreSize = { characters: 0, nodes: 0 };

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
