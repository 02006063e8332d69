import t, { type Test } from 'tap';
import { type Catalog, openCatalog } from '../../../catalog/catalog.ts';
import type { Configuration } from '../../../catalog/configuration/configuration-values.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { type Services, START, startServices } from '../../helpers/services.ts';
import type { RequestOf } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const parameters = { ExpressQuery: false, SkipSoftwareSync: false };

/** Services over a file, and the catalogue as another process has it open. */
async function withOther(t: Test): Promise<Services & { readonly other: Catalog }> {
  const file = `${t.testdir()}/catalog.db`;
  const services = await startServices(t, { file });
  const clock = createVirtualClock(START);
  const other = openCatalog({ file, clock, randomness: createSeededRandomness('other') });
  t.teardown(() => other.close());
  return { ...services, other };
}

const scan = ({ client }: Services, cookie: Cookie) => client.fault('SyncUpdates', { cookie, parameters });

interface Told {
  readonly lastChange: string;
  readonly isRegistrationRequired: boolean | undefined;
  readonly ClientReportingLevel?: string;
}

/** What GetConfig says, properties by their names. */
async function told({ client }: Services): Promise<Told> {
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
  const properties = (GetConfigResult?.Properties ?? []).map(({ Name, Value }) => [Name, Value] as const);
  return {
    lastChange: GetConfigResult?.LastChange ?? '',
    isRegistrationRequired: GetConfigResult?.IsRegistrationRequired,
    ...(Object.fromEntries(properties) as Record<string, string | undefined>),
  };
}

t.test('without any settings GetConfig tells what a real server told', async (t) => {
  const services = await startServices(t);
  t.match(await told(services), {
    isRegistrationRequired: true,
    MaxExtendedUpdatesPerRequest: '50',
    ProtocolVersion: '3.2',
    IsInventoryRequired: '0',
    ClientReportingLevel: '2',
  });
});

t.test('what another process sets is a ConfigChanged when GetConfig tells it', async (t) => {
  const settings: readonly (readonly [Partial<Configuration>, object])[] = [
    [{ protocolVersion: '3.0' }, { ProtocolVersion: '3.0' }],
    [{ isInventoryRequired: true }, { IsInventoryRequired: '1' }],
    [{ reportingLevel: 0 }, { ClientReportingLevel: '0' }],
    [{ maxExtendedUpdates: 7 }, { MaxExtendedUpdatesPerRequest: '7' }],
    [{ isRegistrationRequired: false }, { isRegistrationRequired: false }],
    [{ targeting: 'server' }, {}],
    [{ delivery: 'closure' }, { ProtocolVersion: '3.0' }],
  ];
  for (const [values, expected] of settings) {
    const services = await withOther(t);
    const name = Object.keys(values).join();
    const cookie = await services.client.session();
    const before = await told(services);
    services.other.configuration.set(values);
    t.equal(await scan(services, cookie), 'ConfigChanged', name);
    const after = await told(services);
    t.match(after, expected, name);
    t.ok(after.lastChange > before.lastChange, 'and LastChange is later although the clock stood still');
    t.equal(await scan(services, await services.client.session({ register: false })), 'no fault', name);
  }
});

t.test('setting what already holds, or what GetConfig does not tell, is none', async (t) => {
  const services = await withOther(t);
  const { client, other, catalog } = services;
  importUpdates(catalog, { id: 1 }, { id: 2 }, { id: 3 });
  const cookie = await client.session();
  const { lastChange } = await told(services);
  const quiet: readonly Partial<Configuration>[] = [
    { protocolVersion: '3.2', reportingLevel: 2, isRegistrationRequired: true },
    { pageSize: 2 },
    { maxInstalledIds: 10 },
    { maxBatchEvents: 5 },
    { maxCategories: 20 },
    { maxFileDigests: 9 },
    { carryApprovals: false },
  ];
  for (const values of quiet) {
    other.configuration.set(values);
    t.equal(await scan(services, cookie), 'no fault', Object.keys(values).join());
  }
  t.equal((await told(services)).lastChange, lastChange);
  const { NewUpdates, Truncated } = await client.sync(cookie);
  t.same([NewUpdates?.length, Truncated], [2, true], 'but the page has the new size at once');
  other.configuration.set({ pageSize: undefined });
  t.equal((await client.sync(cookie)).NewUpdates?.length, 3, 'and the old one again when it is taken back');
});

t.test('a cookie asked for with the time of an earlier configuration is refused', async (t) => {
  const services = await withOther(t);
  const { client, other } = services;
  const { lastChange } = await told(services);
  other.configuration.set({ reportingLevel: 1 });
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    clientId: 'client-1',
    dnsName: 'client-1.example',
  });
  const request = { authCookies: [authorization!], currentTime: START, protocolVersion: '2.90' };
  t.equal(await client.fault('GetCookie', { ...request, lastChange }), 'ConfigChanged: lastChange');
  const { lastChange: next } = await told(services);
  t.equal(await client.fault('GetCookie', { ...request, lastChange: next }), 'no fault');
});

