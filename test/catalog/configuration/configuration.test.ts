import t, { type Test } from 'tap';
import { openCatalog } from '../../../catalog/catalog.ts';
import {
  type Configuration,
  configurationNames,
} from '../../../catalog/configuration/configuration-values.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';

/** A catalogue whose process was started with `configuration`. */
function open(test: Test, configuration: Partial<Configuration> = {}, file = ':memory:') {
  const clock = createVirtualClock('2026-11-01T10:20:30Z');
  const randomness = createSeededRandomness('catalog');
  const catalog = openCatalog({ file, clock, randomness, lookMilliseconds: 0, configuration });
  test.teardown(() => catalog.close());
  catalog.configuration.announce();
  return { catalog, clock, lastChange: () => catalog.view().configLastChange };
}

t.test('nothing configured, it is what a current WSUS tells and allows', (t) => {
  const { catalog } = open(t);
  t.same(catalog.configuration.current(), {
    protocolVersion: '3.2',
    isRegistrationRequired: true,
    isInventoryRequired: false,
    reportingLevel: 2,
    targeting: 'either',
    delivery: 'staged',
    pageSize: 30,
    maxInstalledIds: 400,
    maxExtendedUpdates: 50,
    maxFileDigests: 100,
    maxCategories: 200,
    maxBatchEvents: 1000,
    carryApprovals: true,
    keptEvents: 100_000,
    keptEventBytes: 500_000_000,
    keptComputers: 50_000,
    profile: 'wsus-2025',
    serverProtocolVersion: '1.20',
    catalogOnlySync: false,
    lazySync: true,
    serverHostsPsfFiles: false,
    maxUpdatesPerRequest: 100,
    maxDriverSetsPerRequest: 0,
    maxComputerIdsPerRequest: 0,
    maxPnpHardwareIdsPerRequest: 0,
    maxDecryptionUpdatesPerRequest: 100,
    serverCookieMinutes: 240,
    servesDeployments: true,
    configDataOrder: 'text',
    bundleClosure: false,
    updateBlobs: 'mszip',
    maxUpdateDataBytes: 2_000_000,
    languages: 'en',
    doDetailedRollup: true,
    maxRollupServers: 5_000,
    maxRollupComputers: 1_500,
    maxOutOfSyncComputers: 20_000,
    maxRollupStatuses: 500,
    serverVersion: '10.0.26100.1',
  });
  t.same(catalog.configuration.stored(), {});
  t.same(catalog.view().settings, catalog.configuration.current());
  t.end();
});

t.test('the profile of Microsoft brings its own limits along, unless they are set', (t) => {
  const { configuration } = open(t).catalog;
  t.match(configuration.set({ profile: 'microsoft' }), {
    serverProtocolVersion: '1.21',
    catalogOnlySync: true,
    maxUpdatesPerRequest: 100,
    maxDriverSetsPerRequest: 100,
    maxComputerIdsPerRequest: 200,
    maxPnpHardwareIdsPerRequest: 450,
    maxDecryptionUpdatesPerRequest: 500,
    serverCookieMinutes: 60,
    servesDeployments: false,
  });
  t.equal(configuration.set({ catalogOnlySync: false }).catalogOnlySync, false);
  t.equal(configuration.set({ profile: 'wsus-2025' }).maxDriverSetsPerRequest, 0);
  t.end();
});

t.test('what is stored goes before the defaults, and what the process was told before both', (t) => {
  const { catalog } = open(t, { pageSize: 7 });
  const { configuration } = catalog;
  t.equal(configuration.set({ maxInstalledIds: 5, pageSize: 99 }).maxInstalledIds, 5);
  t.equal(configuration.current().pageSize, 7);
  t.same(configuration.stored(), { maxInstalledIds: 5, pageSize: 99 });
  t.equal(catalog.view().settings.maxInstalledIds, 5);
  configuration.set({ targeting: 'server' });
  t.same(configuration.stored(), { maxInstalledIds: 5, pageSize: 99, targeting: 'server' }, 'one by one');
  t.end();
});

t.test('a value that is unset is the default again', (t) => {
  const { configuration } = open(t).catalog;
  configuration.set({ pageSize: 5, contentUrl: 'http://cache.test:8080' });
  configuration.set({ pageSize: undefined, contentUrl: undefined });
  t.same(configuration.stored(), {});
  t.equal(configuration.current().pageSize, 30);
  t.notOk('contentUrl' in configuration.current());
  configuration.set({ keptEvents: undefined });
  t.same(configuration.stored(), {}, 'also one that was never set');
  t.end();
});

