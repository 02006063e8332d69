import t, { type Test } from 'tap';
import { eventOf, guidOf } from '../../../helpers/reports.ts';
import { START, startServices } from '../../../helpers/services.ts';
import { list, reports, tierOf } from './tiers.ts';

/** Bottom rolls up to middle, middle to top. */
async function start(t: Test) {
  const top = await startServices(t, { catalogName: 'top' });
  const middle = await startServices(t, { catalogName: 'middle' });
  const bottom = await startServices(t, { catalogName: 'bottom' });
  const lower = tierOf(bottom, middle, 'bottom');
  const upper = tierOf(middle, top, 'middle');
  const tick = () => {
    for (const { clock } of [top, middle, bottom]) clock.advance(60_000);
  };
  return {
    top,
    middle,
    bottom,
    lower,
    upper,
    tick,
    relay: async () => {
      const below = await lower.rollUp();
      tick();
      return [below, await upper.rollUp()] as const;
    },
    states: (id: string) =>
      top.catalog.downstreamStatuses
        .of(id)
        .map(({ updateId, state }) => `${Number(updateId.slice(-12))} ${state}`),
  };
}

t.test('servers are relayed with their parents, those below before the one that tells', async (t) => {
  const { top, middle, bottom, upper, relay } = await start(t);
  const [, relayed] = await relay();
  t.match(relayed, { kind: 'done', servers: 2 });
  t.same(
    upper
      .sent('RollupDownstreamServers')
      .flatMap(({ downstreamServers }) =>
        downstreamServers.map((one: { FullDomainName: string; ParentServerId: string }) => [
          one.FullDomainName,
          one.ParentServerId,
        ]),
      ),
    [
      ['bottom.example', middle.catalog.serverId],
      ['middle.example', '00000000-0000-0000-0000-000000000000'],
    ],
  );
  t.same(
    top.catalog.downstream.topDown().map(({ serverId, parentServerId }) => [serverId, parentServerId]),
    [
      [middle.catalog.serverId, null],
      [bottom.catalog.serverId, middle.catalog.serverId],
    ],
  );
});

t.test(
  'a server that introduced itself and never rolled up is relayed as one that counts nothing',
  async (t) => {
    const { top, bottom, upper } = await start(t);
    await upper.rollUp();
    t.match(top.catalog.downstream.find(bottom.catalog.serverId), {
      version: '2.0.0.0',
      lastRollupAt: null,
    });
  },
);

t.test('computers reach the top with their details, their states and their own server', async (t) => {
  const { top, bottom, middle, relay, states } = await start(t);
  await reports(bottom, 'low', [list('U', 1), list('V', 2)], 1);
  await reports(middle, 'mid', [list('g', 1)], 2);
  const [, relayed] = await relay();
  t.match(relayed, { computers: 2, statuses: 3, resent: 0 });
  t.match(top.catalog.downstreamComputers.find('low'), {
    parentServerId: bottom.catalog.serverId,
    details: { OSBuildNumber: 26200 },
  });
  t.equal(top.catalog.downstreamComputers.find('mid')?.parentServerId, middle.catalog.serverId);
  t.same(states('low'), ['1 2', '2 4']);
  t.same(states('mid'), ['1 5']);
});

t.test('changes are relayed as changes, and what is no longer reported as not applicable', async (t) => {
  const { bottom, upper, relay, states, tick } = await start(t);
  await reports(bottom, 'low', [list('U', 1, 2, 3)], 1);
  tick();
  await relay();
  tick();
  await reports(bottom, 'low', [list('U', 1), list('V', 2)], 2);
  tick();
  upper.clear();
  const [, relayed] = await relay();
  t.match(relayed, { statuses: 2 });
  t.match(upper.sent('RollupComputerStatus')[0].computers, [{ IsFullRollup: false, RollupNumber: 2 }]);
  t.same(states('low'), ['1 2', '2 4', '3 1']);
});

t.test('what was relayed whole to the middle goes whole to the top', async (t) => {
  const { middle, bottom, upper, relay, states, tick } = await start(t);
  await reports(bottom, 'low', [list('U', 1, 2)], 1);
  tick();
  await relay();
  middle.catalog.settings.set('rollup_reset', guidOf(9));
  bottom.catalog.write(() => bottom.catalog.database.prepare('DELETE FROM computer_status').run());
  tick();
  upper.clear();
  await relay();
  t.match(upper.sent('RollupComputerStatus')[0].computers, [{ IsFullRollup: true, UpdateStatus: [] }]);
  t.same(states('low'), []);
});

