import Sqlite from 'better-sqlite3';
import t from 'tap';
import type { AuthorizationCookie, Cookie } from '../../../protocol/wusp/common.ts';
import { sealServerAuthorization, sealServerSession } from '../../../server/cookies/server-cookie.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import {
  DOWNSTREAM,
  type ServerOperation,
  startUpstream,
  type Upstream,
} from '../../helpers/server-client.ts';

const MINUTE = 60_000;
const account = { accountName: DOWNSTREAM.name, accountGuid: DOWNSTREAM.id };
const anchor = '1,2026-11-01 10:20:30.500';

/** What each operation with a cookie is asked, but for the cookie. */
const withCookie = {
  GetConfigData: {},
  GetRevisionIdList: { filter: { GetConfig: true } },
  GetUpdateData: { updateIds: [{ UpdateID: idOf(1), RevisionNumber: 1 }] },
  GetUpdateDecryptionData: { updateIds: [{ UpdateID: idOf(1), RevisionNumber: 1 }] },
  DownloadFiles: { fileDigestList: [] },
  GetDeployments: { syncAnchor: anchor },
  GetRelatedRevisionsForUpdates: { updateIDs: [idOf(1)] },
} as const satisfies Partial<Record<ServerOperation, object>>;
const names = Object.keys(withCookie) as (keyof typeof withCookie)[];

const fault = ({ server }: Upstream, name: keyof typeof withCookie, cookie?: Cookie) =>
  server.fault(name, { ...withCookie[name], ...(cookie && { cookie }) } as never);

async function authorizationOf({ server }: Upstream): Promise<AuthorizationCookie> {
  const { GetAuthorizationCookieResult: cookie } = await server.call('GetAuthorizationCookie', account);
  if (cookie === undefined) throw new Error('no authorization');
  return cookie;
}