t.test('closure delivery brings its page and version along, unless they are set', (t) => {
  const { configuration } = open(t).catalog;
  t.match(configuration.set({ delivery: 'closure' }), { pageSize: 200, protocolVersion: '3.0' });
  t.match(configuration.set({ pageSize: 10 }), { pageSize: 10, protocolVersion: '3.0' });
  t.match(configuration.set({ delivery: 'staged' }), { pageSize: 10, protocolVersion: '3.2' });
  t.end();
});

t.test('every wrong value is refused by its name, and nothing is stored', (t) => {
  const wrong: Readonly<Record<keyof Configuration, readonly unknown[]>> = {
    protocolVersion: ['3', '3.2.1', 3.2, '', 'a.b', '12345.0', ' 3.2'],
    isRegistrationRequired: ['true', 0, null],
    isInventoryRequired: ['no', 1],
    reportingLevel: [-1, 3, 1.5, '2'],
    targeting: ['both', '', null, 0],
    delivery: ['lazy', true],
    pageSize: [0, -1, 10_001, 1.5, '30', Number.NaN, Number.POSITIVE_INFINITY],
    maxInstalledIds: [-1, 50_001, '1'],
    maxExtendedUpdates: [0, 10_001],
    maxFileDigests: [0, 10_001],
    maxCategories: [0, 10_001],
    maxBatchEvents: [0, 50_001],
    contentUrl: ['cache.test', 'ftp://cache.test', 'http://', 'http://a/b', 'http://a b', '', 5, 'http://a"'],
    carryApprovals: ['false', 1],
    keptEvents: [0, 10_000_001],
    keptEventBytes: [0, 1e12],
    keptComputers: [0, 1e9],
    profile: ['wsus', '', null, true],
    serverProtocolVersion: ['2.0', '1', '1.20.1', 1.2],
    catalogOnlySync: ['yes', 0],
    lazySync: ['no', 1],
    serverHostsPsfFiles: [null],
    maxUpdatesPerRequest: [0, 10_001, '100'],
    maxDriverSetsPerRequest: [-1, 10_001],
    maxComputerIdsPerRequest: [-1, 10_001],
    maxPnpHardwareIdsPerRequest: [-1, 10_001],
    maxDecryptionUpdatesPerRequest: [0, 10_001],
    serverCookieMinutes: [0, 525_601, 1.5],
    servesDeployments: ['true'],
    configDataOrder: ['body', true],
    bundleClosure: [1],
    updateBlobs: ['lzx', 'none'],
    maxUpdateDataBytes: [0, 1e10],
    languages: ['', 'english', 'en;de', 'en,', 'all,en', null],
    doDetailedRollup: ['false'],
    maxRollupServers: [0, 100_001],
    maxRollupComputers: [0, 100_001],
    maxOutOfSyncComputers: [0, 1_000_001],
    maxRollupStatuses: [0, 100_001],
    serverVersion: ['', 'ten', '1.2.3.4.5', '1..2', `1.${'2'.repeat(40)}`],
  };
  t.same(Object.keys(wrong).sort(), [...configurationNames].sort(), 'of everything there is');
  const { catalog } = open(t);
  const before = dumpTables(catalog.database);
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const refused = refusalOf(() => catalog.configuration.set({ keptEvents: 5, [name]: value }));
      t.match(refused, new RegExp(`^CONFIGURATION_INVALID: .*: ${name} is `), `${name}: ${String(value)}`);
    }
  }
  const unknown = refusalOf(() => catalog.configuration.set({ pagesize: 5 } as never));
  t.match(unknown, /^CONFIGURATION_INVALID: .*there is no "pagesize"; did you mean pageSize\?/);
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const given = JSON.parse(`{"${name}": 1}`) as Partial<Configuration>;
    t.match(
      refusalOf(() => catalog.configuration.set(given)),
      /^CONFIGURATION_INVALID/,
      name,
    );
  }
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('a list is no word, even when its only member is one', (t) => {
  const { configuration } = open(t).catalog;
  t.match(
    refusalOf(() => configuration.set({ targeting: ['server'] as never })),
    /targeting is one of either, server, client/,
  );
  t.end();
});

t.test('the least and the most of every number are taken', (t) => {
  const { configuration } = open(t).catalog;
  for (const values of [
    { pageSize: 1, maxInstalledIds: 0, reportingLevel: 0, keptEvents: 1 },
    { pageSize: 10_000, maxInstalledIds: 50_000, reportingLevel: 2, keptEvents: 10_000_000 },
  ])
    t.match(configuration.set(values), values);
  for (const contentUrl of ['http://cache.test', 'https://[::1]:8531', 'http://10.0.0.1:80'])
    t.equal(configuration.set({ contentUrl }).contentUrl, contentUrl);
  t.end();
});

t.test('a process that is started with a wrong value does not open the catalogue', (t) => {
  t.match(
    refusalOf(() => open(t, { pageSize: 0 })),
    /^CONFIGURATION_INVALID: .*pageSize is /,
  );
  t.end();
});

