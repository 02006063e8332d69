import type { ClientEnd } from '../../server/scenarios/judge-oracle.ts';
import type { Scenario } from '../../server/scenarios/scenario.ts';
import { createStage, type ScenarioVerdict } from '../../server/scenarios/stage.ts';
import type { MockWindowsUpdate } from '../../server/start.ts';
import type { Tenant } from '../../server/tenants/tenant.ts';
import type { ClientTarget, ClientUnderTest } from './client.ts';

/** Makes the client of one scenario: it finds the server at `target`, and `tenant` tells the time there. */
export type OpenClient = (target: ClientTarget, tenant: Tenant) => ClientUnderTest;

/** A verdict with how the honest part went: a client that fails there has not met the strike. */
export interface RunVerdict extends ScenarioVerdict {
  readonly honest: ClientEnd | undefined;
  readonly end: ClientEnd | undefined;
}

/**
 * Runs one scenario on a tenant of its own, with listeners of its own: honest state, client, strike, client, verdict. The tenant is gone
 * afterwards.
 */
export async function runScenario(
  double: MockWindowsUpdate,
  scenario: Scenario,
  openClient: OpenClient,
): Promise<RunVerdict> {
  const tenant = await double.tenants.create({ name: scenario.id, ports: {} });
  const { ca } = double;
  const client = openClient({ ...tenant.urls, caPem: ca.pem, caFile: ca.file }, tenant);
  try {
    const stage = createStage(tenant, scenario);
    await stage.arrange();
    const honest = await actAll(client, scenario.honest.client);
    await stage.strike();
    const struck = await actAll(client, scenario.strike.client);
    await stage.repair();
    const end = (await actAll(client, scenario.repair?.client ?? [])) ?? struck;
    await stage.settle();
    const verdict = stage.judge(end);
    return { ...verdict, isPassed: verdict.isPassed && honest?.isGood !== false, honest, end };
  } finally {
    await client.close();
    await tenant.close();
  }
}

/** How the last action ended. */
async function actAll(
  client: ClientUnderTest,
  actions: Scenario['honest']['client'],
): Promise<ClientEnd | undefined> {
  let end: ClientEnd | undefined;
  for (const action of actions) end = await client.act(action);
  return end;
}
