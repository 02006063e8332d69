import { statSync } from 'node:fs';
import path from 'node:path';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import type { Configuration } from '../catalog/configuration/configuration-values.ts';
import { type ContentStore, createContentStore } from '../catalog/content-store.ts';
import { importOnce } from '../catalog/import/import-once.ts';
import type { ImportReport, ImportWatcher } from '../catalog/import/import-ports.ts';
import { openPki, type Pki } from '../pki/index.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import { type Logger, silentLogger } from '../platform/logger.ts';
import { type Randomness, systemRandomness } from '../platform/randomness.ts';
import { nextTurn } from '../platform/turns.ts';
import { type AccessRules, isLoopback } from './control/access/access-rules.ts';
import { controlToken } from './control/access/control-token.ts';
import { createControlImports } from './control/control-imports.ts';
import { createListeners, publicHttpUrl, type Urls } from './listeners.ts';
import { cookieKey, openStateFolder, rememberServedAs, type StateFolder } from './state-folder.ts';
import { createSyncScheduler, type SyncScheduler } from './sync/scheduler.ts';
import { createSyncStarter, type SyncStarter } from './sync/sync-starter.ts';
import { createSynchroniser, type Synchroniser } from './sync/synchroniser.ts';
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
  readonly clock?: Clock;
  readonly randomness?: Randomness;
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
  readonly imports: readonly ImportReport[];
  /** Synchronises the catalogue with an upstream server. */
  readonly synchroniser: Synchroniser;
  /** Starts synchronisations by the clock, as the subscription wants it. */
  readonly scheduler: SyncScheduler;
  /** Imports one more source while running. */
  import(source: string): Promise<ImportReport>;
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
  const { catalog, world } = base;
  const listeners = createListeners(options, { world, access }, state.contentFolder);
  const close = async (): Promise<void> => {
    await Promise.all([base.scheduler.stop(), base.syncs.stop()]);
    await listeners.close();
    catalog.close();
  };
  try {
    // Certificates name the plain HTTP port, so that port is taken before they are made.
    const httpPort = await listeners.startHttp();
    const address = publicHttpUrl(options.names, options.bind, httpPort);
    const pki = await openPki({
      folder: state.pkiFolder,
      clock: world.clock,
      randomness: world.randomness,
      publicHttpUrl: address,
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
    const urls = await listeners.open(pki, (urls) => ({
      ...base,
      pki,
      urls,
      clock: world.clock,
      imports: createControlImports(catalog, ports, access.isLocal),
    }));
    catalog.setPatience(SERVING_PATIENCE_MILLISECONDS);
    rememberServedAs(state, { publicHttpUrl: address, names: options.names ?? [], urls });
    const ca = { pem: pki.rootPem, file: path.join(state.pkiFolder, 'root.pem'), sha256: pki.rootSha256 };
    const own = { urls, controlToken: access.token, ca, pki, imports, import: load };
    return { ...base, ...own, close, [Symbol.asyncDispose]: close };
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

interface Base {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly world: World;
  readonly synchroniser: Synchroniser;
  readonly scheduler: SyncScheduler;
  readonly syncs: SyncStarter;
}

function openBase(state: StateFolder, options: StartOptions): Base {
  const clock = options.clock ?? systemClock;
  const randomness = options.randomness ?? systemRandomness;
  const key = cookieKey(state, randomness);
  const catalog = openCatalog({
    file: state.catalogFile,
    clock,
    randomness,
    ...(options.configuration && { configuration: options.configuration }),
  });
  const content = createContentStore(state.contentFolder);
  const logger = options.logger ?? silentLogger;
  const synchroniser = createSynchroniser({ catalog, content, clock, randomness });
  const scheduler = createSyncScheduler({
    synchroniser,
    lastStart: () => catalog.syncRuns.history(1)[0]?.startedAt,
    clock,
    logger,
  });
  const world = createWorld({
    catalog,
    clock,
    randomness,
    logger,
    cookieKey: key,
    filesWanted: scheduler.fetchFiles,
  });
  const syncs = createSyncStarter({ catalog, synchroniser, logger });
  return { catalog, content, world, synchroniser, scheduler, syncs };
}
