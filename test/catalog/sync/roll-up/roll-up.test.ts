import t from 'tap';
import { eventOf, guidOf } from '../../../helpers/reports.ts';
import { START, startServices } from '../../../helpers/services.ts';
import { list, reports, tierOf, twoTiers } from './tiers.ts';

const NEVER = '1753-01-01T00:00:00';
const MINUTE = 60_000;

t.test('a server without anything tells of itself', async (t) => {
  const { above, below, tier } = await twoTiers(t);
  const result = await tier.rollUp({ isReplica: true, lastSyncAt: below.clock.now() - MINUTE });
  t.match(result, { kind: 'done', servers: 1, computers: 0, statuses: 0, resent: 0, deleted: 0 });
  t.match(above.catalog.downstream.find(below.catalog.serverId), {
    fullDomainName: 'below.example',
    parentServerId: null,
    version: '10.0.26100.1',
    isReplica: true,
    lastSyncAt: below.clock.now() - MINUTE,
    lastRollupAt: below.clock.now(),
  });
});

t.test('times that never were are written as the specification has them', async (t) => {
  const { below, tier } = await twoTiers(t);
  await below.client.session({ clientId: 'pc' });
  await tier.rollUp();
  t.equal(tier.sent('RollupDownstreamServers')[0].downstreamServers[0].LastSyncTime, NEVER);
  const [computer] = tier.sent('RollupComputers')[0].computers;
  t.match(computer, {
    LastSyncTime: NEVER,
    LastSyncResult: 0,
    LastReportedRebootTime: NEVER,
    LastReportedStatusTime: NEVER,
    LastInventoryTime: NEVER,
    ParentServerId: below.catalog.serverId,
  });
});

t.test('every request has the cookie that says nothing', async (t) => {
  const { below, tier } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  await tier.rollUp();
  t.same(
    tier.calls.map(({ operation }) => operation),
    [
      'GetRollupConfiguration',
      'RollupDownstreamServers',
      'RollupComputers',
      'GetOutOfSyncComputers',
      'RollupComputerStatus',
    ],
  );
  for (const { request } of tier.calls)
    t.same(request.cookie, { Expiration: '9999-12-31T23:59:59.9999999', EncryptedData: Buffer.alloc(0) });
});

t.test('where the server above wants no details only servers are told of', async (t) => {
  const { below, tier } = await twoTiers(t, { doDetailedRollup: false });
  await reports(below, 'pc', [list('U', 1)], 1);
  t.match(await tier.rollUp(), { kind: 'done', servers: 1, computers: 0 });
  t.same(
    tier.calls.map(({ operation }) => operation),
    ['GetRollupConfiguration', 'RollupDownstreamServers'],
  );
});

t.test('a computer is told of with what it is, then without until that changes', async (t) => {
  const { above, below, tier, tick } = await twoTiers(t);
  await below.client.session({ clientId: 'pc', groups: 'Pilot; Kiosks' });
  t.match(await tier.rollUp(), { computers: 1 });
  t.match(above.catalog.downstreamComputers.find('pc')?.details, {
    FullDomainName: 'client-1.example',
    OSMajorVersion: 10,
    OSBuildNumber: 26200,
    OSFamily: 'Windows',
    NewProductType: 48,
    ClientVersion: '1507.2601.30012.0',
    BiosReleaseDate: '2022-02-02T00:00:00Z',
    RequestedTargetGroupNames: ['Pilot', 'Kiosks'],
    TargetGroupIdList: ['b73ca6ed-5727-47f3-84de-015e03f6a88a'],
  });
  tick();
  tier.clear();
  t.match(await tier.rollUp(), { computers: 1 });
  t.equal(tier.sent('RollupComputers')[0].computers[0].Details, undefined);
  const pilot = below.catalog.groups.create('Pilot');
  tier.clear();
  await tier.rollUp();
  t.same(tier.sent('RollupComputers')[0].computers[0].Details.TargetGroupIdList, [pilot.groupId]);
});

t.test(
  'details the server above does not know are sent in a second pass of those computers alone',
  async (t) => {
    const { above, below, tier, tick } = await twoTiers(t);
    await below.client.session({ clientId: 'a' });
    await below.client.session({ clientId: 'b' });
    await tier.rollUp();
    above.catalog.database.prepare("DELETE FROM downstream_computer WHERE computer_id = 'b'").run();
    tick();
    tier.clear();
    t.match(await tier.rollUp(), { computers: 2 });
    t.same(
      tier
        .sent('RollupComputers')
        .map(({ computers }) =>
          computers.map((one: { ComputerId: string; Details?: object }) => [
            one.ComputerId,
            one.Details !== undefined,
          ]),
        ),
      [
        [
          ['a', false],
          ['b', false],
        ],
        [['b', true]],
      ],
    );
    t.equal(above.catalog.downstreamComputers.find('b')?.details?.OSBuildNumber, 26200);
  },
);

