import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Randomness } from '../platform/randomness.ts';
import { createRecent, type Recent } from '../platform/recent.ts';
import { createUpdateInfoWriter, type UpdateInfoWriter } from './client-web-service/update-info.ts';
import { createSealer, type Sealer } from './cookies/sealer.ts';
import type { Session } from './cookies/session.ts';

/** Cookies whose content is remembered, a few hundred bytes each. */
const KEPT_SESSIONS = 10_000;

/** What a WSUS tells clients of itself and allows them; the defaults are a Windows Server 2025's (wire facts §2.4, §2.6). */
export interface ServerSettings {
  /** Version GetConfig names. Below 3.2 a Windows 11 client takes another path (wire facts §2.13). */
  readonly protocolVersion: string;
  /** Most NewUpdates in one SyncUpdates reply. */
  readonly pageSize: number;
  /** Most InstalledNonLeafUpdateIDs in one request; 0 lifts the cap. */
  readonly maxInstalledIds: number;
  /** Most revisions one GetExtendedUpdateInfo may ask for. */
  readonly maxExtendedUpdates: number;
  /** Most digests one GetFileLocations may ask for. */
  readonly maxFileDigests: number;
}

export const defaultServerSettings: ServerSettings = {
  protocolVersion: '3.2',
  pageSize: 30,
  maxInstalledIds: 400,
  maxExtendedUpdates: 50,
  maxFileDigests: 100,
};

/** One double: everything an operation may read or change. One process can hold many. */
export interface World {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly sealer: Sealer;
  /** What cookies made or opened lately hold, by their bytes. */
  readonly sessions: Recent<Session>;
  readonly settings: ServerSettings;
  readonly updateInfos: UpdateInfoWriter;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** 32 bytes that seal the cookies. */
  readonly cookieKey: Buffer;
  readonly settings?: Partial<ServerSettings>;
}

/** Puts a world together. Nothing listens yet. */
export function createWorld(options: WorldOptions): World {
  const { catalog, clock, randomness, logger } = options;
  return {
    catalog,
    clock,
    randomness,
    logger,
    sealer: createSealer(options.cookieKey, randomness),
    sessions: createRecent(KEPT_SESSIONS),
    settings: { ...defaultServerSettings, ...options.settings },
    updateInfos: createUpdateInfoWriter(catalog),
  };
}

/** Who asks, as far as the transport tells. */
export interface Caller {
  /** Base of content URLs for this caller, `http://host:port` without a slash at the end. */
  readonly contentBase: string;
  /** Host name the caller used, without port. */
  readonly hostName: string;
}

/** An operation: thrown SoapFaults are answers too. */
export type OperationHandler<Q, R> = (world: World, caller: Caller, request: Q) => R;
