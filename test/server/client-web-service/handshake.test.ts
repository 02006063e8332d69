import t from 'tap';
import { isoMoment } from '../../../platform/clock.ts';
import { sealAuthorization } from '../../../server/cookies/authorization-cookie.ts';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { computerInfo } from '../../helpers/wusp-client.ts';

const now = '2026-11-01T00:00:00Z';
const DAY = 24 * 60 * 60 * 1000;

t.test(
  'GetConfig: a protocol version that is missing or has not two parts is InvalidParameters',
  async (t) => {
    const { client } = await startServices(t);
    for (const protocolVersion of [
      '',
      '1',
      '1.',
      '.1',
      '1.2.3',
      'a.b',
      '-1.0',
      '1.99999',
      '1,0',
      '٢.٩',
      ' 3.2 ',
    ]) {
      t.equal(
        await client.fault('GetConfig', { protocolVersion }),
        'InvalidParameters: protocolVersion',
        JSON.stringify(protocolVersion),
      );
    }
    t.equal(await client.fault('GetConfig', {}), 'InvalidParameters: protocolVersion');
    for (const protocolVersion of ['1.0', '2.90'])
      t.equal(await client.fault('GetConfig', { protocolVersion }), 'no fault');
  },
);

t.test(
  'GetAuthorizationCookie: a client without id or with a name that cannot be one is InvalidParameters',
  async (t) => {
    const { client, catalog } = await startServices(t);
    const before = dumpTables(catalog.database);
    const ok = { clientId: 'c', dnsName: 'pc.example' };
    const rows = [
      [{ dnsName: 'pc.example' }, 'clientId'],
      [{ ...ok, clientId: '' }, 'clientId'],
      [{ ...ok, clientId: ' \n' }, 'clientId'],
      [{ ...ok, clientId: 'x'.repeat(256) }, 'clientId'],
      [{ clientId: 'c' }, 'dnsName'],
      [{ ...ok, dnsName: '' }, 'dnsName'],
      [{ ...ok, dnsName: 'two words' }, 'dnsName'],
      [{ ...ok, dnsName: '<script>' }, 'dnsName'],
      [{ ...ok, dnsName: "pc'; DROP TABLE computer; --" }, 'dnsName'],
      [{ ...ok, dnsName: '../../etc' }, 'dnsName'],
      [{ ...ok, dnsName: 'x'.repeat(256) }, 'dnsName'],
      [{ ...ok, targetGroupName: 'x'.repeat(4097) }, 'targetGroupName'],
    ] as const;
    for (const [request, parameter] of rows) {
      t.equal(await client.fault('GetAuthorizationCookie', request), `InvalidParameters: ${parameter}`);
    }
    t.equal(dumpTables(catalog.database), before, 'and nothing of it is kept');
    for (const dnsName of ['PC_1', 'bücher.example', '10.0.0.7', 'x'.repeat(255)])
      t.equal(await client.fault('GetAuthorizationCookie', { ...ok, dnsName }), 'no fault');
  },
);

t.test('GetAuthorizationCookie: a client id is text and nothing else', async (t) => {
  const { client, catalog } = await startServices(t);
  for (const clientId of ["'; DELETE FROM computer; --", '<&>"\'', '😀', '__proto__', '0', 'null']) {
    const cookie = await client.session({ clientId: 'plain' });
    t.ok(cookie);
    await client.call('GetAuthorizationCookie', { clientId, dnsName: 'pc.example' });
    t.equal(catalog.computers.find(clientId)?.dnsName, 'pc.example', clientId);
  }
  t.equal(catalog.computers.all().length, 7);
});

t.test(
  'GetCookie: anything but exactly one good authorization cookie is InvalidAuthorizationCookie',
  async (t) => {
    const { client, world, catalog, clock } = await startServices(t);
    const good = sealAuthorization(world, 'client-1');
    const bytes = good.CookieData ?? Buffer.alloc(0);
    const rest = { lastChange: catalog.view().configLastChange, currentTime: now, protocolVersion: '2.0' };
    const refused = 'InvalidAuthorizationCookie: authCookies';
    t.equal(await client.fault('GetCookie', { ...rest, authCookies: [good] }), 'no fault');
    t.equal(await client.fault('GetCookie', rest), refused);
    t.equal(await client.fault('GetCookie', { ...rest, authCookies: [] }), refused);
    t.equal(await client.fault('GetCookie', { ...rest, authCookies: [good, good] }), refused);
    t.equal(
      await client.fault('GetCookie', { ...rest, authCookies: [{ PlugInId: 'SimpleTargeting' }] }),
      refused,
    );
    for (let at = 0; at < bytes.length; at += 7) {
      const CookieData = Buffer.from(bytes);
      CookieData.writeUInt8(CookieData.readUInt8(at) ^ 1, at);
      t.equal(
        await client.fault('GetCookie', { ...rest, authCookies: [{ ...good, CookieData }] }),
        refused,
        `byte ${at}`,
      );
    }
    clock.advance(DAY - 1);
    t.equal(await client.fault('GetCookie', { ...rest, authCookies: [good] }), 'no fault');
    clock.advance(1);
    t.equal(await client.fault('GetCookie', { ...rest, authCookies: [good] }), refused, 'after a day');
  },
);