t.test('installations are handed on: the top has them, the middle no longer', async (t) => {
  const { top, middle, bottom, relay } = await start(t);
  const id = bottom.catalog.serverId;
  const cookie = await bottom.client.session({ clientId: 'low' });
  const install = (instance: number) =>
    bottom.client.call('ReportEventBatch', {
      cookie,
      clientTime: START,
      eventBatch: [eventOf(instance, 183, { update: 1 })],
    });
  const successes = ({ catalog }: typeof top) =>
    catalog.downstreamActivity
      .of(id)
      .flatMap((one) => one.ActivitySummaries?.map((row) => row.InstallSuccessCount) ?? []);
  await install(1);
  await relay();
  t.same([successes(middle), successes(top)], [[], [1]]);
  t.equal(middle.catalog.downstreamActivity.of(id)[0]?.Count, 1, 'how many computers there are stays');
  await install(2);
  await relay();
  t.same([successes(middle), successes(top)], [[], [2]]);
});

t.test('what arrives while the top is being told stays for the next time', async (t) => {
  const { top, middle, bottom, upper, lower } = await start(t);
  const id = bottom.catalog.serverId;
  await lower.rollUp();
  const [kind] = middle.catalog.downstreamActivity.of(id);
  const arrive = (failures: number) => {
    const row = {
      UpdateId: guidOf(1),
      RevisionNumber: 1,
      InstallSuccessCount: 0,
      InstallFailureCount: failures,
    };
    middle.catalog.write(() =>
      middle.catalog.downstreamActivity.add(id, {
        OSMajorVersion: 10,
        OSMinorVersion: 0,
        OSBuildNumber: 1,
        OSServicePackMajorNumber: 0,
        OSServicePackMinorNumber: 0,
        SuiteMask: 0,
        OldProductType: 0,
        NewProductType: 0,
        SystemMetrics: 0,
        ...kind,
        Count: 1,
        ActivitySummaries: [row],
      }),
    );
  };
  arrive(2);
  const failures = ({ catalog }: typeof top) =>
    catalog.downstreamActivity.of(id)[0]?.ActivitySummaries?.map((row) => row.InstallFailureCount);
  // The reply to the first servers comes after three more failures have.
  const handOn = middle.catalog.downstreamActivity.handOn;
  const late: typeof handOn = (serverId, summary) => {
    arrive(3);
    handOn(serverId, summary);
  };
  await upper.rollUp({
    catalog: {
      ...middle.catalog,
      downstreamActivity: { ...middle.catalog.downstreamActivity, handOn: late },
    },
  });
  t.same([failures(middle), failures(top)], [[3], [2]]);
  await upper.rollUp();
  t.same([failures(middle) ?? [], failures(top)], [[], [5]]);
});

t.test('a computer removed at the top is removed on the way down, tier by tier', async (t) => {
  const { top, middle, bottom, relay, tick } = await start(t);
  await reports(bottom, 'low', [list('U', 1)], 1);
  await relay();
  top.catalog.write(() => top.catalog.downstreamComputers.remove('low', top.clock.now()));
  tick();
  await relay();
  t.equal(middle.catalog.downstreamComputers.find('low'), undefined);
  t.ok(bottom.catalog.computers.find('low'), 'its server has not been told yet');
  tick();
  const [told] = await relay();
  t.match(told, { deleted: 1 });
  t.equal(bottom.catalog.computers.find('low'), undefined);
  tick();
  await reports(bottom, 'low', [list('V', 1)], 2);
  tick();
  await relay();
  t.ok(top.catalog.downstreamComputers.find('low'), 'it came back');
});

t.test('a computer that moves between servers is where it asked for updates last', async (t) => {
  const { top, middle, bottom, relay, tick, states } = await start(t);
  await reports(bottom, 'pc', [list('U', 1)], 1);
  await relay();
  tick();
  await reports(middle, 'pc', [list('V', 1)], 2);
  tick();
  await relay();
  t.equal(top.catalog.downstreamComputers.find('pc')?.parentServerId, middle.catalog.serverId);
  t.same(states('pc'), ['1 4']);
  tick();
  await reports(bottom, 'pc', [list('h', 1)], 3);
  tick();
  await relay();
  t.equal(top.catalog.downstreamComputers.find('pc')?.parentServerId, bottom.catalog.serverId);
  t.same(states('pc'), ['1 3']);
});
