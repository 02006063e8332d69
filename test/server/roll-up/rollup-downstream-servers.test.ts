import t from 'tap';
import { faultOf } from '../../helpers/wusp-client.ts';
import { clientsOf, idOf, NEVER, serverOf, startRolled } from './rolled.ts';

const OLDER = '2026-11-01T09:59:59Z';
const LATER = '2026-11-01T10:00:01Z';
const parent = (number: number) => ({ ParentServerId: idOf(number).toUpperCase() });

t.test(
  'a server that is new is kept with its counters, below this one where its parent is zeros',
  async (t) => {
    const { servers, catalog } = await startRolled(t);
    await servers(serverOf(1, { LastSyncTime: '2026-11-01T08:00:00.5Z' }));
    const known = catalog.downstream.find(idOf(1));
    t.match(known, {
      fullDomainName: 'dss-1.example',
      parentServerId: null,
      version: '10.0.26100.1',
      isReplica: true,
      lastSyncAt: Date.parse('2026-11-01T08:00:00.5Z'),
      lastRollupAt: Date.parse('2026-11-01T10:00:00Z'),
    });
    t.equal(JSON.parse(known?.summary ?? '{}').NotApprovedUpdateCount, 6);
  },
);

t.test('this server named as the parent is the same as zeros', async (t) => {
  const { servers, catalog } = await startRolled(t);
  await servers(serverOf(1, { ParentServerId: catalog.serverId }));
  t.equal(catalog.downstream.find(idOf(1))?.parentServerId, null);
});

t.test('a server that introduced itself is the row it was', async (t) => {
  const { servers, catalog, clock } = await startRolled(t);
  catalog.write(() => catalog.downstream.introduce(idOf(1), 'old.example', clock.now()));
  await servers(serverOf(1));
  t.same(
    catalog.downstream.all().map(({ fullDomainName }) => fullDomainName),
    ['dss-1.example'],
  );
});

t.test('parents come before children in one request', async (t) => {
  const { servers, catalog } = await startRolled(t);
  await servers(serverOf(1), serverOf(2, parent(1)), serverOf(3, parent(2)));
  t.same(
    catalog.downstream.topDown().map(({ serverId, parentServerId }) => [serverId, parentServerId]),
    [
      [idOf(1), null],
      [idOf(2), idOf(1)],
      [idOf(3), idOf(2)],
    ],
  );
  t.same([...catalog.downstream.withDescendants(idOf(2))].sort(), [idOf(2), idOf(3)]);
});

t.test('a parent nobody knows is a fault, and nothing of the request is kept', async (t) => {
  const { servers, catalog } = await startRolled(t);
  t.match(
    await faultOf(() => servers(serverOf(1), serverOf(3, parent(2)), serverOf(2, parent(1)))),
    /^InternalServerError: .*ParentServerId: no server abcdef00-/,
  );
  t.same(catalog.downstream.all(), []);
});

t.test('a ring of servers is refused', async (t) => {
  const { servers, catalog } = await startRolled(t);
  await servers(serverOf(1), serverOf(2, parent(1)));
  const refused = 'InvalidParameters: downstreamServers.DownstreamServerRollupInfo.ParentServerId';
  t.equal(await faultOf(() => servers(serverOf(1, parent(2)))), refused);
  t.equal(await faultOf(() => servers(serverOf(1, parent(1)))), refused);
  t.equal(
    await faultOf(() => servers(serverOf(1, { ServerId: catalog.serverId }))),
    'InvalidParameters: downstreamServers.DownstreamServerRollupInfo.ServerId',
  );
});

t.test('what is older than what is known is ignored, what is as old is taken', async (t) => {
  const { servers, catalog } = await startRolled(t);
  const name = () => catalog.downstream.find(idOf(1))?.fullDomainName;
  await servers(serverOf(1));
  await servers(serverOf(1, { FullDomainName: 'older', LastRollupTime: OLDER }));
  await servers(serverOf(1, { FullDomainName: 'never', LastRollupTime: NEVER }));
  t.equal(name(), 'dss-1.example');
  await servers(serverOf(1, { FullDomainName: 'same' }));
  t.equal(name(), 'same');
  await servers(serverOf(1, { FullDomainName: 'later', LastRollupTime: LATER }));
  t.equal(name(), 'later');
});

