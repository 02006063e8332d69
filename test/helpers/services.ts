import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import { createVirtualClock, type VirtualClock } from '../../platform/clock.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { createApp } from '../../server/http-app.ts';
import type { JournalLimits } from '../../server/journal/journal.ts';
import { servedServices } from '../../server/services.ts';
import { soapRoutes } from '../../server/soap/soap-routes.ts';
import { createWorld, type World } from '../../server/world.ts';
import { inWorld } from './in-world.ts';
import { type WuspClient, wuspClient } from './wusp-client.ts';

/** The web services of one test over plain HTTP, without keys and files. */
export interface Services {
  readonly world: World;
  readonly catalog: Catalog;
  readonly clock: VirtualClock;
  readonly url: string;
  readonly client: WuspClient;
}

/** What may differ from test to test. */
export interface ServicesOptions {
  readonly settings?: Partial<Configuration>;
  /** Path of the catalogue; in memory when left out. */
  readonly file?: string;
  /** What key and identities are made from: two services with one name share their cookie key only. */
  readonly keyName?: string;
  readonly catalogName?: string;
  readonly journal?: Partial<JournalLimits>;
}

/** When every test begins. */
export const START = '2026-11-01T10:20:30.500Z';

/** Starts the services over an empty catalogue; they end with the test. */
export async function startServices(t: Test, options: ServicesOptions = {}): Promise<Services> {
  const { settings, file = ':memory:', keyName = 'key', catalogName = 'catalog' } = options;
  const clock = createVirtualClock(START);
  const catalog = openCatalog({
    file,
    clock,
    randomness: createSeededRandomness(catalogName),
    lookMilliseconds: 0,
    ...(settings && { configuration: settings }),
  });
  const world = createWorld({
    catalog,
    clock,
    randomness: createSeededRandomness(`${catalogName} ${keyName}`),
    logger: silentLogger,
    cookieKey: createSeededRandomness(keyName).bytes(32),
    ...(options.journal && { journal: options.journal }),
  });
  const app = createApp();
  soapRoutes(app, {
    exchangeOf: inWorld(world),
    services: servedServices,

    isOpen: () => true,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const client = wuspClient(url);
  t.teardown(async () => {
    client.close();
    await app.close();
    catalog.close();
  });
  return { world, catalog, clock, url, client };
}
