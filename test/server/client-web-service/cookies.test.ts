import t from 'tap';
import { sealAuthorization } from '../../../server/cookies/authorization-cookie.ts';
import { startServices } from '../../helpers/services.ts';
import { type OperationName, type RequestOf, serviceOf, type WuspClient } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const HOUR = 60 * 60 * 1000;
const now = '2026-11-01T00:00:00Z';

/** One good call of every operation that takes a session cookie. */
const calls: readonly (readonly [OperationName, object])[] = [
  ['RegisterComputer', { computerInfo: {} }],
  ['SyncUpdates', { parameters: {} }],
  ['GetExtendedUpdateInfo', { revisionIDs: [1], infoTypes: ['Extended'] }],
  ['GetFileLocations', { fileDigests: [] }],
  ['ReportEventBatch', { clientTime: now, eventBatch: [] }],
];

/** What each of these operations answers to `cookie`. */
async function answers(client: WuspClient, cookie: Cookie | undefined): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, request] of calls) {
    const xml = requestXml(name, { ...(cookie && { cookie }), ...request });
    const { body } = await client.post(name, xml);
    faults.push(/<ErrorCode>(\w+)</.exec(body.toString())?.[1] ?? 'no fault');
  }
  return faults;
}

/** A request written by hand, so that what a cookie is can be anything. */
function requestXml(name: OperationName, request: object): string {
  const write = (value: unknown): string => {
    if (Buffer.isBuffer(value)) return value.toString('base64');
    if (Array.isArray(value)) return value.map((one) => `<${itemOf(one)}>${one}</${itemOf(one)}>`).join('');
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.entries(value)
      .map(([key, one]) => `<${key}>${write(one)}</${key}>`)
      .join('');
  };
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${name} xmlns="${serviceOf(name).namespace}">${write(request)}</${name}></s:Body></s:Envelope>`;
}

const itemOf = (value: unknown): string => (typeof value === 'number' ? 'int' : 'XmlUpdateFragmentType');
const all = (answer: string): string[] => calls.map(() => answer);

t.test('a good cookie is good for every operation, as often as one likes', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  t.same(await answers(client, cookie), all('no fault'));
  t.same(await answers(client, cookie), all('no fault'));
  t.same(await answers(client, { ...cookie, Expiration: 'whatever the client says' }), all('no fault'));
});

t.test('no cookie, an empty one and noise are InvalidCookie', async (t) => {
  const { client } = await startServices(t);
  await client.session();
  t.same(await answers(client, undefined), all('InvalidCookie'));
  t.same(await answers(client, { Expiration: now }), all('InvalidCookie'));
  for (const size of [0, 1, 28, 29, 224, 496, 5000]) {
    t.same(
      await answers(client, { Expiration: now, EncryptedData: Buffer.alloc(size, 1) }),
      all('InvalidCookie'),
      `${size} bytes`,
    );
  }
});

t.test('a cookie with any byte changed or cut off anywhere is InvalidCookie', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const bytes = cookie.EncryptedData ?? Buffer.alloc(0);
  t.ok(bytes.length > 100);
  const attempt = async (EncryptedData: Buffer, what: string): Promise<void> => {
    const fault = await client.fault('SyncUpdates', {
      cookie: { ...cookie, EncryptedData },
      parameters: { ExpressQuery: false, SkipSoftwareSync: false },
    });
    if (fault !== 'InvalidCookie: cookie') t.fail(`${what}: ${fault}`);
  };
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x55, at);
    await attempt(changed, `byte ${at} changed`);
    await attempt(bytes.subarray(0, at), `cut at ${at}`);
  }
  t.same(await answers(client, cookie), all('no fault'), 'and the cookie itself is still good');
});

t.test('an authorization cookie is no session cookie, nor the other way round', async (t) => {
  const { client, world, catalog } = await startServices(t);
  const cookie = await client.session();
  const authorization = sealAuthorization(world, 'client-1');
  t.same(
    await answers(client, { Expiration: now, EncryptedData: authorization.CookieData ?? Buffer.alloc(0) }),
    all('InvalidCookie'),
  );
  const swapped = { PlugInId: 'SimpleTargeting', CookieData: cookie.EncryptedData ?? Buffer.alloc(0) };
  const lastChange = catalog.view().configLastChange;
  t.equal(
    await client.fault('GetCookie', {
      authCookies: [swapped],
      lastChange,
      currentTime: now,
      protocolVersion: '2.0',
    }),
    'InvalidAuthorizationCookie: authCookies',
  );
});

t.test('a cookie of a server with another key is InvalidCookie', async (t) => {
  const { client: other } = await startServices(t, { keyName: 'another key' });
  const { client } = await startServices(t);
  const cookie = await other.session();
  await client.session();
  t.same(await answers(client, cookie), all('InvalidCookie'));
});

t.test('a cookie ends exactly one hour after it was made, and using it does not put that off', async (t) => {
  const { client, clock } = await startServices(t);
  const cookie = await client.session();
  t.equal(cookie.Expiration, '2026-11-01T11:20:30.5Z');
  clock.advance(HOUR / 2);
  const { NewCookie = cookie } = await client.sync(cookie);
  t.equal(NewCookie.Expiration, cookie.Expiration, 'the new one ends when the old one does');
  clock.advance(HOUR / 2 - 1);
  t.same(await answers(client, cookie), all('no fault'));
  clock.advance(1);
  t.same(await answers(client, cookie), all('CookieExpired'));
  t.same(await answers(client, NewCookie), all('CookieExpired'));
});

t.test('an expired cookie can be exchanged for a new one', async (t) => {
  const { client, clock, world, catalog } = await startServices(t);
  const oldCookie = await client.session();
  clock.advance(5 * HOUR);
  const request = {
    authCookies: [sealAuthorization(world, 'client-1')],
    oldCookie,
    lastChange: catalog.view().configLastChange,
    currentTime: now,
    protocolVersion: '2.90',
  };
  const { GetCookieResult } = await client.call('GetCookie', request);
  t.same(await answers(client, GetCookieResult), all('no fault'));
  const noise = { Expiration: now, EncryptedData: Buffer.alloc(50, 1) };
  t.equal(await client.fault('GetCookie', { ...request, oldCookie: noise }), 'InvalidCookie: cookie');
  const { GetCookieResult: first } = await client.call('GetCookie', {
    ...request,
    oldCookie: { Expiration: now },
  });
  t.same(await answers(client, first), all('no fault'), 'an Expiration alone is no old cookie (capture 03)');
});

t.test('after the catalogue was replaced under the same key every cookie is ServerChanged', async (t) => {
  const before = await startServices(t, { catalogName: 'before' });
  const after = await startServices(t, { catalogName: 'after' });
  const cookie = await before.client.session();
  await after.client.session();
  t.same(await answers(after.client, cookie), all('ServerChanged'));
  const request = {
    lastChange: after.catalog.view().configLastChange,
    currentTime: now,
    protocolVersion: '2.0',
  };
  t.equal(
    await after.client.fault('GetCookie', {
      ...request,
      authCookies: [sealAuthorization(after.world, 'client-1')],
      oldCookie: cookie,
    }),
    'ServerChanged: cookie',
  );
  t.equal(
    await after.client.fault('GetCookie', {
      ...request,
      authCookies: [sealAuthorization(before.world, 'client-1')],
    }),
    'InvalidAuthorizationCookie: authCookies',
  );
});

t.test(
  'a cookie is good in another process with the same key and catalogue, which has never seen it',
  async (t) => {
    const file = `${t.testdir()}/catalog.db`;
    const [here, there] = [await startServices(t, { file }), await startServices(t, { file })];
    const cookie = await here.client.session();
    t.same(await answers(there.client, cookie), all('no fault'));
    const { NewCookie = cookie } = await there.client.sync(cookie);
    t.equal(NewCookie.Expiration, cookie.Expiration);
    t.same(await answers(here.client, NewCookie), all('no fault'));
    there.clock.advance(HOUR);
    t.same(await answers(there.client, cookie), all('CookieExpired'));
    t.same(await answers(here.client, cookie), all('no fault'), 'each by its own clock');
  },
);
