import t from 'tap';
import { createDeviceClient } from '../../../scripts/scenario/device-client.ts';
import { runScenario } from '../../../scripts/scenario/run-scenario.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { wsusScenarios } from '../../../server/scenarios/all-scenarios.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

t.test('the device of this project does what a correct client does', async (t) => {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  for (const scenario of wsusScenarios)
    await t.test(scenario.id, async (t) => {
      const verdict = await runScenario(double, scenario, (target, tenant) =>
        createDeviceClient(target, tenant.clock),
      );
      const { oracles, isPassed, end, honest } = verdict;
      t.ok(isPassed, 'passed', { honest, end, oracles: oracles.filter(({ result }) => result === 'broken') });
      t.same(
        oracles.filter(({ result }) => result === 'skipped'),
        [],
        'nothing is skipped',
      );
    });
});
