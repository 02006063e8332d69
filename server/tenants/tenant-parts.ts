import path from 'node:path';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createSeededRandomness, type Randomness } from '../../platform/randomness.ts';
import { createSteerableClock, type SteerableClock } from '../../platform/steerable-clock.ts';
import type { JournalLimits } from '../journal/journal.ts';
import { createWorld, type World } from '../world.ts';

/** What the tenants of one process share. */
export interface TenantGround {
  /** Folder for the stores of tenants and for snapshots; nothing in it outlives the process. */
  readonly folder: string;
  /** The clock the clocks of tenants go by. */
  readonly clock: Clock;
  readonly wall: Clock;
  readonly randomness: Randomness;
  /** Seed of everything, where one was given. */
  readonly seed: string | undefined;
  readonly logger: Logger;
  /** One key for all: a cookie tells whose client it is before anybody knows which tenant is meant. */
  readonly cookieKey: Buffer;
  readonly configuration: Partial<Configuration> | undefined;
  readonly isBrokenKind: (kind: string) => boolean;
}

/** What a tenant is made with. */
export interface TenantWorldWish {
  readonly name: string;
  readonly seed?: string | undefined;
  readonly configuration?: Partial<Configuration> | undefined;
  readonly journal?: Partial<JournalLimits> | undefined;
}

/** A world with the parts a test steers. */
export interface TenantWorld {
  readonly world: World;
  readonly clock: SteerableClock;
  readonly catalog: Catalog;
}

/** A tenant keeps less than the default one: there may be hundreds. */
const TENANT_JOURNAL: JournalLimits = { entries: 10_000, bytes: 16 * 1024 * 1024 };

/** Opens the world of a tenant on a store that `copy` writes to the file it is given. */
export function openTenantWorld(
  ground: TenantGround,
  wish: TenantWorldWish,
  copy: (target: string) => void,
): TenantWorld {
  const file = path.join(ground.folder, `${wish.name}-${ground.randomness.bytes(4).toString('hex')}.db`);
  copy(file);
  const seed = wish.seed ?? (ground.seed === undefined ? undefined : `${ground.seed} ${wish.name}`);
  const randomness = seed === undefined ? ground.randomness : createSeededRandomness(seed);
  const clock = createSteerableClock(ground.clock);
  const configuration = { ...ground.configuration, ...wish.configuration };
  const catalog = openCatalog({ file, clock, randomness, configuration, isCopy: true });
  const world = createWorld({
    tenant: wish.name,
    catalog,
    clock,
    wall: ground.wall,
    randomness,
    logger: ground.logger,
    cookieKey: ground.cookieKey,
    journal: { ...TENANT_JOURNAL, ...wish.journal },
    isBrokenKind: ground.isBrokenKind,
    isTimeItsOwn: () => ground.clock !== ground.wall || clock.isSteered(),
    ...(seed !== undefined && { seed }),
  });
  return { world, clock, catalog };
}
