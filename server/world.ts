import type { Catalog } from '../catalog/catalog.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Randomness } from '../platform/randomness.ts';
import { createRecent, type Recent } from '../platform/recent.ts';
import type { UnknownElement } from '../protocol/soap/decode.ts';
import { createUpdateInfoWriter, type UpdateInfoWriter } from './client-web-service/update-info.ts';
import { type Contacts, createContacts } from './contacts.ts';
import { createSealer, type Sealer } from './cookies/sealer.ts';
import type { Session } from './cookies/session.ts';
import { whoseMessage } from './cookies/whose-message.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createJournal, type Journal, type JournalLimits } from './journal/journal.ts';

/** Cookies whose content is remembered, a few hundred bytes each. */
const KEPT_SESSIONS = 10_000;

/** Chance is the same in every run unless a seed is given: a fault that strikes one time in ten strikes the same times again. */
const DEFAULT_SEED = 'mock-windows-update';

/** One double: everything an operation may read or change. One process can hold many. */
export interface World {
  /** Name of the tenant whose world this is. */
  readonly tenant: string;
  readonly catalog: Catalog;
  /** What clients are told, and what cookies and certificates are judged by. */
  readonly clock: Clock;
  /** The machine's own clock, for the record. */
  readonly wall: Clock;
  /** Whether the clock tells something else than that of the machine. */
  readonly isTimeItsOwn: () => boolean;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly sealer: Sealer;
  /** What cookies made or opened lately hold, by their bytes. */
  readonly sessions: Recent<Session>;
  /** What a session was sealed into: a client that stays where it is gets the same state again and again. */
  readonly sealedSessions: WeakMap<Session, Buffer>;
  /** What arrived lately. */
  readonly journal: Journal;
  /** What is done to requests on purpose. */
  readonly faults: Faults;
  readonly updateInfos: UpdateInfoWriter;
  /** Notes which clients asked for updates, without a write for each request. */
  readonly contacts: Contacts;
  /** Called when a downstream server asked for files that are not here. */
  readonly filesWanted: () => void;
}

/** What a world is made of. */
export interface WorldOptions {
  /** Name of the tenant; `default` when left out. */
  readonly tenant?: string;
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** The machine's own clock when left out. */
  readonly wall?: Clock;
  /** Whether the clock tells something else than that of the machine; it does not when left out. */
  readonly isTimeItsOwn?: () => boolean;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** 32 bytes that seal the cookies. */
  readonly cookieKey: Buffer;
  readonly journal?: Partial<JournalLimits>;
  /** Of all chance that faults draw; the same one draws the same. A fixed text when left out. */
  readonly seed?: string;
  /** Whether there is a broken certificate of a kind; there is none when left out. */
  readonly isBrokenKind?: (kind: string) => boolean;
  /** Called when a downstream server asked for files that are not here. */
  readonly filesWanted?: () => void;
}

/** Puts a world together. Nothing listens yet; clients will hear of what is configured otherwise than before. */
export function createWorld(options: WorldOptions): World {
  const { tenant = 'default', catalog, clock, wall = systemClock, randomness, logger } = options;
  const sealer = createSealer(options.cookieKey, randomness);
  catalog.configuration.announce();
  const journal = createJournal({
    tenant,
    catalog,
    whose: (value) => whoseMessage(sealer, value),
    ...(options.journal && { limits: options.journal }),
  });
  return {
    tenant,
    catalog,
    clock,
    wall,
    isTimeItsOwn: options.isTimeItsOwn ?? (() => false),
    randomness,
    logger,
    sealer,
    sessions: createRecent(KEPT_SESSIONS),
    sealedSessions: new WeakMap(),
    journal,
    faults: createFaults({
      dnsName: (id) => journal.known().dnsName(id),
      fileName: (sha1) => journal.known().fileName(sha1),
      requireUpdate: (name) => journal.known().require(name),
      seed: () => options.seed ?? DEFAULT_SEED,
      isBrokenKind: options.isBrokenKind ?? (() => false),
    }),
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
