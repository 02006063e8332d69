import t, { type Test } from 'tap';
import { openDatabase } from '../../../catalog/store/database.ts';
import type { ServicesOptions } from '../../helpers/services.ts';
import { faultOf } from '../../helpers/wusp-client.ts';
import { computerOf, details, idOf, NEVER, serverOf, startRolled, statusOf, ZEROS } from './rolled.ts';

const path = 'computers.ComputerStatusRollupInfo';
const [T1, T2, T3] = ['2026-11-01T08:00:00Z', '2026-11-01T08:00:01Z', '2026-11-01T08:00:02Z'] as const;

/** Server 1 with computer a, server 2 below it with b, server 3 with c. */
async function start(t: Test, settings?: ServicesOptions['settings']) {
  const rolled = await startRolled(t, settings && { settings });
  await rolled.servers(serverOf(1), serverOf(2, { ParentServerId: idOf(1) }), serverOf(3));
  if (settings?.doDetailedRollup !== false)
    await rolled.computers(
      ...Object.entries({ a: 1, b: 2, c: 3 }).map(([id, server]) =>
        computerOf(id, server, { Details: details }),
      ),
    );
  return rolled;
}

t.test('states are kept, and the later change of an update holds', async (t) => {
  const { status, states } = await start(t);
  t.equal(
    await status(
      statusOf('a', 1, [
        [1, 2, T2],
        [2, 4, T2],
      ]),
    ),
    true,
  );
  await status(
    statusOf('a', 2, [
      [1, 4, T1],
      [2, 5, T2],
      [3, 6, T1],
    ]),
  );
  t.same(states('a'), ['1 2', '2 5', '3 6']);
  await status(statusOf('a', 3, [[1, 3, T3]]));
  t.same(states('a'), ['1 3', '2 5', '3 6']);
});

t.test('a full roll-up replaces everything of its computer, and of no other', async (t) => {
  const { status, states } = await start(t);
  await status(
    statusOf('a', 1, [
      [1, 2, T3],
      [2, 4, T3],
    ]),
    statusOf('b', 1, [[1, 5, T1]]),
  );
  await status(statusOf('a', 2, [[3, 4, T1]], { IsFullRollup: true }));
  t.same(states('a'), ['3 4']);
  t.same(states('b'), ['1 5']);
  await status(statusOf('a', 3, [], { IsFullRollup: true }));
  t.same(states('a'), []);
});

t.test('number and detection of the roll-up are noted', async (t) => {
  const { status, catalog } = await start(t);
  await status(statusOf('a', 7, [], { EffectiveLastDetectionTime: '2026-10-31T00:00:00.25Z' }));
  t.match(catalog.downstreamComputers.find('a'), {
    receivedRollup: 7,
    effectiveLastDetection: Date.parse('2026-10-31T00:00:00.25Z'),
  });
  await status(statusOf('a', 8, [], { EffectiveLastDetectionTime: NEVER }));
  t.match(catalog.downstreamComputers.find('a'), { receivedRollup: 8, effectiveLastDetection: null });
});

t.test('a computer that is not known is ignored', async (t) => {
  const { status, states } = await start(t);
  t.equal(await status(statusOf('nobody', 1, [[1, 2, T1]]), statusOf('a', 1, [[1, 4, T1]])), true);
  t.same(states('nobody'), []);
  t.same(states('a'), ['1 4']);
});

t.test('all of a request is kept or nothing', async (t) => {
  const { status, states } = await start(t);
  const wrong = statusOf('b', 1, [[1, 7, T1]]);
  t.match(await faultOf(() => status(statusOf('a', 1, [[1, 2, T1]]), wrong)), /SummarizationState$/);
  t.same(states('a'), []);
});

