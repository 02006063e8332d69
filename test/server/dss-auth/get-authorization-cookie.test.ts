import t from 'tap';
import { DOWNSTREAM, startUpstream } from '../../helpers/server-client.ts';

const { name: accountName, id: accountGuid } = DOWNSTREAM;
const NO_NAMES = [undefined, '', ' ', 'a.'.repeat(128), 'a\nb'];
const NO_GUIDS = [
  undefined,
  '',
  'x',
  '11111111-2222-4333-8444-55555555555',
  `${DOWNSTREAM.id}0`,
  'dss.example',
];

t.test('a name that is none is refused under the name Windows gives the parameter', async (t) => {
  for (const profile of ['wsus-2025', 'microsoft'] as const) {
    const { server, catalog } = await startUpstream(t, { settings: { profile } });
    for (const bad of NO_NAMES)
      t.equal(
        await server.fault('GetAuthorizationCookie', {
          accountGuid,
          ...(bad !== undefined && { accountName: bad }),
        }),
        'InvalidParameters: machineName',
        JSON.stringify(bad),
      );
    t.equal(catalog.downstream.count(), 1, 'only the server of the session');
  }
});

t.test('a GUID that is none is refused', async (t) => {
  const { server } = await startUpstream(t);
  for (const bad of NO_GUIDS)
    t.equal(
      await server.fault('GetAuthorizationCookie', {
        accountName,
        ...(bad !== undefined && { accountGuid: bad }),
      }),
      'InvalidParameters: accountGuid',
      JSON.stringify(bad),
    );
});

t.test(
  'names of one part, of other scripts, of accounts, and with a point at the end are names',
  async (t) => {
    const { server, catalog } = await startUpstream(t);
    for (const name of [
      'WSUS01',
      'wsus_01.corp',
      'm\u00fcnchen.example',
      '\u6771\u4eac.example',
      'WSUS01$@corp.example',
      'CORP\\WSUS01',
      '[::1]',
      'a.example.',
    ])
      t.equal(
        await server.fault('GetAuthorizationCookie', { accountName: name, accountGuid }),
        'no fault',
        name,
      );
    t.equal(catalog.downstream.find(accountGuid)?.fullDomainName, 'a.example.', 'the last name it gave');
  },
);

t.test('the first call makes the row of the server, the next ones keep it', async (t) => {
  const { server, catalog, clock } = await startUpstream(t);
  const id = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  const first = clock.now();
  t.equal(catalog.downstream.find(id), undefined);
  const account = { accountName: 'new.example', accountGuid: `{${id.toUpperCase()}}`, programKeys: [] };
  const { GetAuthorizationCookieResult: cookie } = await server.call('GetAuthorizationCookie', account);
  t.equal(cookie?.PlugInId, 'DssTargeting');
  t.ok((cookie?.CookieData?.length ?? 0) > 50);
  t.match(catalog.downstream.find(id), {
    ...{ serverId: id, fullDomainName: 'new.example', firstSeen: first, lastSeen: first },
    ...{ parentServerId: null, protocolVersion: null, lastSyncAt: null, lastRollupAt: null },
  });
  clock.advance(60_000);
  await server.call('GetAuthorizationCookie', { ...account, accountName: 'renamed.example' });
  t.match(catalog.downstream.find(id), { fullDomainName: 'renamed.example', firstSeen: first });
  t.equal(catalog.downstream.count(), 2, 'it and the server of the session');
});

t.test('GetCookie notes the protocol a server speaks', async (t) => {
  const { server, catalog, clock } = await startUpstream(t);
  t.match(catalog.downstream.find(accountGuid), { protocolVersion: '1.20' });
  clock.advance(60_000);
  await server.serverSession({ protocolVersion: '1.8' });
  t.match(catalog.downstream.find(accountGuid), { protocolVersion: '1.8', lastSeen: clock.now() });
});

t.test('one that was known as a server further down is one of ours once it comes itself', async (t) => {
  const { server, catalog, clock } = await startUpstream(t);
  const child = '99999999-2222-4333-8444-555555555555';
  const rolledUp = { isReplica: true, lastSyncAt: 5, lastRollupAt: 6, summary: null, version: '10.0' };
  const row = { serverId: child, fullDomainName: 'child.example', parentServerId: accountGuid, ...rolledUp };
  catalog.write(() => catalog.downstream.put(row, clock.now()));
  t.equal(catalog.downstream.find(child)?.parentServerId, accountGuid);
  await server.serverSession({ name: 'child.example', id: child });
  t.match(catalog.downstream.find(child), { parentServerId: null, version: '10.0', lastRollupAt: 6 });
});