function damaged(bytes: Buffer | undefined, at: number): Buffer {
  const copy = Buffer.from(bytes ?? []);
  const place = (at + copy.length) % copy.length;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

t.test(
  'every operation with a cookie takes a good one and refuses none, an empty one and a damaged one',
  async (t) => {
    const upstream = await startUpstream(t);
    const { cookie } = upstream;
    importUpdates(upstream.catalog, { id: 1 });
    const { Expiration } = cookie;
    const bad: readonly (Cookie | undefined)[] = [
      undefined,
      { Expiration },
      { Expiration, EncryptedData: Buffer.alloc(0) },
      { Expiration, EncryptedData: Buffer.alloc(336) },
      { Expiration, EncryptedData: damaged(cookie.EncryptedData, -1) },
      { Expiration, EncryptedData: damaged(cookie.EncryptedData, 0) },
      { Expiration, EncryptedData: damaged(cookie.EncryptedData, 20) },
      {
        Expiration,
        EncryptedData: Buffer.concat([cookie.EncryptedData ?? Buffer.alloc(0), Buffer.alloc(1)]),
      },
    ];
    for (const name of names) {
      t.equal(await fault(upstream, name, cookie), 'no fault', name);
      for (const [at, one] of bad.entries())
        t.equal(await fault(upstream, name, one), 'InvalidCookie: cookie', `${name}: ${at}`);
    }
  },
);

t.test(
  'a cookie for clients or an authorization is no cookie for servers, nor the other way round',
  async (t) => {
    const upstream = await startUpstream(t);
    const { client, server, cookie } = upstream;
    const ofClient = await client.session();
    t.equal(await fault(upstream, 'GetConfigData', ofClient), 'InvalidCookie: cookie');
    const authorization = await authorizationOf(upstream);
    const asCookie = { Expiration: cookie.Expiration, EncryptedData: authorization.CookieData } as Cookie;
    t.equal(await fault(upstream, 'GetConfigData', asCookie), 'InvalidCookie: cookie');
    t.match(
      await client.fault('SyncUpdates', {
        cookie,
        parameters: { ExpressQuery: false, SkipSoftwareSync: false },
      }),
      /InvalidCookie/,
    );
    const asAuthorization = {
      PlugInId: 'DssTargeting',
      CookieData: cookie.EncryptedData,
    } as AuthorizationCookie;
    t.equal(
      await server.fault('GetCookie', { authCookies: [asAuthorization], protocolVersion: '1.20' }),
      'InvalidAuthorizationCookie: authCookies',
    );
  },
);

t.test('a cookie ends when it says so, whatever the caller wrote into Expiration', async (t) => {
  const upstream = await startUpstream(t);
  const { cookie, clock } = upstream;
  const end = Date.parse(cookie.Expiration ?? '');
  clock.set(end - 1);
  t.equal(
    await fault(upstream, 'GetConfigData', { ...cookie, Expiration: '2000-01-01T00:00:00Z' }),
    'no fault',
  );
  clock.set(end);
  for (const name of names)
    t.equal(
      await fault(upstream, name, { ...cookie, Expiration: '2099-01-01T00:00:00Z' }),
      'InvalidCookie: cookie',
      name,
    );
});

t.test('no cookie outlives the authorization it was made for', async (t) => {
  const upstream = await startUpstream(t, { settings: { serverCookieMinutes: 10_000 } });
  const { server, clock } = upstream;
  const authorization = await authorizationOf(upstream);
  const begun = clock.now();
  clock.advance(23 * 60 * MINUTE);
  const { GetCookieResult: cookie } = await server.call('GetCookie', {
    authCookies: [authorization],
    protocolVersion: '1.20',
  });
  t.equal(Date.parse(cookie?.Expiration ?? ''), begun + 24 * 60 * MINUTE);
  clock.advance(60 * MINUTE);
  t.equal(
    await server.fault('GetCookie', { authCookies: [authorization], protocolVersion: '1.20' }),
    'InvalidAuthorizationCookie: authCookies',
    'after a day it is over',
  );
});

t.test('exactly one authorization cookie is taken, and only one of ours', async (t) => {
  const upstream = await startUpstream(t);
  const { server } = upstream;
  const good = await authorizationOf(upstream);
  const ask = (authCookies?: readonly AuthorizationCookie[]) =>
    server.fault('GetCookie', { ...(authCookies && { authCookies }), protocolVersion: '1.20' });
  t.equal(await ask([good]), 'no fault');
  t.equal(await ask(), 'InvalidParameters: authCookies');
  t.equal(await ask([]), 'InvalidParameters: authCookies');
  t.equal(await ask([good, good]), 'InvalidParameters: authCookies');
  for (const CookieData of [undefined, Buffer.alloc(0), Buffer.alloc(496), damaged(good.CookieData, 40)])
    t.equal(
      await ask([{ PlugInId: 'DssTargeting', ...(CookieData && { CookieData }) }]),
      'InvalidAuthorizationCookie: authCookies',
    );
});

t.test('a protocol version is two numbers, and the first is 1', async (t) => {
  const upstream = await startUpstream(t);
  const authCookies = [await authorizationOf(upstream)];
  const ask = (protocolVersion?: string) =>
    upstream.server.fault('GetCookie', {
      authCookies,
      ...(protocolVersion !== undefined && { protocolVersion }),
    });
  for (const good of ['1.1', '1.3', '1.20', '1.21', '1.99']) t.equal(await ask(good), 'no fault', good);
  for (const bad of [undefined, '', '1', 'x', '1.x', '1.2.3', '.20', '1.', '-1.20', ' 1.20x'])
    t.equal(await ask(bad), 'InvalidParameters: protocolVersion', JSON.stringify(bad));
  for (const other of ['2.0', '0.9', '10.1', '11.20'])
    t.equal(await ask(other), 'IncompatibleProtocolVersion: protocolVersion', other);
});

t.test('a cookie that carries another protocol is refused where it is used', async (t) => {
  const upstream = await startUpstream(t);
  const { world, clock } = upstream;
  const identity = { downstreamId: DOWNSTREAM.id, expires: clock.now() + MINUTE };
  for (const [version, expected] of [
    ['2.0', 'IncompatibleProtocolVersion'],
    ['1', 'InvalidParameters'],
    ['x', 'InvalidParameters'],
  ] as const) {
    const cookie = sealServerSession(world, identity, version);
    for (const name of names) t.match(await fault(upstream, name, cookie), expected, `${name} ${version}`);
  }
});

t.test('a cookie of another server under the same key is ServerChanged', async (t) => {
  const [one, other] = [await startUpstream(t), await startUpstream(t, { catalogName: 'another' })];
  t.not(one.catalog.serverId, other.catalog.serverId);
  for (const name of names) t.equal(await fault(other, name, one.cookie), 'ServerChanged: cookie', name);
  t.equal(
    await other.server.fault('GetCookie', {
      authCookies: [await authorizationOf(one)],
      protocolVersion: '1.20',
    }),
    'InvalidAuthorizationCookie: authCookies',
  );
});

t.test(
  'an old cookie of another server, or one that was never sealed, is ServerChanged at GetCookie',
  async (t) => {
    const [one, other] = [await startUpstream(t), await startUpstream(t, { catalogName: 'another' })];
    const authCookies = [sealServerAuthorization(other.world, DOWNSTREAM.id)];
    const ask = (oldCookie: Cookie) =>
      other.server.fault('GetCookie', { authCookies, oldCookie, protocolVersion: '1.20' });
    t.equal(await ask(one.cookie), 'ServerChanged: oldCookie');
    t.equal(await ask({ ...one.cookie, EncryptedData: Buffer.alloc(336) }), 'ServerChanged: oldCookie');
    t.equal(await ask(other.cookie), 'no fault');
    t.equal(await ask({ Expiration: '2026-11-01T00:00:00Z' } as Cookie), 'no fault', 'one without content');
    other.clock.advance(300 * MINUTE);
    t.equal(await ask(other.cookie), 'no fault', 'an expired one of the same server is fine');
  },
);

t.test('a store that is put back to an earlier state is another server to those who saw more', async (t) => {
  const folder = t.testdir();
  const file = `${folder}/catalog.db`;
  const before = await startUpstream(t, { file });
  importUpdates(before.catalog, { id: 1 });
  const early = await before.server.serverSession();
  const connection = new Sqlite(file);
  connection.exec(`VACUUM INTO '${folder}/backup.db'`);
  connection.close();
  importUpdates(before.catalog, { id: 2 });
  const late = await before.server.serverSession();

  const back = await startUpstream(t, { file: `${folder}/backup.db`, catalogName: 'put back' });
  for (const name of names) {
    t.equal(await fault(back, name, late), 'ServerChanged: cookie', name);
    t.equal(await fault(back, name, early), 'no fault', `${name}: of before the copy`);
    t.equal(await fault(before, name, late), 'no fault', `${name}: where it was made`);
  }
  importUpdates(back.catalog, { id: 3 });
  t.equal(
    await fault(back, 'GetConfigData', late),
    'ServerChanged: cookie',
    'one change later, but another one',
  );
  const authCookies = [await authorizationOf(back)];
  t.equal(
    await back.server.fault('GetCookie', { authCookies, oldCookie: late, protocolVersion: '1.20' }),
    'ServerChanged: oldCookie',
  );
  t.equal(
    await back.server.fault('GetCookie', { authCookies, oldCookie: early, protocolVersion: '1.20' }),
    'no fault',
  );
});

t.test('an empty catalogue and all that comes later are one history', async (t) => {
  const upstream = await startUpstream(t);
  for (let id = 1; id <= 5; id++) importUpdates(upstream.catalog, { id });
  t.equal(await fault(upstream, 'GetConfigData', upstream.cookie), 'no fault');
});

t.test('cookies are opened by any process with the key, and by none without', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const one = await startUpstream(t, { file });
  const same = await startUpstream(t, { file, catalogName: 'second' });
  const other = await startUpstream(t, { file, catalogName: 'third', keyName: 'another key' });
  t.equal(await fault(same, 'GetConfigData', one.cookie), 'no fault');
  t.equal(await fault(other, 'GetConfigData', one.cookie), 'InvalidCookie: cookie');
});
