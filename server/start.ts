import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import type { Configuration } from '../catalog/configuration/configuration-values.ts';
import { type ContentStore, createContentStore } from '../catalog/content-store.ts';
import { importOnce } from '../catalog/import/import-once.ts';
import type { ImportReport, ImportWatcher } from '../catalog/import/import-ports.ts';
import { isBrokenKind, openPki, type Pki } from '../pki/index.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import { type Logger, silentLogger } from '../platform/logger.ts';
import { createSeededRandomness, type Randomness, systemRandomness } from '../platform/randomness.ts';
import { createSteerableClock, type SteerableClock } from '../platform/steerable-clock.ts';
import { nextTurn } from '../platform/turns.ts';
import { type AccessRules, isLoopback } from './control/access/access-rules.ts';
import { controlToken } from './control/access/control-token.ts';
import { createControlImports } from './control/control-imports.ts';
import type { Faults } from './faults/faults.ts';
import type { Journal, JournalLimits } from './journal/journal.ts';
import { createListeners, publicHttpUrl, type Urls } from './listeners.ts';
import { cookieKey, openStateFolder, rememberServedAs, type StateFolder } from './state-folder.ts';
import { createSyncScheduler, type SyncScheduler } from './sync/scheduler.ts';
import { createSyncStarter, type SyncStarter } from './sync/sync-starter.ts';
import { createSynchroniser, type Synchroniser } from './sync/synchroniser.ts';
import { type AssignBy, DEFAULT_ASSIGN_BY } from './tenants/assignment.ts';
import { makeTenant } from './tenants/make-tenant.ts';
import { prefixOf } from './tenants/path-prefix.ts';
import { openProcessFolder } from './tenants/process-folder.ts';
import type { Snapshots } from './tenants/snapshots.ts';
import { createTenancy, type Tenancy } from './tenants/tenancy.ts';
import type { TenantUrls } from './tenants/tenant.ts';
import type { TenantGround } from './tenants/tenant-parts.ts';
import { createTenants, type Tenants } from './tenants/tenants.ts';
import { createWorld, type World } from './world.ts';

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
  readonly imports: readonly ImportReport[];
  /** Synchronises the catalogue with an upstream server. */
  readonly synchroniser: Synchroniser;
  /** Starts synchronisations by the clock, as the subscription wants it. */
  readonly scheduler: SyncScheduler;
  /** Imports one more source while running. */
  import(source: string): Promise<ImportReport>;
  /** Puts the default tenant back to how it was when the double had started. Throws RESET_NOT_KEPT. */
  reset(): void;
  /** Finishes requests in flight, stops listening, closes the store. */
  close(): Promise<void>;
}

/**
 * How long a request may wait for another process that writes. Waiting blocks all other requests too, so it is short
 * and the client is told ServerBusy.
 */
const SERVING_PATIENCE_MILLISECONDS = 20;

