import t from 'tap';
import { openCatalog } from '../../../catalog/catalog.ts';
import { isGuid } from '../../../catalog/import/seed-names.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { addComputer, stateWith } from '../admin/state.ts';
import { twoDoubles } from '../sync/two-doubles.ts';

const BRANCH = 'aaaaaaaa-0000-4000-8000-000000000001';
const LEAF = 'aaaaaaaa-0000-4000-8000-000000000002';
const TWIN = 'aaaaaaaa-0000-4000-8000-000000000003';

/** A branch, a server below it, and a computer of the latter. */
function withServers(t: Parameters<typeof stateWith>[0]) {
  const { state, catalog } = stateWith(t);
  const now = catalog.clock.now();
  catalog.write(() => {
    catalog.downstream.introduce(BRANCH, 'branch.test', now);
    catalog.downstream.noteProtocol(BRANCH, '1.20', now);
    const told = {
      parentServerId: BRANCH,
      version: '10.0',
      isReplica: true,
      lastSyncAt: now,
      lastRollupAt: now,
    };
    const summary = JSON.stringify({ ComputerTargetCount: 1 });
    catalog.downstream.put({ serverId: LEAF, fullDomainName: 'leaf\u001b[1m.test', ...told, summary }, now);
    const never = { lastSyncAt: null, lastRebootAt: null, lastInventoryAt: null };
    catalog.downstreamComputers.put({
      computerId: 'pc-1',
      parentServerId: LEAF,
      lastSyncResult: 1,
      lastStatusAt: now,
      details: null,
      ...never,
    });
  });
  return { state, catalog };
}

t.test('a server that synchronised is listed with what it told', async (t) => {
  const { above, state, sync, from } = await twoDoubles(t);
  t.same(JSON.parse((await mockWu('downstream', 'list', '--json', '--state', above)).stdout).servers, []);
  await sync(...from, '--replica', '--name', 'branch.test');
  const { servers } = JSON.parse((await mockWu('downstream', 'list', '--json', '--state', above)).stdout);
  t.match(servers, [
    {
      fullDomainName: 'branch.test',
      parentServerId: null,
      isReplica: true,
      protocolVersion: '1.20',
      summary: { ComputerTargetCount: 0 },
    },
  ]);
  t.ok(isGuid(servers[0].serverId));
  t.match(
    (await mockWu('downstream', 'list', '--state', above)).stdout,
    /^branch\.test +this server +yes +10\.0\.\d+\.1 +1\.20 /m,
  );
  t.match(await mockWu('approve', 'KB9901004', '--state', state), {
    code: 1,
    stderr: /is a replica of https:\/\/localhost:\d+: what is approved is decided there/,
  });
});

t.test('computers of a downstream server are shown with the server that reported them', async (t) => {
  const { upstream, above, state, sync, from } = await twoDoubles(t);
  await sync(...from, '--name', 'clients.test');
  const catalog = openCatalog({
    file: `${state}/catalog.db`,
    clock: upstream.world.clock,
    randomness: upstream.world.randomness,
  });
  addComputer(catalog, 'pc-1', '', { reported: true });
  catalog.close();
  await sync();
  const { stdout } = await mockWu('downstream', 'show', 'CLIENTS.test', '--state', above);
  t.match(stdout, /^ +ComputerTargetCount: 1$/m);
  t.match(stdout, /^clients +Windows 10\.0\.26100: 1 computer$/m);
  t.match(stdout, /^computers +pc-1\.test \(pc-1\): 0 states, last status 20/m);
});

t.test('servers below servers are listed after them, without control characters', async (t) => {
  const { state } = withServers(t);
  const [, , branch, leaf] = (await mockWu('downstream', 'list', '--state', state)).stdout.split('\n');
  t.match(branch, /^branch\.test +this server +unknown +1\.20 +2026\S+ +never +never +aaaa/);
  t.match(leaf, /^leaf \[1m\.test +branch\.test +yes +10\.0 .* 1 {2}aaaa/);
  t.match((await mockWu('downstream', 'show', LEAF, '--state', state)).stdout, /^parent +branch\.test$/m);
});

t.test('a server whose parent is not known is listed all the same', async (t) => {
  const { state, catalog } = withServers(t);
  const now = catalog.clock.now();
  const told = { version: null, isReplica: null, lastSyncAt: null, lastRollupAt: null, summary: null };
  catalog.write(() =>
    catalog.downstream.put(
      { serverId: TWIN, fullDomainName: 'lost.test', parentServerId: TWIN, ...told },
      now,
    ),
  );
  const lines = (await mockWu('downstream', 'list', '--state', state)).stdout.trimEnd().split('\n');
  t.match(lines.at(-1), /^lost\.test +lost\.test +unknown /);
  t.equal(lines.length, 5);
});

t.test('a server is forgotten with those below it and their computers', async (t) => {
  const { state, catalog } = withServers(t);
  const removed = await mockWu('downstream', 'remove', 'branch.test', '--json', '--state', state);
  t.match(removed, { code: 0, stderr: 'branch.test: removed, with 1 server below it\n' });
  t.same(JSON.parse(removed.stdout).removed, [BRANCH, LEAF]);
  t.equal(catalog.downstream.count(), 0);
  t.equal(catalog.downstreamComputers.count(), 0);
});

t.test('a computer is forgotten, and its server will be told', async (t) => {
  const { state, catalog } = withServers(t);
  t.match(await mockWu('downstream', 'computer', 'remove', 'pc-1', '--state', state), {
    code: 0,
    stderr: 'pc-1: removed\n',
  });
  t.ok(catalog.downstreamComputers.removal('pc-1'));
  t.match(await mockWu('downstream', 'computer', 'remove', 'pc-1', '--state', state), {
    code: 1,
    stderr: /no downstream server has a computer "pc-1"/,
  });
});

t.test('a name nobody or more than one has is refused', async (t) => {
  const { state, catalog } = withServers(t);
  catalog.write(() => catalog.downstream.introduce(TWIN, 'Branch.test', catalog.clock.now()));
  t.match(await mockWu('downstream', 'show', 'nobody', '--state', state), {
    code: 1,
    stderr: /there is no downstream server "nobody"\n.*`mock-wu downstream list`/,
  });
  t.match(await mockWu('downstream', 'remove', 'branch.test', '--state', state), {
    code: 1,
    stderr: new RegExp(`2 downstream servers are called "branch.test"\n.*one of them: .*${BRANCH}`),
  });
  t.equal(catalog.downstream.count(), 3);
});