t.test('GetCookie: lastChange is compared as a time, to the last 100 ns', async (t) => {
  const { client, world, catalog } = await startServices(t);
  catalog.write(() => catalog.settings.set('config_last_change', '2026-10-04T16:03:35.65455Z'));
  const request = (lastChange: string) => ({
    authCookies: [sealAuthorization(world, 'client-1')],
    lastChange,
    currentTime: now,
    protocolVersion: '2.0',
  });
  const same = ['2026-10-04T16:03:35.65455Z', '2026-10-04T16:03:35.6545500Z', '2026-10-04T16:03:35.654550Z'];
  const elsewhere = [
    '2026-10-04T18:03:35.65455+02:00',
    '2026-10-04T16:03:35.65455',
    '\n2026-10-04T16:03:35.65455Z ',
  ];
  for (const lastChange of [...same, ...elsewhere])
    t.equal(await client.fault('GetCookie', request(lastChange)), 'no fault', lastChange);
  const others = [
    '2026-10-04T16:03:35.654Z',
    '2026-10-04T16:03:35.6545501Z',
    '2026-10-04T16:03:35Z',
    '0001-01-01T00:00:00',
    '9999-12-31T23:59:59.9999999Z',
  ];
  for (const lastChange of others)
    t.equal(await client.fault('GetCookie', request(lastChange)), 'ConfigChanged: lastChange', lastChange);
  for (const lastChange of ['', 'yesterday', '2026-10-04']) {
    t.equal(
      await client.fault('GetCookie', request(lastChange)),
      'InvalidParameters: lastChange',
      lastChange,
    );
  }
});

t.test('GetCookie: a protocol version that is missing or none is InvalidParameters', async (t) => {
  const { client, world, catalog } = await startServices(t);
  const request = {
    authCookies: [sealAuthorization(world, 'client-1')],
    lastChange: catalog.view().configLastChange,
    currentTime: now,
  };
  t.equal(await client.fault('GetCookie', request), 'InvalidParameters: protocolVersion');
  for (const protocolVersion of ['', '2', 'x'.repeat(100_000)]) {
    t.equal(
      await client.fault('GetCookie', { ...request, protocolVersion }),
      'InvalidParameters: protocolVersion',
    );
  }
});

t.test(
  'when the configuration changes, sessions begun before are ConfigChanged until they begin again',
  async (t) => {
    const { client, catalog, clock } = await startServices(t);
    const cookie = await client.session();
    t.ok(await client.sync(cookie));
    clock.advance(1000);
    catalog.write(() => catalog.settings.set('config_last_change', isoMoment(clock.now())));
    t.equal(
      await client.fault('SyncUpdates', {
        cookie,
        parameters: { ExpressQuery: false, SkipSoftwareSync: false },
      }),
      'ConfigChanged',
    );
    const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
    t.equal(GetConfigResult?.LastChange, '2026-11-01T10:20:31.500Z');
    t.ok(await client.sync(await client.session()));
  },
);

t.test(
  'RegisterComputer: without computerInfo it is InvalidParameters, and SyncUpdates before it RegistrationRequired',
  async (t) => {
    const { client, catalog } = await startServices(t);
    const cookie = await client.session({ register: false });
    const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
    t.equal(await client.fault('RegisterComputer', { cookie }), 'InvalidParameters: computerInfo');
    t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'RegistrationRequired');
    const driverPass = { ...parameters, SkipSoftwareSync: true };
    t.equal(await client.fault('SyncUpdates', { cookie, parameters: driverPass }), 'RegistrationRequired');
    await client.call('RegisterComputer', {
      cookie,
      computerInfo: { ...computerInfo, OSDescription: 'Größe <1> & "2"' },
    });
    t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'no fault');
    const info = JSON.parse(catalog.computers.find('client-1')?.info ?? '{}') as Record<string, unknown>;
    t.equal(info.OSDescription, 'Größe <1> & "2"');
    t.equal(info.BiosReleaseDate, '2022-02-02T00:00:00Z');
  },
);

t.test('a computer whose row was lost registers again with the cookie it has', async (t) => {
  const { client, catalog } = await startServices(t);
  const cookie = await client.session({ register: false });
  catalog.write(() => catalog.database.exec('DELETE FROM computer'));
  await client.call('RegisterComputer', { cookie, computerInfo });
  t.match(catalog.computers.find('client-1'), { dnsName: 'client-1.example', requestedGroups: '' });
});
