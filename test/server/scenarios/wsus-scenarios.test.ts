import t from 'tap';
import { createDeviceClient } from '../../../scripts/scenario/device-client.ts';
import { runScenario } from '../../../scripts/scenario/run-scenario.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { codeSigningScenarios } from '../../../server/scenarios/all/code-signing.ts';
import { cookieScenarios } from '../../../server/scenarios/all/cookies.ts';
import { loopScenarios } from '../../../server/scenarios/all/protocol-loops.ts';
import { oddityScenarios } from '../../../server/scenarios/all/protocol-oddities.ts';
import { provenanceScenarios } from '../../../server/scenarios/all/provenance.ts';
import { wsusFaultScenarios } from '../../../server/scenarios/all/wsus-faults.ts';
import { wsuspectScenarios } from '../../../server/scenarios/all/wsuspect.ts';
import type { Scenario } from '../../../server/scenarios/scenario.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

const scenarios: readonly Scenario[] = [
  ...wsusFaultScenarios,
  ...cookieScenarios,
  ...codeSigningScenarios,
  ...wsuspectScenarios,
  ...provenanceScenarios,
  ...loopScenarios,
  ...oddityScenarios,
];

t.test('the device of this project does what a correct client does', async (t) => {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  for (const scenario of scenarios)
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
