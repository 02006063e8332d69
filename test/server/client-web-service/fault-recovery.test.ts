import Sqlite from 'better-sqlite3';
import t from 'tap';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import { computerInfo, type RequestOf, type WuspClient } from '../../helpers/wusp-client.ts';

/** What [MS-WUSP] §2.2.2.4 tells a client to do after each fault, done step by step. */

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const now = '2026-11-01T00:00:00Z';
const protocolVersion = '2.90';
const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const clientId = 'client-1';

/** GetConfig, of which the client keeps when it changed last. */
async function getConfig(client: WuspClient): Promise<string> {
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion });
  return GetConfigResult?.LastChange ?? '';
}

/** GetAuthorizationCookie and GetCookie. */
async function getCookie(client: WuspClient, lastChange: string, oldCookie?: Cookie): Promise<Cookie> {
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    clientId,
    dnsName: 'client-1.example',
  });
  const { GetCookieResult } = await client.call('GetCookie', {
    authCookies: [authorization!],
    lastChange,
    currentTime: now,
    protocolVersion,
    ...(oldCookie && { oldCookie }),
  });
  if (GetCookieResult === undefined) throw new Error('no cookie');
  return GetCookieResult;
}

const fault = (client: WuspClient, cookie: Cookie) => client.fault('SyncUpdates', { cookie, parameters });

/** Numbers 1 to 3 as this client knows them. */
const known = [1, 2, 3].map((id) => ({ UpdateID: idOf(id), RevisionNumber: 1 }));

t.test(
  'ServerChanged: handshake, RefreshCache, and the scan goes on with the ids of this server',
  async (t) => {
    const before = await startServices(t, { catalogName: 'before' });
    const after = await startServices(t, { catalogName: 'after' });
    importUpdates(before.catalog, { id: 1 }, { id: 2 }, { id: 3 });
    importUpdates(after.catalog, { id: 9 }, { id: 2 }, { id: 1 });
    const old = await before.client.session();
    const { client, catalog } = after;
    t.equal(await fault(client, old), 'ServerChanged: cookie');

    const cookie = await getCookie(client, await getConfig(client));
    const { RefreshCacheResult = [] } = await client.call('RefreshCache', { cookie, globalIDs: known });
    t.same(
      RefreshCacheResult.map(({ RevisionID }) => RevisionID),
      [1, 2].map((id) => revisionIdOf(catalog, id)),
      'update 3 is not here',
    );
    t.equal(await fault(client, cookie), 'RegistrationRequired', 'this server has not met the client');
    await client.call('RegisterComputer', { cookie, computerInfo });
    const { NewUpdates, OutOfScopeRevisionIDs } = await client.sync(cookie, {
      OtherCachedUpdateIDs: RefreshCacheResult.map(({ RevisionID }) => RevisionID),
    });
    t.same(
      NewUpdates?.map(({ ID }) => ID),
      [revisionIdOf(catalog, 9)],
      'only what the client does not have',
    );
    t.equal(OutOfScopeRevisionIDs, undefined);
  },
);

t.test('InvalidCookie: the same, at a server whose keys are others', async (t) => {
  const old = await (await startServices(t, { keyName: 'another' })).client.session();
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  await client.session();
  t.equal(await fault(client, old), 'InvalidCookie: cookie');
  const cookie = await getCookie(client, await getConfig(client));
  const { RefreshCacheResult = [] } = await client.call('RefreshCache', { cookie, globalIDs: known });
  t.equal(RefreshCacheResult.length, 1);
  t.equal(await fault(client, cookie), 'no fault');
});

t.test(
  'ConfigChanged: GetConfig, GetAuthorizationCookie and GetCookie, and nothing is told again',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, { id: 1 });
    const first = await client.sync(await client.session());
    const lastChange = await getConfig(client);
    catalog.configuration.set({ maxExtendedUpdates: 20 });
    t.equal(await fault(client, first.NewCookie!), 'ConfigChanged');
    t.equal(
      await client.fault('GetCookie', { authCookies: [], lastChange, currentTime: now, protocolVersion }),
      'InvalidAuthorizationCookie: authCookies',
    );
    const cookie = await getCookie(client, await getConfig(client), first.NewCookie);
    const cached = { OtherCachedUpdateIDs: [revisionIdOf(catalog, 1)] };
    const { NewUpdates, ChangedUpdates } = await client.sync(cookie, cached);
    t.same([NewUpdates, ChangedUpdates], [undefined, undefined]);
  },
);

