import t, { type Test } from 'tap';
import type { ReportedComputer } from '../../../catalog/store/downstream-computers.ts';
import type { DownstreamStatus } from '../../../catalog/store/downstream-statuses.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

/** Server `two` below server `one`. */
function withServers(t: Test) {
  const catalog = testCatalog(t);
  for (const [serverId, parentServerId] of [
    ['one', null],
    ['two', 'one'],
  ] as const)
    catalog.downstream.put(
      {
        serverId,
        parentServerId,
        fullDomainName: serverId,
        version: null,
        isReplica: null,
        lastSyncAt: null,
        lastRollupAt: null,
        summary: null,
      },
      1,
    );
  const put = (computerId: string, parentServerId: string, more: Partial<ReportedComputer> = {}) =>
    catalog.downstreamComputers.put({
      computerId,
      parentServerId,
      lastSyncAt: 5,
      lastSyncResult: 1,
      lastRebootAt: null,
      lastStatusAt: null,
      lastInventoryAt: null,
      details: null,
      ...more,
    });
  const states = (computerId: string, ...rows: readonly DownstreamStatus[]) => {
    for (const row of rows) catalog.downstreamStatuses.put(computerId, row, 9);
  };
  return { ...catalog, put, states };
}

const status = (updateId: string, state: 0 | 2 | 4 | 5, lastChange = 1): DownstreamStatus => ({
  updateId,
  state,
  lastChange,
});

t.test('computers are listed by the server they get updates from', (t) => {
  const { downstreamComputers, put } = withServers(t);
  put('b', 'one');
  put('a', 'one');
  put('c', 'two');
  t.same(
    downstreamComputers.of('one').map(({ computerId }) => computerId),
    ['a', 'b'],
  );
  t.equal(downstreamComputers.count(), 3);
  put('a', 'two');
  t.same(
    downstreamComputers.of('two').map(({ computerId }) => computerId),
    ['a', 'c'],
  );
  t.end();
});

t.test('a removed computer is remembered with when its server was told, a stranger is not', (t) => {
  const { downstreamComputers, put } = withServers(t);
  put('a', 'one');
  t.equal(downstreamComputers.remove('a', 7), true);
  t.equal(downstreamComputers.remove('nobody', 7), false);
  t.same(downstreamComputers.removal('a'), { removedAt: 7, toldAt: null });
  t.equal(downstreamComputers.removal('nobody'), undefined);
  downstreamComputers.noteTold('a', 8);
  t.same(downstreamComputers.removal('a'), { removedAt: 7, toldAt: 8 });
  downstreamComputers.welcomeBack('a');
  t.equal(downstreamComputers.removal('a'), undefined);
  t.end();
});

t.test('only the computers removed last are remembered', (t) => {
  const { database, downstreamComputers, put } = withServers(t);
  database
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
       INSERT INTO removed_computer SELECT 'old-' || i, i, NULL FROM n`,
    )
    .run();
  put('a', 'one');
  downstreamComputers.remove('a', 20_000);
  t.equal(database.prepare('SELECT count(*) FROM removed_computer').pluck().get(), 10_000);
  t.equal(downstreamComputers.removal('old-1'), undefined);
  t.ok(downstreamComputers.removal('old-2'));
  t.ok(downstreamComputers.removal('a'));
  t.end();
});

t.test('the later change of a state holds, and one as late does', (t) => {
  const { downstreamStatuses, put, states } = withServers(t);
  put('a', 'one');
  states('a', status('u', 2, 5), status('u', 5, 4));
  t.same(downstreamStatuses.of('a'), [status('u', 2, 5)]);
  states('a', status('u', 4, 5));
  t.same(downstreamStatuses.of('a'), [status('u', 4, 5)]);
  t.equal(downstreamStatuses.countOf('a'), 1);
  t.end();
});

t.test('states are counted by update, of all servers or of some', (t) => {
  const { downstream, downstreamStatuses, put, states } = withServers(t);
  for (const [id, server] of Object.entries({ a: 'one', b: 'one', c: 'two' })) put(id, server);
  states('a', status('u', 2), status('v', 4));
  states('b', status('u', 2));
  states('c', status('u', 5), status('w', 4));
  t.same(downstreamStatuses.counts(['U', 'v']), [
    { updateId: 'u', state: 2, computers: 2 },
    { updateId: 'u', state: 5, computers: 1 },
    { updateId: 'v', state: 4, computers: 1 },
  ]);
  t.same(downstreamStatuses.counts(['u'], ['two']), [{ updateId: 'u', state: 5, computers: 1 }]);
  t.same(downstreamStatuses.counts(['u'], downstream.withDescendants('one')).length, 2);
  t.same(downstreamStatuses.counts([]), []);
  t.end();
});
