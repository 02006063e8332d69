import Sqlite from 'better-sqlite3';
import t, { type Test } from 'tap';
import { soapActionOf } from '../../../protocol/soap/contract.ts';
import type { Encodable } from '../../../protocol/soap/encode.ts';
import { sealAuthorization } from '../../../server/cookies/authorization-cookie.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { faultFields } from '../../helpers/fault-fields.ts';
import { type Services, startServices } from '../../helpers/services.ts';
import {
  computerInfo,
  type OperationName,
  type RequestOf,
  serviceOf,
  type WuspClient,
} from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const now = '2026-11-01T00:00:00Z';
const HOUR = 60 * 60 * 1000;
const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Checks that an operation answers with a fault of `code` in its documented form; returns the fault's id. */
async function answers<N extends OperationName>(
  t: Test,
  client: WuspClient,
  name: N,
  request: Encodable<RequestOf<N>>,
  [code, message = '']: readonly [code: string, message?: string],
): Promise<string> {
  const { id, ...fault } = await faultFields(client, name, request);
  const method = `"${soapActionOf(serviceOf(name), name)}"`;
  t.same(fault, { status: 500, code, message, method }, `${name}: ${code}`);
  t.match(id, GUID);
  return id;
}

/** A good call of every operation that takes a session cookie. */
const calls = {
  RegisterComputer: { computerInfo },
  SyncUpdates: { parameters },
  SyncPrinterCatalog: {},
  RefreshCache: { globalIDs: [] },
  GetExtendedUpdateInfo: { revisionIDs: [], infoTypes: ['Core'] },
  GetExtendedUpdateInfo2: { updateIDs: [], infoTypes: ['Core'] },
  GetFileLocations: { fileDigests: [] },
  ReportEventBatch: { clientTime: now, eventBatch: [] },
  ReportInventory: { clientTime: now, inventory: { IsCompressed: false, RawXml: '<Inventory/>' } },
  GetRequiredInventoryType: { rulesId: '00000000-0000-4000-8000-000000000001', rulesVersion: '1' },
} as const;

/** Checks that each of these operations refuses `cookie` with `code`. */
async function refusesEverywhere(
  t: Test,
  client: WuspClient,
  cookie: Cookie | undefined,
  code: string,
): Promise<void> {
  for (const [name, rest] of Object.entries(calls)) {
    const request = { ...(cookie && { cookie }), ...rest } as never;
    await answers(t, client, name as OperationName, request, [code, 'cookie']);
  }
}

/** What GetCookie needs, as client-1. */
function cookieRequest({ world, catalog }: Services) {
  return {
    authCookies: [sealAuthorization(world, 'client-1')],
    lastChange: catalog.view().configLastChange,
    currentTime: now,
    protocolVersion: '2.90',
  };
}

t.test('with a good cookie none of these calls is a fault', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  for (const [name, rest] of Object.entries(calls))
    t.equal(await client.fault(name as OperationName, { cookie, ...rest } as never), 'no fault', name);
});

t.test('InvalidCookie: no cookie, noise, and an old cookie that is noise', async (t) => {
  const services = await startServices(t);
  const { client } = services;
  const noise = { Expiration: now, EncryptedData: Buffer.alloc(224, 7) };
  await refusesEverywhere(t, client, undefined, 'InvalidCookie');
  await refusesEverywhere(t, client, noise, 'InvalidCookie');
  const request = { ...cookieRequest(services), oldCookie: noise };
  await answers(t, client, 'GetCookie', request, ['InvalidCookie', 'cookie']);
});

t.test('CookieExpired: a cookie whose hour is over', async (t) => {
  const { client, clock } = await startServices(t);
  const cookie = await client.session();
  clock.advance(HOUR);
  await refusesEverywhere(t, client, cookie, 'CookieExpired');
});

t.test('ServerChanged: a cookie of another catalogue under the same keys', async (t) => {
  const before = await startServices(t, { catalogName: 'before' });
  const after = await startServices(t, { catalogName: 'after' });
  const cookie = await before.client.session();
  await refusesEverywhere(t, after.client, cookie, 'ServerChanged');
  const request = { ...cookieRequest(after), oldCookie: cookie };
  await answers(t, after.client, 'GetCookie', request, ['ServerChanged', 'cookie']);
});

t.test('ConfigChanged: what GetConfig tells is another than the client has seen', async (t) => {
  const services = await startServices(t);
  const { client, catalog } = services;
  const request = cookieRequest(services);
  const cookie = await client.session();
  catalog.configuration.set({ reportingLevel: 1 });
  await answers(t, client, 'GetCookie', request, ['ConfigChanged', 'lastChange']);
  await answers(t, client, 'SyncUpdates', { cookie, parameters }, ['ConfigChanged']);
  await answers(t, client, 'SyncPrinterCatalog', { cookie }, ['ConfigChanged']);
});

