import type { Test } from 'tap';
import type { ClientTarget, ClientUnderTest } from '../../scripts/scenario/client.ts';
import { createDeviceClient } from '../../scripts/scenario/device-client.ts';
import { type RunVerdict, runScenario } from '../../scripts/scenario/run-scenario.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import type { JournalEntry } from '../../server/journal/entry.ts';
import type { Scenario } from '../../server/scenarios/scenario.ts';
import type { Tenant } from '../../server/tenants/tenant.ts';
import { withKeys } from './prepared-keys.ts';

/** What a run came to, with everything that arrived. */
export interface ScenarioRun extends RunVerdict {
  readonly entries: readonly JournalEntry[];
}

/** A double on free ports for scenarios; it ends with the test. */
export async function startStage(t: Test): Promise<MockWindowsUpdate> {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  return double;
}

/** Runs a scenario against the device of this project, or the client that `open` makes. */
export async function run(
  double: MockWindowsUpdate,
  scenario: Scenario,
  open: (target: ClientTarget, tenant: Tenant) => ClientUnderTest = (target, { clock }) =>
    createDeviceClient(target, clock),
): Promise<ScenarioRun> {
  let entries: readonly JournalEntry[] = [];
  const verdict = await runScenario(double, scenario, (target, tenant) => {
    const client = open(target, tenant);
    return {
      ...client,
      close: async () => {
        entries = tenant.journal.entries();
        await client.close();
      },
    };
  });
  return { ...verdict, entries };
}

/** Oracles that came out as `result`, each with its explanation. */
export function oraclesOf({ oracles }: RunVerdict, result: 'kept' | 'broken' | 'skipped'): readonly string[] {
  return oracles
    .filter((one) => one.result === result)
    .map(({ why, explanation }) => `${why}: ${explanation}`);
}