t.test('the moment of the last change moves only for what clients are told', (t) => {
  const { catalog, clock, lastChange } = open(t);
  const { configuration } = catalog;
  const told: Partial<Configuration> = {
    protocolVersion: '3.1',
    isRegistrationRequired: false,
    isInventoryRequired: true,
    reportingLevel: 1,
    maxExtendedUpdates: 10,
    targeting: 'client',
  };
  const untold: Partial<Configuration> = {
    pageSize: 5,
    maxInstalledIds: 5,
    maxFileDigests: 5,
    maxCategories: 5,
    maxBatchEvents: 5,
    contentUrl: 'http://cache.test',
    carryApprovals: false,
    keptEvents: 5,
    keptComputers: 5,
  };
  for (const [name, value] of Object.entries(untold)) {
    clock.advance(1000);
    const before = lastChange();
    configuration.set({ [name]: value });
    t.equal(lastChange(), before, name);
  }
  for (const [name, value] of Object.entries(told)) {
    clock.advance(1000);
    const before = lastChange();
    configuration.set({ [name]: value });
    t.ok(lastChange() > before, name);
    const after = lastChange();
    clock.advance(1000);
    configuration.set({ [name]: value });
    t.equal(lastChange(), after, `${name} as it was`);
  }
  t.end();
});

t.test(
  'the moment of the last change is never the same twice, even on a clock that stands or goes back',
  (t) => {
    const { catalog, clock, lastChange } = open(t);
    const seen = [lastChange()];
    for (const back of [0, 0, -5000, 0, 60_000]) {
      clock.advance(back);
      catalog.configuration.set({ reportingLevel: seen.length % 2 });
      seen.push(lastChange());
    }
    t.same(seen, [...new Set(seen)].sort(), 'each later than the one before');
    t.end();
  },
);

t.test('a process that is started otherwise than before lets clients know, once', (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const first = open(t, {}, file).lastChange();
  t.equal(open(t, { pageSize: 3 }, file).lastChange(), first, 'a page is nothing they are told');
  const second = open(t, { targeting: 'server' }, file).lastChange();
  t.ok(second > first);
  t.equal(open(t, { targeting: 'server' }, file).lastChange(), second);
  t.ok(open(t, {}, file).lastChange() > second, 'and when it is as it was at first, too');
  t.end();
});

t.test('content that moves is counted, and configuration that says the same is not', (t) => {
  const { catalog } = open(t);
  const locations = () => catalog.view().locations;
  const before = locations();
  catalog.configuration.set({ contentUrl: 'http://cache.test' });
  t.equal(locations(), before + 1);
  catalog.configuration.set({ contentUrl: 'http://cache.test', pageSize: 5 });
  t.equal(locations(), before + 1);
  catalog.configuration.set({ contentUrl: undefined });
  t.equal(locations(), before + 2);
  t.end();
});

t.test('a second connection sees what is set, in its configuration and in its view', (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const [here, there] = [open(t, {}, file), open(t, { maxCategories: 9 }, file)];
  t.equal(there.catalog.view().settings.pageSize, 30);
  here.catalog.configuration.set({ pageSize: 4, maxCategories: 5, targeting: 'server' });
  t.match(there.catalog.view().settings, { pageSize: 4, maxCategories: 9, targeting: 'server' });
  t.equal(there.catalog.configuration.current().pageSize, 4);
  t.equal(there.lastChange(), here.lastChange());
  t.end();
});

t.test('what was set in a write that failed is not set', (t) => {
  const { catalog, lastChange } = open(t);
  const before = lastChange();
  t.throws(() =>
    catalog.write(() => {
      catalog.configuration.set({ pageSize: 3, targeting: 'client' });
      t.equal(catalog.view().settings.pageSize, 3, 'inside it is');
      throw new Error('the write fails');
    }),
  );
  t.match(catalog.view().settings, { pageSize: 30, targeting: 'either' });
  t.equal(lastChange(), before);
  t.end();
});

t.test('clients are told what is set, and of a change by ConfigChanged', async (t) => {
  const { client, catalog } = await startServices(t);
  const told = async () => (await client.call('GetConfig', { protocolVersion: '2.90' })).GetConfigResult;
  const cookie = await client.session();
  catalog.configuration.set({ pageSize: 5 });
  await client.sync(cookie);
  const before = await told();
  catalog.configuration.set({ protocolVersion: '3.1' });
  t.not((await told())?.LastChange, before?.LastChange);
  t.match(JSON.stringify(await told()), '"3.1"');
  const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
  t.match(await client.fault('SyncUpdates', { cookie, parameters }), /^ConfigChanged/);
  await client.sync(await client.session());
});