t.test('RegistrationRequired: scans of a client that did not register', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session({ register: false });
  await answers(t, client, 'SyncUpdates', { cookie, parameters }, ['RegistrationRequired']);
  await answers(t, client, 'SyncPrinterCatalog', { cookie }, ['RegistrationRequired']);
});

t.test(
  'RegistrationNotRequired: a client that registers although GetConfig says that it need not',
  async (t) => {
    const { client } = await startServices(t, { settings: { isRegistrationRequired: false } });
    const cookie = await client.session({ register: false });
    await answers(t, client, 'RegisterComputer', { cookie, computerInfo }, ['RegistrationNotRequired']);
  },
);

t.test('InvalidAuthorizationCookie: GetCookie without one good one', async (t) => {
  const services = await startServices(t);
  const { client } = services;
  const request = cookieRequest(services);
  const expected = ['InvalidAuthorizationCookie', 'authCookies'] as const;
  await answers(t, client, 'GetCookie', { ...request, authCookies: [] }, expected);
  const noise = [{ PlugInId: 'SimpleTargeting', CookieData: Buffer.alloc(496, 7) }];
  await answers(t, client, 'GetCookie', { ...request, authCookies: noise }, expected);
});

t.test('InvalidParameters: the message is the name of the parameter, in every operation', async (t) => {
  const services = await startServices(t);
  const { client } = services;
  const cookie = await client.session();
  const named = (name: OperationName, request: object, parameter: string) =>
    answers(t, client, name, request as never, ['InvalidParameters', parameter]);
  await named('GetConfig', {}, 'protocolVersion');
  await named('GetAuthorizationCookie', { dnsName: 'pc.example' }, 'clientId');
  await named('GetCookie', { ...cookieRequest(services), protocolVersion: '1' }, 'protocolVersion');
  await named('RegisterComputer', { cookie }, 'computerInfo');
  await named('StartCategoryScan', {}, 'requestedCategories');
  await named('SyncUpdates', { cookie }, 'parameters');
  const tooMany = Array(401).fill(1) as number[];
  await named(
    'SyncPrinterCatalog',
    { cookie, installedNonLeafUpdateIDs: tooMany },
    'installedNonLeafUpdateIDs',
  );
  await named('RefreshCache', { cookie }, 'globalIDs');
  await named('GetExtendedUpdateInfo', { cookie, infoTypes: ['Core'] }, 'revisionIDs');
  await named('GetExtendedUpdateInfo2', { cookie, infoTypes: ['Core'] }, 'updateIDs');
  await named('GetFileLocations', { cookie }, 'fileDigests');
  await named('ReportEventBatch', { cookie, clientTime: now }, 'eventBatch');
  await named('ReportEventBatch2', { computerId: 'nobody', clientTime: now, eventBatch: [] }, 'computerId');
  await named('ReportInventory', { cookie, clientTime: now }, 'inventory');
});

t.test('FileLocationChanged: content has moved since the client asked where it is', async (t) => {
  const { client, catalog } = await startServices(t);
  const cookie = await client.session();
  catalog.configuration.set({ contentUrl: 'http://cache.test:8080' });
  await answers(t, client, 'SyncUpdates', { cookie, parameters }, ['FileLocationChanged']);
  await answers(t, client, 'SyncPrinterCatalog', { cookie }, ['FileLocationChanged']);
});

t.test('ServerBusy: another process writes for longer than a request waits', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const { client, catalog } = await startServices(t, { file });
  const cookie = await client.session();
  catalog.setPatience(0);
  const writer = new Sqlite(file);
  t.teardown(() => writer.close());
  writer.exec('BEGIN IMMEDIATE');
  const says = ['ServerBusy', 'another process is writing to the catalogue'] as const;
  await answers(t, client, 'RegisterComputer', { cookie, computerInfo }, says);
  await answers(t, client, 'ReportEventBatch', { cookie, ...calls.ReportEventBatch }, says);
  await answers(t, client, 'ReportInventory', { cookie, ...calls.ReportInventory }, says);
  const somebody = { clientId: 'somebody', dnsName: 'pc.example' };
  await answers(t, client, 'GetAuthorizationCookie', somebody, says);
  t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'no fault', 'reading needs no lock');
});

t.test(
  'InternalServerError: what went wrong inside is not told, and each has an id of its own',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, { id: 1 });
    const cookie = await client.session();
    catalog.database.exec('ALTER TABLE fragment RENAME TO elsewhere');
    const first = await answers(t, client, 'SyncUpdates', { cookie, parameters }, ['InternalServerError']);
    const second = await answers(t, client, 'SyncUpdates', { cookie, parameters }, ['InternalServerError']);
    t.not(first, second);
  },
);
