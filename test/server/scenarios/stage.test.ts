import t from 'tap';
import { bundle, came, part, seed, update } from '../../../server/scenarios/all/common.ts';
import { performStep } from '../../../server/scenarios/perform-step.ts';
import type { Scenario } from '../../../server/scenarios/scenario.ts';
import { createStage } from '../../../server/scenarios/stage.ts';
import { startStage } from '../../helpers/scenario-runs.ts';
import { wuspClient } from '../../helpers/wusp-client.ts';

const double = await startStage(t);

/** A scenario in which nothing is done but what `changes` say. */
function scenario(changes: Partial<Scenario>): Scenario {
  const nothing = { steps: [], client: [] };
  return {
    ...{ id: 'content.test', title: 'A test', layer: 'content', threat: 'none', story: [], correct: '' },
    ...{ honest: nothing, strike: nothing, oracles: [] },
    ...changes,
  };
}

t.test('a hidden member is revised with the bundle that names it', async (t) => {
  const { catalog, ...tenant } = await double.tenants.create();
  t.teardown(() => tenant.close());
  const whole = { ...tenant, catalog };
  await performStep(whole, seed(bundle(), part('first'), part('second')));
  await performStep(whole, {
    do: 'revise',
    update: 'KB5090001',
    by: 5,
    replaceInMembers: [['FileName="mock-second.cab"', 'FileName="other.cab"']],
  });
  const key = catalog.revisions.updateKeyOf(
    String(tenant.journal.known().require('KB5090001')).toLowerCase(),
  );
  const [newest = 0] = catalog.revisions.newestFirst(key ?? 0);
  const document = catalog.revisions.document(newest) ?? '';
  t.match(document, /RevisionNumber="105" \/><upd:Properties/, 'the bundle has another number');
  t.same([...document.matchAll(/RevisionNumber="(\d+)"/g)].map(([, number]) => number).sort(), [
    '100',
    '105',
    '105',
  ]);
  await t.rejects(
    performStep(whole, { do: 'revise', update: 'KB5090001', replace: [['nobody wrote this', '']] }),
    { code: 'SCENARIO_STEP', message: /nobody wrote this/ },
  );
});

t.test('what is observed never breaks, and what comes after the repair is told apart', async (t) => {
  const tenant = await double.tenants.create({ ports: {} });
  t.teardown(() => tenant.close());
  const client = wuspClient(tenant.urls.http);
  t.teardown(() => client.close());
  const ask = () => client.call('GetConfig', { protocolVersion: '2.90' });
  const query = { operation: 'GetConfig' };
  const stage = createStage(
    tenant,
    scenario({
      honest: { steps: [seed(update())], client: [] },
      repair: { steps: [], client: [] },
      oracles: [
        came('twice since the strike', query, 2),
        { ...came('once since the repair', query, 1), since: 'repair' },
        {
          kind: 'observe',
          why: 'faults',
          expect: { query: { ...query, outcome: 'fault' } },
          yes: 'It was.',
          no: 'Not.',
        },
      ],
    }),
  );
  await stage.arrange();
  await ask();
  await stage.strike();
  await ask();
  await stage.repair();
  await ask();
  await stage.settle();
  const { isPassed, oracles } = stage.judge();
  t.ok(isPassed);
  t.same(
    oracles.map(({ result }) => result),
    ['kept', 'kept', 'observed'],
  );
  t.match(oracles[2]?.explanation, /^Not\. Expected/);
});

t.test('what arrives late is waited for', async (t) => {
  const tenant = await double.tenants.create({ ports: {} });
  t.teardown(() => tenant.close());
  const client = wuspClient(tenant.urls.http);
  t.teardown(() => client.close());
  const oracles = [came('it comes', { operation: 'GetConfig' })];
  const stage = createStage(tenant, scenario({ oracles }));
  await stage.strike();
  const settled = stage.settle();
  await client.call('GetConfig', { protocolVersion: '2.90' });
  await settled;
  t.ok(stage.judge().isPassed);
});
