import t, { type Test } from 'tap';
import { eventOf, guidOf } from '../../../helpers/reports.ts';
import { START, startServices } from '../../../helpers/services.ts';
import { tierOf } from './tiers.ts';

async function start(t: Test) {
  const above = await startServices(t);
  const below = await startServices(t, { catalogName: 'below' });
  let instance = 0;
  return {
    above,
    below,
    tier: tierOf(below, above),
    /** Computer `clientId` reports these events of update 1. */
    install: async (clientId: string, ...eventIds: readonly number[]) => {
      const cookie = await below.client.session({ clientId });
      const eventBatch = eventIds.map((id) => eventOf(++instance, id, { update: 1 }));
      await below.client.call('ReportEventBatch', { cookie, clientTime: START, eventBatch });
    },
    /** Computers, and installations of each update: revision, successes, failures. */
    kept: () =>
      above.catalog.downstreamActivity
        .of(below.catalog.serverId)
        .map(({ OSBuildNumber, Count, ActivitySummaries }) => [
          OSBuildNumber,
          Count,
          ActivitySummaries?.map((row) => [
            row.UpdateId,
            row.RevisionNumber,
            row.InstallSuccessCount,
            row.InstallFailureCount,
          ]),
        ]),
  };
}

const ONE = guidOf(1).toLowerCase();

t.test('installations are counted by the kind of Windows, whoever made them and how often', async (t) => {
  const { tier, install, kept } = await start(t);
  await install('a', 183, 182, 182);
  await install('b', 190, 184, 161, 147);
  await tier.rollUp();
  t.same(kept(), [[26200, 2, [[ONE, 200, 3, 2]]]]);
});

t.test('what was told is not told again', async (t) => {
  const { tier, install, kept } = await start(t);
  await install('a', 183);
  await tier.rollUp();
  await tier.rollUp();
  t.same(kept(), [[26200, 1, [[ONE, 200, 1, 0]]]]);
  await install('a', 182);
  await tier.rollUp();
  t.same(kept(), [[26200, 1, [[ONE, 200, 1, 1]]]]);
});

t.test('what the server above did not take is told the next time', async (t) => {
  const { above, below, tier, install, kept } = await start(t);
  await install('a', 183);
  const before = below.catalog.settings.get('rollup_event');
  await t.rejects(tier.rollUp({ version: 'not a version' }), /InvalidParameters/);
  t.equal(below.catalog.settings.get('rollup_event'), before);
  t.same(above.catalog.downstreamActivity.of(below.catalog.serverId), []);
  await tier.rollUp();
  t.same(kept(), [[26200, 1, [[ONE, 200, 1, 0]]]]);
});

t.test('a computer that never registered is of no known kind', async (t) => {
  const { below, tier, kept } = await start(t);
  await below.client.session({ clientId: 'a', register: false });
  await tier.rollUp();
  t.same(kept(), [[0, 1, []]]);
});