t.test('installations add up; those of an ignored report do not count', async (t) => {
  const { servers, catalog } = await startRolled(t);
  await servers(serverOf(1, { ClientSummaries: [clientsOf(26200, 5, [1, 3, 1])] }));
  await servers(
    serverOf(1, {
      ClientSummaries: [clientsOf(26200, 6, [1, 2, 0], [2, 0, 4])],
      LastRollupTime: LATER,
    }),
  );
  await servers(
    serverOf(1, { ClientSummaries: [clientsOf(26200, 9, [1, 100, 100])], LastRollupTime: OLDER }),
  );
  const [clients, ...others] = catalog.downstreamActivity.of(idOf(1));
  t.same(others, []);
  t.equal(clients?.Count, 6);
  t.same(
    clients?.ActivitySummaries?.map((row) => [
      row.UpdateId,
      row.InstallSuccessCount,
      row.InstallFailureCount,
    ]),
    [
      [idOf(1), 5, 1],
      [idOf(2), 0, 4],
    ],
  );
});

t.test('a server split over several entries is put together, and a later one starts anew', async (t) => {
  const { servers, catalog } = await startRolled(t);
  const kinds = () =>
    catalog.downstreamActivity.of(idOf(1)).map(({ OSBuildNumber, Count }) => [OSBuildNumber, Count]);
  await servers(
    serverOf(1, { ClientSummaries: [clientsOf(19045, 2)] }),
    serverOf(1, { ClientSummaries: [clientsOf(26100, 3)] }),
  );
  await servers(serverOf(1, { ClientSummaries: [clientsOf(26200, 4)] }));
  t.same(kinds(), [
    [19045, 2],
    [26100, 3],
    [26200, 4],
  ]);
  await servers(serverOf(1, { ClientSummaries: [clientsOf(26200, 9)], LastRollupTime: LATER }));
  t.same(kinds(), [[26200, 9]]);
});

t.test('the batch limits the client summaries of all servers of a request together', async (t) => {
  const { servers } = await startRolled(t, { settings: { maxRollupServers: 2 } });
  const one = { ClientSummaries: [clientsOf(26200, 1)] };
  await servers(serverOf(1, one), serverOf(2, one), serverOf(3));
  t.equal(
    await faultOf(() => servers(serverOf(1, one), serverOf(2, one), serverOf(3, one))),
    'InvalidParameters: downstreamServers',
  );
});

t.test('a value that cannot be is refused by its name', async (t) => {
  const { servers, client } = await startRolled(t);
  const path = 'downstreamServers.DownstreamServerRollupInfo';
  const activity = `${path}.ClientSummaries.DownstreamServerRollupClientSummary`;
  const { ServerSummary: counters } = serverOf(1);
  const cases: readonly (readonly [object, string])[] = [
    [{ ServerId: undefined }, `${path}.ServerId`],
    [{ FullDomainName: undefined }, `${path}.FullDomainName`],
    [{ FullDomainName: 'x'.repeat(257) }, `${path}.FullDomainName`],
    [{ Version: '1.2.3.4.5' }, `${path}.Version`],
    [{ Version: `1.${'2'.repeat(31)}` }, `${path}.Version`],
    [{ LastSyncTime: 'yesterday' }, `${path}.LastSyncTime`],
    [{ LastRollupTime: '2026-13-01T00:00:00Z' }, `${path}.LastRollupTime`],
    [{ ServerSummary: undefined }, `${path}.ServerSummary`],
    [{ ServerSummary: { ...counters, UpdateCount: -1 } }, `${path}.ServerSummary.UpdateCount`],
    [{ ClientSummaries: [clientsOf(-1, 1)] }, `${activity}.OSBuildNumber`],
    [{ ClientSummaries: [clientsOf(1, -1)] }, `${activity}.Count`],
    [
      { ClientSummaries: [clientsOf(1, 1, [1, -1, 0])] },
      `${activity}.ActivitySummaries.DownstreamServerRollupClientActivitySummary.InstallSuccessCount`,
    ],
  ];
  for (const [more, field] of cases)
    t.equal(await faultOf(() => servers(serverOf(1, more))), `InvalidParameters: ${field}`);
  t.match(
    await faultOf(() => servers(serverOf(1, { ServerId: 'not-a-guid' }))),
    /^InvalidParameters: .*ServerId: "not-a-guid" is no guid/,
  );
  t.equal(
    await client.fault('RollupDownstreamServers', { clientTime: '2026-11-01T10:20:30Z' }),
    'InvalidParameters: downstreamServers',
  );
});