/** Starts everything and resolves when all listeners accept. Throws MockWuError; then nothing is left running. */
export async function startMockWindowsUpdate(options: StartOptions = {}): Promise<MockWindowsUpdate> {
  requireFolder(options.selfUpdate);
  const state = openStateFolder(options.state ?? '.mock-wu');
  const access = openAccess(state, options);
  const base = openBase(state, options);
  const { catalog, world, clock, ground } = base;
  let tenants: Tenants | undefined;
  const late: { tenancy?: Tenancy } = {};
  const listeners = createListeners(options, {
    tenancy: () => late.tenancy as Tenancy,
    access,
    clock,
    logger: world.logger,
    contentFolder: state.contentFolder,
  });
  const close = async (): Promise<void> => {
    await Promise.all([base.scheduler.stop(), base.syncs.stop()]);
    await listeners.close();
    await tenants?.close();
    catalog.close();
    rmSync(ground.folder, { recursive: true, force: true });
  };
  try {
    // Certificates name the plain HTTP port, so that port is taken before they are made.
    const httpPort = await listeners.startHttp();
    const address = publicHttpUrl(options.names, options.bind, httpPort);
    const pki = await openPki({
      folder: state.pkiFolder,
      clock,
      randomness: world.randomness,
      publicHttpUrl: address,
      clocks: () => tenants?.list().map((one) => one.clock.now()) ?? [],
      ...(options.names && { names: options.names }),
    });
    const ports = { content: base.content, signCabinet: pki.signCabinet, signerId: pki.rootSha256 };
    const load = (source: string): Promise<ImportReport> =>
      importOnce(catalog, source, ports, options.watcher);
    const imports: ImportReport[] = [];
    for (const source of options.seeds ?? []) {
      await breathe(options.signal);
      imports.push(await load(source));
    }
    await breathe(options.signal);
    catalog.warmUp();
    const urls: { current?: Urls } = {};
    const first = makeTenant({
      ...{ world, clock, catalog, folder: ground.folder, ports: [] },
      marks: { hosts: [], clients: [], certificates: [] },
      urls: () => urls.current as Urls,
      baseline: keptStart(catalog, ground.folder, options.resettable),
      load,
      close: async () => fail('TENANT_DEFAULT'),
    });
    const urlsOf = (name: string): TenantUrls => {
      const { http, https } = urls.current as Urls;
      return { http: http + prefixOf(name), https: https + prefixOf(name) };
    };
    const made = createTenants(first, ground, {
      open: listeners.openPair,
      urlsOf,
      load: (into, source) => importOnce(into, source, ports),
    });
    tenants = made;
    late.tenancy = createTenancy({
      first,
      others: made.list,
      order: options.assignBy ?? DEFAULT_ASSIGN_BY,
      httpPort: listeners.httpPort,
    });
    urls.current = await listeners.open(pki, (own) => ({
      ...{ pki, urls: own, tenants: made, synchroniser: base.synchroniser, syncs: base.syncs },
      importsInto: (into) => createControlImports(into, ports, access.isLocal),
    }));
    catalog.setPatience(SERVING_PATIENCE_MILLISECONDS);
    rememberServedAs(state, { publicHttpUrl: address, names: options.names ?? [], urls: urls.current });
    const ca = { pem: pki.rootPem, file: path.join(state.pkiFolder, 'root.pem'), sha256: pki.rootSha256 };
    const { content, synchroniser, scheduler } = base;
    return {
      ...{
        catalog,
        content,
        world,
        clock,
        synchroniser,
        scheduler,
        urls: urls.current,
        controlToken: access.token,
        ca,
        pki,
        tenants: made,
        imports,
      },
      ...{ journal: world.journal, faults: world.faults, snapshots: first.snapshots, reset: first.reset },
      import: load,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function requireFolder(selfUpdate: string | undefined): void {
  if (selfUpdate === undefined || statSync(selfUpdate, { throwIfNoEntry: false })?.isDirectory()) return;
  fail('SELF_UPDATE_MISSING', { folder: path.resolve(selfUpdate) });
}

/** Who may use the control API. Throws CONTROL_TOKEN_UNFIT. */
function openAccess(state: StateFolder, options: StartOptions): AccessRules {
  const host = options.controlBind ?? '127.0.0.1';
  const { token, file } = controlToken(state, host, options.controlToken);
  if (file !== undefined) options.logger?.info(`the control API wants the token in ${file}`);
  return { isLocal: isLoopback(host), names: options.names ?? [], token };
}

/** Lets signals in, which a step that runs in one piece keeps waiting, and stops when one came. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  signal?.throwIfAborted();
}

/** Catalogues larger than this are not copied at the start unless it is asked for. */
const MOST_COPIED_BYTES = 64 * 1024 * 1024;

/** A copy of the store to go back to; undefined where there shall be none. */
function keptStart(catalog: Catalog, folder: string, isWanted: boolean | undefined): string | undefined {
  const { size = 0 } = statSync(catalog.database.name, { throwIfNoEntry: false }) ?? {};
  if (!(isWanted ?? size <= MOST_COPIED_BYTES)) return undefined;
  const file = path.join(folder, 'default-start.db');
  catalog.copyTo(file);
  return file;
}

interface Base {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly world: World;
  readonly clock: SteerableClock;
  readonly ground: TenantGround;
  readonly synchroniser: Synchroniser;
  readonly scheduler: SyncScheduler;
  readonly syncs: SyncStarter;
}

function openBase(state: StateFolder, options: StartOptions): Base {
  const below = options.clock ?? systemClock;
  const clock = createSteerableClock(below);
  const randomness =
    options.randomness ??
    (options.seed === undefined ? systemRandomness : createSeededRandomness(options.seed));
  const logger = options.logger ?? silentLogger;
  const { configuration, seed } = options;
  const cookies = cookieKey(state, randomness);
  const catalog = openCatalog({
    file: state.catalogFile,
    clock,
    randomness,
    ...(configuration && { configuration }),
  });
  const content = createContentStore(state.contentFolder);
  const synchroniser = createSynchroniser({ catalog, content, clock, randomness });
  const scheduler = createSyncScheduler({
    synchroniser,
    lastStart: () => catalog.syncRuns.history(1)[0]?.startedAt,
    clock,
    logger,
  });
  const isTimeItsOwn = (): boolean => below !== systemClock || clock.isSteered();
  const shared = { logger, cookieKey: cookies, isBrokenKind };
  const world = createWorld({
    ...{ ...shared, catalog, clock, randomness, isTimeItsOwn, filesWanted: scheduler.fetchFiles },
    ...(seed !== undefined && { seed }),
    ...(options.journal && { journal: options.journal }),
  });
  const ground = {
    ...{ ...shared, clock: below, wall: systemClock, randomness, seed, configuration },
    folder: openProcessFolder(state.tenantsFolder, systemRandomness),
  };
  const syncs = createSyncStarter({ catalog, synchroniser, logger });
  return { catalog, content, world, clock, ground, synchroniser, scheduler, syncs };
}
