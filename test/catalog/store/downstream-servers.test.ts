import t, { type Test } from 'tap';
import { type DownstreamServer, MOST_SERVERS } from '../../../catalog/store/downstream-servers.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

/** Servers by name, each with the one it synchronises with. */
function withServers(t: Test, servers: Readonly<Record<string, string | null>>) {
  const catalog = testCatalog(t);
  for (const [serverId, parentServerId] of Object.entries(servers))
    catalog.downstream.put(serverOf(serverId, parentServerId), 1);
  return catalog;
}

function serverOf(
  serverId: string,
  parentServerId: string | null,
): Omit<DownstreamServer, 'protocolVersion' | 'firstSeen' | 'lastSeen'> {
  return {
    serverId,
    fullDomainName: `${serverId}.example`,
    parentServerId,
    version: '1.0',
    isReplica: null,
    lastSyncAt: null,
    lastRollupAt: null,
    summary: null,
  };
}

const TREE = { b2: 'b', z: null, b: 'a', a: null, a1: 'a', b21: 'b2' };

t.test('servers come after the one they synchronise with', (t) => {
  const { downstream } = withServers(t, TREE);
  t.same(
    downstream.topDown().map(({ serverId }) => serverId),
    ['a', 'z', 'a1', 'b', 'b2', 'b21'],
  );
  t.equal(downstream.count(), 6);
  t.end();
});

t.test('the family of a server is itself and everything below', (t) => {
  const { downstream } = withServers(t, TREE);
  t.same([...downstream.withDescendants('b')].sort(), ['b', 'b2', 'b21']);
  t.same(downstream.withDescendants('z'), ['z']);
  t.same(downstream.withDescendants('nobody'), []);
  t.end();
});

t.test('servers that name each other as parents end no question', (t) => {
  const { downstream } = withServers(t, { a: 'b', b: 'a', c: null });
  t.same([...downstream.withDescendants('a')].sort(), ['a', 'b']);
  t.same(
    downstream.topDown().map(({ serverId }) => serverId),
    ['c'],
  );
  t.end();
});

t.test('a server that is forgotten takes along who is below it, and their computers', (t) => {
  const catalog = withServers(t, TREE);
  const { downstream, downstreamActivity, downstreamComputers, downstreamStatuses } = catalog;
  for (const [computerId, parentServerId] of [
    ['low', 'b21'],
    ['other', 'a1'],
  ] as const) {
    downstreamComputers.put({
      computerId,
      parentServerId,
      lastSyncAt: 1,
      lastSyncResult: 1,
      lastRebootAt: null,
      lastStatusAt: null,
      lastInventoryAt: null,
      details: null,
    });
    downstreamStatuses.put(computerId, { updateId: 'u', state: 2, lastChange: 1 }, 1);
  }
  downstreamActivity.add('b2', {
    OSMajorVersion: 10,
    OSMinorVersion: 0,
    OSBuildNumber: 1,
    OSServicePackMajorNumber: 0,
    OSServicePackMinorNumber: 0,
    SuiteMask: 0,
    OldProductType: 0,
    NewProductType: 0,
    SystemMetrics: 0,
    Count: 1,
  });
  t.equal(downstream.remove('b'), true);
  t.same(
    downstream.all().map(({ serverId }) => serverId),
    ['a', 'a1', 'z'],
  );
  t.equal(downstreamComputers.find('low'), undefined);
  t.same(downstreamStatuses.of('low'), []);
  t.equal(downstreamActivity.size('b2'), 0);
  t.ok(downstreamComputers.find('other'));
  t.equal(downstreamComputers.removal('low'), undefined, 'its computers may come back with another');
  t.equal(downstream.remove('b'), false);
  t.end();
});

t.test('where there are too many, a stranger takes the place of the stranger silent for longest', (t) => {
  const { downstream, database } = withServers(t, { above: null, below: 'above' });
  downstream.put({ ...serverOf('reported', null), lastRollupAt: 1 }, 1);
  database
    .prepare(
      `WITH RECURSIVE n (value) AS (SELECT 3 UNION ALL SELECT value + 1 FROM n WHERE value < ?)
       INSERT INTO downstream_server (server_id, full_domain_name, first_seen, last_seen)
       SELECT 's' || value, 'stranger', 0, 10 + value FROM n`,
    )
    .run(MOST_SERVERS - 1);
  downstream.introduce('s7', 'stranger', 1_000_000);
  downstream.introduce('new', 'stranger', 1_000_001);
  t.equal(downstream.count(), MOST_SERVERS);
  const gone = ['above', 'below', 'reported', 's3', 's4', 's7', 'new'].filter(
    (id) => downstream.find(id) === undefined,
  );
  t.same(gone, ['below'], 'it never reported, nobody is below it, and it was heard of first');
  downstream.introduce('newer', 'stranger', 1_000_002);
  downstream.introduce('newest', 'stranger', 1_000_003);
  t.equal(downstream.find('above'), undefined, 'nobody is below it any more');
  t.equal(downstream.find('s3'), undefined);
  t.ok(downstream.find('reported'));
  t.end();
});
