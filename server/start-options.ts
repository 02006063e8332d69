import type { Catalog } from '../catalog/catalog.ts';
import type { Configuration } from '../catalog/configuration/configuration-values.ts';
import type { ContentStore } from '../catalog/content-store.ts';
import type { ImportReport, ImportWatcher } from '../catalog/import/import-ports.ts';
import type { Pki } from '../pki/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { SteerableClock } from '../platform/steerable-clock.ts';
import type { CapsuleHead } from './capsule/capsule-head.ts';
import type { Faults } from './faults/faults.ts';
import type { JournalEntry } from './journal/entry.ts';
import type { Journal, JournalLimits } from './journal/journal.ts';
import type { Urls } from './listeners.ts';
import type { SyncScheduler } from './sync/scheduler.ts';
import type { Synchroniser } from './sync/synchroniser.ts';
import type { AssignBy } from './tenants/assignment.ts';
import type { Snapshots } from './tenants/snapshots.ts';
import type { Tenants } from './tenants/tenants.ts';
import type { Expectation } from './verification/expectation.ts';
import type { World } from './world.ts';

/** How a double is started. Every part has a default. */
export interface StartOptions {
  /** State folder; `.mock-wu` in the working directory. */
  readonly state?: string;
  /** `demo`, seed files, folders of update documents, exports; imported in this order. */
  readonly seeds?: readonly string[];
  /** Address to listen on; loopback unless told otherwise. */
  readonly bind?: string;
  /** Address of the control listener; loopback whatever `bind` is, unless told otherwise. */
  readonly controlBind?: string;
  /**
   * What calls to the control API must bear. Where others than this machine reach it one is made and kept in the state
   * folder when none is given; on loopback none is wanted then.
   */
  readonly controlToken?: string;
  /** Ports; 0 picks a free one. 8530, 8531 and 8590 are WSUS's own and the control port. */
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly controlPort?: number;
  /** Also listen on 80 and 443, for clients redirected by hosts file. */
  readonly hostsMode?: boolean;
  /** Names and addresses certificates may be made for, beside those of this machine and of Windows Update. */
  readonly names?: readonly string[];
  /** Folder served at `/SelfUpdate`. */
  readonly selfUpdate?: string;
  /** Configuration of this run, over what the catalogue has stored. */
  readonly configuration?: Partial<Configuration>;
  /** What the clock of the double goes by until it is steered; the machine's own when left out. */
  readonly clock?: Clock;
  readonly randomness?: Randomness;
  /**
   * Seed of keys, ids, cookies and chance, in place of `randomness`: with it, a clock that stands still and a fresh state folder, the same
   * requests get the same bytes.
   */
  readonly seed?: string;
  /** What the journal keeps; `{ entries: 0 }` keeps nothing. */
  readonly journal?: Partial<JournalLimits>;
  /** By what requests are told to be of a tenant, in this order; port, host, path, certificate, client when left out. */
  readonly assignBy?: readonly AssignBy[];
  /** Clients are asked for a certificate, by which they can be told to be of a tenant. */
  readonly clientCertificates?: boolean;
  /** Whether `reset` can go back to the start; true for catalogues of up to 64 MB when left out, since it takes a copy. */
  readonly resettable?: boolean;
  readonly logger?: Logger;
  readonly watcher?: ImportWatcher;
  /** Gives up between two steps of the start; what was started is stopped again. */
  readonly signal?: AbortSignal;
}

/** A running double. */
export interface MockWindowsUpdate extends AsyncDisposable {
  readonly urls: Urls;
  /** What calls to the control API must bear; undefined where they need nothing. */
  readonly controlToken: string | undefined;
  /** The root certificate clients must trust. */
  readonly ca: { readonly pem: string; readonly file: string; readonly sha256: string };
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly pki: Pki;
  readonly world: World;
  /** What arrived, of the default tenant. */
  readonly journal: Journal;
  /** What is done to requests on purpose, of the default tenant. */
  readonly faults: Faults;
  /** The clock of the default tenant; certificates and revocation lists go by it too. */
  readonly clock: SteerableClock;
  /** Isolated users of this double, the default tenant among them. */
  readonly tenants: Tenants;
  readonly snapshots: Snapshots;
  /**
   * Judges what arrived: counts, orders, absence; returns the entries that are meant. Throws VERIFICATION_FAILED, which tells what was
   * expected, what came and what came nearest.
   */
  verify(expectation: Expectation): readonly JournalEntry[];
  readonly imports: readonly ImportReport[];
  /** Synchronises the catalogue with an upstream server. */
  readonly synchroniser: Synchroniser;
  /** Starts synchronisations by the clock, as the subscription wants it. */
  readonly scheduler: SyncScheduler;
  /** Imports one more source while running. */
  import(source: string): Promise<ImportReport>;
  /**
   * Writes everything the double is, keys included, into one file (mode 0600) that `openCapsule` and `mock-wu capsule open` bring up again.
   * Throws CAPSULE_TOO_LARGE and CAPSULE_UNWRITABLE.
   */
  saveCapsule(file: string): CapsuleHead;
  /** Puts the default tenant back to how it was when the double had started. Throws RESET_NOT_KEPT. */
  reset(): void;
  /** Finishes requests in flight, stops listening, closes the store. */
  close(): Promise<void>;
}
