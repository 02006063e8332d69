import t from 'tap';
import { importUpdates, idOf as updateIdOf } from '../../../helpers/documents.ts';
import { list, reports, twoTiers } from './tiers.ts';

t.test('states are told by their numbers, whole the first time', async (t) => {
  const { below, tier, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1), list('h', 2), list('V', 3), list('g', 4), list('W', 5)], 1);
  t.match(await tier.rollUp(), { statuses: 5 });
  const [sent] = tier.sent('RollupComputerStatus')[0].computers;
  t.match(sent, { ComputerId: 'pc', RollupNumber: 1, IsFullRollup: true });
  t.match(sent.InstanceId, /^[0-9a-f-]{36}$/);
  t.same(states('pc'), ['1 2', '2 3', '3 4', '4 5', '5 6']);
});

t.test('afterwards only what changed is told, with the next number', async (t) => {
  const { below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1, 2), list('V', 3)], 1);
  tick();
  await tier.rollUp();
  tick();
  await reports(below, 'pc', [list('U', 1), list('V', 2, 3)], 2);
  tick();
  tier.clear();
  t.match(await tier.rollUp(), { statuses: 1 });
  t.match(tier.sent('RollupComputerStatus')[0].computers, [
    { RollupNumber: 2, IsFullRollup: false, UpdateStatus: [{ SummarizationState: 4 }] },
  ]);
  t.same(states('pc'), ['1 2', '2 4', '3 4']);
  tick();
  t.match(await tier.rollUp(), { statuses: 0 });
});

t.test('what a computer no longer reports is told as not applicable, once', async (t) => {
  const { below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1, 2)], 1);
  tick();
  await tier.rollUp();
  tick();
  await reports(below, 'pc', [list('U', 1)], 2);
  tick();
  t.match(await tier.rollUp(), { statuses: 1 });
  t.same(states('pc'), ['1 2', '2 1']);
  tick();
  t.match(await tier.rollUp(), { statuses: 0 });
  await reports(below, 'pc', [list('U', 1, 2)], 3);
  tick();
  await tier.rollUp();
  t.same(states('pc'), ['1 2', '2 2']);
});

t.test('what comes in the millisecond of a roll-up is not lost', async (t) => {
  const { below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'pc', [list('U', 1, 2)], 1);
  await tier.rollUp();
  await reports(below, 'pc', [list('U', 1), list('V', 2)], 2);
  tick();
  await tier.rollUp();
  t.same(states('pc'), ['1 2', '2 4']);
});

t.test('a computer the server above lost track of is told whole', async (t) => {
  const { above, below, tier, tick, states } = await twoTiers(t);
  await reports(below, 'a', [list('U', 1)], 1);
  await reports(below, 'b', [list('U', 1)], 2);
  tick();
  await tier.rollUp();
  above.catalog.database
    .prepare("UPDATE downstream_computer SET received_rollup = 9 WHERE computer_id = 'a'")
    .run();
  above.catalog.write(() => above.catalog.downstreamStatuses.clear('a'));
  tick();
  tier.clear();
  t.match(await tier.rollUp(), { resent: 1, statuses: 1 });
  t.match(tier.sent('RollupComputerStatus')[0].computers, [
    { ComputerId: 'a', IsFullRollup: true, RollupNumber: 2 },
    { ComputerId: 'b', IsFullRollup: false, RollupNumber: 2 },
  ]);
  t.same(states('a'), ['1 2']);
  t.match(await tier.rollUp(), { resent: 0 });
});

t.test('computers that never reported a status are not asked for', async (t) => {
  const { below, tier } = await twoTiers(t);
  await below.client.session({ clientId: 'silent' });
  t.match(await tier.rollUp(), { computers: 1, statuses: 0 });
  t.same(tier.sent('GetOutOfSyncComputers'), []);
  t.same(tier.sent('RollupComputerStatus'), []);
});

t.test('the detection of a computer is the newest update it can have reported of', async (t) => {
  const { above, below, tier, tick } = await twoTiers(t);
  importUpdates(below.catalog, { id: 1 });
  const arrived = below.catalog.database.prepare('SELECT arrived_at FROM revision').pluck().get();
  tick();
  await reports(below, 'pc', [`U=${updateIdOf(1)}`], 1);
  tick();
  importUpdates(below.catalog, { id: 2 });
  await tier.rollUp();
  t.equal(above.catalog.downstreamComputers.find('pc')?.effectiveLastDetection, arrived);
});
