import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Randomness } from '../platform/randomness.ts';
import { createRecent, type Recent } from '../platform/recent.ts';
import type { UnknownElement } from '../protocol/soap/decode.ts';
import { createUpdateInfoWriter, type UpdateInfoWriter } from './client-web-service/update-info.ts';
import { type Contacts, createContacts } from './contacts.ts';
import { createSealer, type Sealer } from './cookies/sealer.ts';
import type { Session } from './cookies/session.ts';
import { createJournal, type Journal } from './journal.ts';

/** Cookies whose content is remembered, a few hundred bytes each. */
const KEPT_SESSIONS = 10_000;

/** One double: everything an operation may read or change. One process can hold many. */
export interface World {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly sealer: Sealer;
  /** What cookies made or opened lately hold, by their bytes. */
  readonly sessions: Recent<Session>;
  /** What a session was sealed into: a client that stays where it is gets the same state again and again. */
  readonly sealedSessions: WeakMap<Session, Buffer>;
  /** The calls answered lately. */
  readonly journal: Journal;
  readonly updateInfos: UpdateInfoWriter;
  /** Notes which clients asked for updates, without a write for each request. */
  readonly contacts: Contacts;
  /** Called when a downstream server asked for files that are not here. */
  readonly filesWanted: () => void;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** 32 bytes that seal the cookies. */
  readonly cookieKey: Buffer;
  /** Called when a downstream server asked for files that are not here. */
  readonly filesWanted?: () => void;
}

/** Puts a world together. Nothing listens yet; clients will hear of what is configured otherwise than before. */
export function createWorld(options: WorldOptions): World {
  const { catalog, clock, randomness, logger } = options;
  catalog.configuration.announce();
  return {
    catalog,
    clock,
    randomness,
    logger,
    sealer: createSealer(options.cookieKey, randomness),
    sessions: createRecent(KEPT_SESSIONS),
    sealedSessions: new WeakMap(),
    journal: createJournal(),
    updateInfos: createUpdateInfoWriter(catalog),
    contacts: createContacts(catalog, clock, logger),
    filesWanted: options.filesWanted ?? (() => {}),
  };
}

/** Who asks, as far as the transport tells. */
export interface Caller {
  /** Base of content URLs for this caller, `http://host:port` without a slash at the end. */
  readonly contentBase: string;
  /** Host name the caller used, without port. */
  readonly hostName: string;
  readonly isHttps: boolean;
}

/** An operation: thrown SoapFaults are answers too. `unknown` holds what the request has beyond its contract. */
export type OperationHandler<Q, R> = (
  world: World,
  caller: Caller,
  request: Q,
  unknown: readonly UnknownElement[],
) => R;