t.test('a computer removed above is removed here, and must register anew', async (t) => {
  const { above, below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  await reports(below, 'other', [list('V', 1)], 2);
  await tier.rollUp();
  above.catalog.write(() => above.catalog.downstreamComputers.remove('pc', above.clock.now()));
  tick();
  t.match(await tier.rollUp(), { computers: 2, deleted: 1 });
  t.equal(below.catalog.computers.find('pc'), undefined);
  t.equal(above.catalog.downstreamComputers.find('pc'), undefined);
  tick();
  await reports(below, 'pc', [list('U', 2)], 3);
  t.match(await tier.rollUp(), { deleted: 0 });
  t.same(states('pc'), ['2 2']);
  t.same(states('other'), ['1 4']);
});

t.test('a restart that was reported is told of', async (t) => {
  const { above, below, tier } = await twoTiers(t);
  const cookie = await below.client.session({ clientId: 'pc' });
  const eventBatch = [eventOf(1, 202, { basic: { TimeAtTarget: '2026-11-01T07:00:00.5Z' } })];
  await below.client.call('ReportEventBatch', { cookie, clientTime: START, eventBatch });
  await tier.rollUp();
  t.equal(above.catalog.downstreamComputers.find('pc')?.lastRebootAt, Date.parse('2026-11-01T07:00:00.5Z'));
});

t.test('after a reset above everything is told anew', async (t) => {
  const { above, below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  tick();
  await tier.rollUp();
  above.catalog.write(() => {
    above.catalog.settings.set('rollup_reset', guidOf(77));
    above.catalog.downstreamStatuses.clear('pc');
  });
  tick();
  tier.clear();
  t.match(await tier.rollUp(), { statuses: 1, resent: 0, reset: guidOf(77).toLowerCase() });
  t.ok(tier.sent('RollupComputers')[0].computers[0].Details);
  t.match(tier.sent('RollupComputerStatus')[0].computers, [{ IsFullRollup: true, RollupNumber: 2 }]);
  t.same(states('pc'), ['1 2']);
  tick();
  t.match(await tier.rollUp(), { statuses: 0 });
});

t.test('another server above is told everything, though its number is the same', async (t) => {
  const { below, tier, tick } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  tick();
  await tier.rollUp();
  const other = await startServices(t, { catalogName: 'other' });
  other.clock.set(below.clock.now());
  const second = tierOf(below, other);
  t.match(await second.rollUp(), { computers: 1, statuses: 1 });
  t.ok(other.catalog.downstreamComputers.find('pc')?.details);
  tick();
  tier.clear();
  t.match(await tier.rollUp(), { resent: 1, statuses: 1 }, 'and the first one hears of it again');
  t.ok(tier.sent('RollupComputers')[0].computers[0].Details);
});

t.test('nobody is sent more than it takes at once', async (t) => {
  const { above, below, tier, states } = await twoTiers(t, {
    maxRollupServers: 1,
    maxRollupComputers: 2,
    maxOutOfSyncComputers: 3,
    maxRollupStatuses: 1,
  });
  for (let number = 1; number <= 5; number++) {
    await reports(below, `pc-${number}`, [list('U', number)], number);
    const info = JSON.stringify({ OSBuildNumber: number % 2 });
    below.catalog.write(() => below.catalog.computers.register(`pc-${number}`, info, below.clock.now()));
  }
  t.match(await tier.rollUp(), { kind: 'done', servers: 1, computers: 5, statuses: 5 });
  const sizes = (operation: Parameters<typeof tier.sent>[0], list: string) =>
    tier.sent(operation).map((request) => request[list].length);
  t.same(sizes('RollupDownstreamServers', 'downstreamServers'), [1, 1], 'one for each kind of Windows');
  t.same(sizes('RollupComputers', 'computers'), [2, 2, 1]);
  t.same(sizes('GetOutOfSyncComputers', 'lastRollupNumbers'), [3, 2]);
  t.same(sizes('RollupComputerStatus', 'computers'), [1, 1, 1, 1, 1]);
  t.same(
    above.catalog.downstreamActivity
      .of(below.catalog.serverId)
      .map(({ OSBuildNumber, Count }) => [OSBuildNumber, Count]),
    [
      [0, 2],
      [1, 3],
    ],
  );
  t.same(states('pc-5'), ['5 2']);
});

t.test('a cancelled roll-up ends with the reason before its next request', async (t) => {
  const { below, tier } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  const controller = new AbortController();
  const reason = new Error('stop');
  controller.abort(reason);
  await t.rejects(tier.rollUp({ signal: controller.signal }), reason);
  t.same(tier.calls, []);
});

t.test('a server above that forgot this one is told everything again', async (t) => {
  const { above, below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1)], 1);
  tick();
  await tier.rollUp();
  above.catalog.write(() => above.catalog.downstream.remove(below.catalog.serverId));
  t.equal(above.catalog.downstreamComputers.find('pc'), undefined);
  tick();
  t.match(await tier.rollUp(), { kind: 'done', resent: 1 });
  t.equal(above.catalog.downstreamComputers.find('pc')?.details?.OSBuildNumber, 26200);
  t.same(states('pc'), ['1 2']);
});
