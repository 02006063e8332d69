import { statSync } from 'node:fs';
import path from 'node:path';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import { type ContentStore, createContentStore } from '../catalog/content-store.ts';
import { isBrokenKind } from '../pki/index.ts';
import { systemClock } from '../platform/clock.ts';
import { silentLogger } from '../platform/logger.ts';
import { createSeededRandomness, systemRandomness } from '../platform/randomness.ts';
import { createSteerableClock, type SteerableClock } from '../platform/steerable-clock.ts';
import { type AccessRules, isLoopback } from './control/access/access-rules.ts';
import { controlToken } from './control/access/control-token.ts';
import type { StartOptions } from './start-options.ts';
import { cookieKey, type StateFolder } from './state-folder.ts';
import { createSyncScheduler, type SyncScheduler } from './sync/scheduler.ts';
import { createSyncStarter, type SyncStarter } from './sync/sync-starter.ts';
import { createSynchroniser, type Synchroniser } from './sync/synchroniser.ts';
import { openProcessFolder } from './tenants/process-folder.ts';
import type { TenantGround } from './tenants/tenant-parts.ts';
import { createWorld, type World } from './world.ts';

/** Who may use the control API. Throws CONTROL_TOKEN_UNFIT. */
export function openAccess(state: StateFolder, options: StartOptions): AccessRules {
  const host = options.controlBind ?? '127.0.0.1';
  const { token, file } = controlToken(state, host, options.controlToken);
  if (file !== undefined) options.logger?.info(`the control API wants the token in ${file}`);
  return { isLocal: isLoopback(host), names: options.names ?? [], token };
}

/** Catalogues larger than this are not copied at the start unless it is asked for. */
const MOST_COPIED_BYTES = 64 * 1024 * 1024;

/** A copy of the store to go back to; undefined where there shall be none. */
export function keptStart(
  catalog: Catalog,
  folder: string,
  isWanted: boolean | undefined,
): string | undefined {
  const { size = 0 } = statSync(catalog.database.name, { throwIfNoEntry: false }) ?? {};
  if (!(isWanted ?? size <= MOST_COPIED_BYTES)) return undefined;
  const file = path.join(folder, 'default-start.db');
  catalog.copyTo(file);
  return file;
}

/** The parts of a double that need no listener. */
export interface Base {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly world: World;
  readonly clock: SteerableClock;
  readonly ground: TenantGround;
  readonly synchroniser: Synchroniser;
  readonly scheduler: SyncScheduler;
  readonly syncs: SyncStarter;
}

/** Opens catalogue, world and clock of the default tenant on a state folder. */
export function openBase(state: StateFolder, options: StartOptions): Base {
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