t.test('RegistrationRequired: RegisterComputer, and SyncUpdates again with the same cookie', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session({ register: false });
  t.equal(await fault(client, cookie), 'RegistrationRequired');
  await client.call('RegisterComputer', { cookie, computerInfo });
  t.equal(await fault(client, cookie), 'no fault');
});

t.test('RegistrationRequired comes back when an administrator removed the computer', async (t) => {
  const { client, catalog } = await startServices(t);
  const cookie = await client.session();
  t.equal(await fault(client, cookie), 'no fault');
  catalog.write(() => catalog.computers.remove(clientId));
  t.equal(await fault(client, cookie), 'RegistrationRequired');
  await client.call('RegisterComputer', { cookie, computerInfo });
  t.equal(await fault(client, cookie), 'no fault');
});

t.test('RegistrationNotRequired: the client scans without', async (t) => {
  const { client } = await startServices(t, { settings: { isRegistrationRequired: false } });
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion });
  t.equal(GetConfigResult?.IsRegistrationRequired, false);
  const cookie = await client.session({ register: false });
  t.equal(await client.fault('RegisterComputer', { cookie, computerInfo }), 'RegistrationNotRequired');
  t.equal(await fault(client, cookie), 'no fault');
});

t.test('CookieExpired: GetAuthorizationCookie and GetCookie with the old cookie', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const lastChange = await getConfig(client);
  const { NewCookie } = await client.sync(await client.session());
  clock.advance(60 * 60 * 1000);
  t.equal(await fault(client, NewCookie!), 'CookieExpired: cookie');
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const cookie = await getCookie(client, lastChange, NewCookie);
  const { ChangedUpdates } = await client.sync(cookie, {
    OtherCachedUpdateIDs: [revisionIdOf(catalog, 1)],
  });
  t.equal(ChangedUpdates?.length, 1, 'what changed meanwhile is told');
});

t.test('InvalidAuthorizationCookie: a fresh one is good', async (t) => {
  const { client, clock } = await startServices(t);
  const lastChange = await getConfig(client);
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    clientId,
    dnsName: 'client-1.example',
  });
  clock.advance(24 * 60 * 60 * 1000);
  const request = { lastChange, currentTime: now, protocolVersion };
  t.equal(
    await client.fault('GetCookie', { ...request, authCookies: [authorization!] }),
    'InvalidAuthorizationCookie: authCookies',
  );
  t.ok(await getCookie(client, lastChange));
});

t.test('FileLocationChanged: GetFileLocations, and SyncUpdates with the cookie it gives', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [{ sha1: 'A'.repeat(40), fileName: 'a.cab', size: 10 }] });
  const cookie = await client.session();
  catalog.configuration.set({ contentUrl: 'http://cache.test:8080' });
  t.equal(await fault(client, cookie), 'FileLocationChanged');
  const { GetFileLocationsResult: answer } = await client.call('GetFileLocations', {
    cookie,
    fileDigests: [Buffer.alloc(20, 0xaa)],
  });
  t.equal(answer?.FileLocations?.[0]?.Url, `http://cache.test:8080/Content/AA/${'A'.repeat(40)}.cab`);
  t.equal(await fault(client, cookie), 'FileLocationChanged', 'the old cookie stays what it was');
  const { NewCookie } = await client.sync(answer?.NewCookie ?? cookie);
  t.equal(await fault(client, NewCookie!), 'no fault', 'and the next ones are good too');
});

t.test('ServerBusy and InternalServerError: the same call later', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const { client, catalog } = await startServices(t, { file });
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  catalog.setPatience(0);
  const writer = new Sqlite(file);
  t.teardown(() => writer.close());
  writer.exec('BEGIN IMMEDIATE');
  const register = () => client.fault('RegisterComputer', { cookie, computerInfo });
  t.match(await register(), /^ServerBusy/);
  writer.exec('COMMIT');
  t.equal(await register(), 'no fault');
  writer.exec('ALTER TABLE fragment RENAME TO elsewhere');
  t.equal(await fault(client, cookie), 'InternalServerError');
  writer.exec('ALTER TABLE elsewhere RENAME TO fragment');
  t.equal(await fault(client, cookie), 'no fault');
});