t.test('while another process holds the store the answer is false, and nothing is lost', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const rolled = await startRolled(t, { file });
  await rolled.servers(serverOf(1));
  await rolled.computers(computerOf('a', 1, { Details: details }));
  rolled.catalog.setPatience(0);
  const other = openDatabase(file);
  t.teardown(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  t.equal(await rolled.status(statusOf('a', 1, [[1, 2, T1]])), false);
  t.match(await faultOf(() => rolled.computers(computerOf('a', 1))), /^ServerBusy/);
  other.exec('COMMIT');
  t.equal(await rolled.status(statusOf('a', 1, [[1, 2, T1]])), true);
  t.same(rolled.states('a'), ['1 2']);
});

t.test('out of sync is what has another number, on the server that asks and those below it', async (t) => {
  const { status, outOfSync } = await start(t);
  await status(statusOf('a', 4, []), statusOf('b', 5, []), statusOf('c', 6, []));
  const numbers = { a: 4, b: 4, c: 4, nobody: 4 };
  t.same(await outOfSync(1, numbers), ['b']);
  t.same(await outOfSync(1, { ...numbers, a: 3 }), ['a', 'b']);
  t.same(await outOfSync(2, { ...numbers, a: 3 }), ['b']);
  t.same(await outOfSync(3, numbers), ['c']);
  t.same(await outOfSync(3, { c: 6 }), []);
});

t.test('a computer that never came is at number 0', async (t) => {
  const { outOfSync } = await start(t);
  t.same(await outOfSync(1, { a: 0, b: 1 }), ['b']);
});

t.test('a server nobody knows hears of nothing', async (t) => {
  const { outOfSync } = await start(t);
  t.same(await outOfSync(9, { a: 9, b: 9 }), []);
});

t.test('where no details are wanted both are a fault', async (t) => {
  const { status, outOfSync } = await start(t, { doDetailedRollup: false });
  t.match(await faultOf(() => status()), /^InternalServerError: DoDetailedRollup/);
  t.match(await faultOf(() => outOfSync(1, {})), /^InternalServerError: DoDetailedRollup/);
});

t.test('more than a batch may have is refused', async (t) => {
  const { status, outOfSync } = await start(t, { maxRollupStatuses: 1, maxOutOfSyncComputers: 1 });
  await status(statusOf('a', 1, []));
  t.equal(
    await faultOf(() => status(statusOf('a', 1, []), statusOf('b', 1, []))),
    'InvalidParameters: computers',
  );
  t.same(await outOfSync(1, { a: 1 }), []);
  t.equal(await faultOf(() => outOfSync(1, { a: 1, b: 1 })), 'InvalidParameters: lastRollupNumbers');
});

t.test('a value that cannot be is refused by its name', async (t) => {
  const { status, outOfSync, client } = await start(t);
  const states = `${path}.UpdateStatus.ComputerStatusRollupUpdateStatus`;
  const cases: readonly (readonly [Parameters<typeof statusOf>, string])[] = [
    [['', 1, []], `${path}.ComputerId`],
    [['a', 0, []], `${path}.RollupNumber`],
    [['a', 1, [], { InstanceId: ZEROS }], `${path}.InstanceId`],
    [['a', 1, [], { EffectiveLastDetectionTime: 'x' }], `${path}.EffectiveLastDetectionTime`],
    [['a', 1, [[1, 7, T1]]], `${states}.SummarizationState`],
    [['a', 1, [[1, -1, T1]]], `${states}.SummarizationState`],
    [['a', 1, [[1, 2, 'x']]], `${states}.LastChangeTime`],
  ];
  for (const [words, field] of cases)
    t.equal(await faultOf(() => status(statusOf(...words))), `InvalidParameters: ${field}`);
  t.equal(
    await faultOf(() => outOfSync(1, { a: -1 })),
    'InvalidParameters: lastRollupNumbers.ComputerLastRollupNumber.RollupNumber',
  );
  const [clientTime, parentServerId] = [T3, idOf(1)];
  t.equal(
    await client.fault('RollupComputerStatus', { clientTime, parentServerId }),
    'InvalidParameters: computers',
  );
  t.equal(
    await client.fault('GetOutOfSyncComputers', { parentServerId }),
    'InvalidParameters: lastRollupNumbers',
  );
});