t.test('where content is moves with contentUrl, for every way to ask for it', async (t) => {
  const services = await withOther(t);
  const { client, catalog, other } = services;
  importUpdates(catalog, { id: 1, files: [{ sha1: 'A'.repeat(40), fileName: 'a.cab', size: 1 }] });
  const cookie = await client.session();
  const { lastChange } = await told(services);
  const path = `/Content/AA/${'A'.repeat(40)}.cab`;
  const bases = async () => {
    const infoTypes = ['Extended', 'FileUrl'] as const;
    const one = await client.call('GetExtendedUpdateInfo', { cookie, revisionIDs: [1], infoTypes });
    const updateIDs = [{ UpdateID: idOf(1), RevisionNumber: 1 }];
    const two = await client.call('GetExtendedUpdateInfo2', { cookie, updateIDs, infoTypes });
    const three = await client.call('GetFileLocations', { cookie, fileDigests: [Buffer.alloc(20, 0xaa)] });
    return [
      one.GetExtendedUpdateInfoResult,
      two.GetExtendedUpdateInfo2Result,
      three.GetFileLocationsResult,
    ].map((result) => result?.FileLocations?.[0]?.Url?.replace(path, ''));
  };
  const here = await bases();
  for (const base of here) t.match(base, /^http:\/\/127\.0\.0\.1:\d+$/);
  other.configuration.set({ contentUrl: 'https://cache.test:8443' });
  t.equal(await scan(services, cookie), 'FileLocationChanged');
  t.same(await bases(), Array(3).fill('https://cache.test:8443'));
  t.equal((await told(services)).lastChange, lastChange, 'it is no ConfigChanged');
  other.configuration.set({ contentUrl: 'https://cache.test:8443' });
  const { GetFileLocationsResult } = await client.call('GetFileLocations', { cookie, fileDigests: [] });
  t.equal(await scan(services, GetFileLocationsResult!.NewCookie!), 'no fault');
  other.configuration.set({ contentUrl: undefined });
  t.equal(await scan(services, GetFileLocationsResult!.NewCookie!), 'FileLocationChanged', 'back again');
  t.same(await bases(), here);
});

t.test('a server started with other words than before lets its clients know', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const first = await startServices(t, { file });
  const cookie = await first.client.session();
  const same = await startServices(t, { file });
  t.equal(await scan(same, cookie), 'no fault', 'started again as it was');
  const pages = await startServices(t, { file, settings: { pageSize: 5 } });
  t.equal(await scan(pages, cookie), 'no fault', 'what GetConfig does not tell');
  const other = await startServices(t, { file, settings: { reportingLevel: 0 } });
  t.equal(await scan(other, cookie), 'ConfigChanged');
  t.equal((await told(other)).ClientReportingLevel, '0');
  t.same(other.catalog.configuration.stored(), {}, 'its own words are not stored');
  const next = await other.client.session();
  t.equal(await scan(other, next), 'no fault');
  const back = await startServices(t, { file });
  t.equal(await scan(back, next), 'ConfigChanged', 'and without them it is another one again');
});

t.test('a server started with another place for content moves it', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const first = await startServices(t, { file });
  const cookie = await first.client.session();
  const moved = await startServices(t, { file, settings: { contentUrl: 'http://cache.test' } });
  t.equal(await scan(moved, cookie), 'FileLocationChanged');
});

t.test('where registration is not required nobody is asked for it', async (t) => {
  const services = await startServices(t, { settings: { isRegistrationRequired: false } });
  importUpdates(services.catalog, { id: 1 });
  t.equal((await told(services)).isRegistrationRequired, false);
  const cookie = await services.client.session({ register: false });
  t.equal((await services.client.sync(cookie)).NewUpdates?.length, 1);
  services.catalog.configuration.set({ isRegistrationRequired: true });
  t.equal(await scan(services, cookie), 'no fault', 'what the process was started with goes before');
});

t.test('a value that cannot be is refused and changes nothing', async (t) => {
  const services = await startServices(t);
  const cookie = await services.client.session();
  const wrong: readonly object[] = [
    { protocolVersion: '3' },
    { pageSize: 0 },
    { pageSize: 1.5 },
    { contentUrl: 'ftp://cache.test' },
    { targeting: 'nobody' },
    { isRegistrationRequired: 'yes' },
    { whatever: 1 },
  ];
  for (const values of wrong) {
    t.throws(
      () => services.catalog.configuration.set(values),
      { code: 'CONFIGURATION_INVALID' },
      JSON.stringify(values),
    );
  }
  t.equal(await scan(services, cookie), 'no fault');
});
