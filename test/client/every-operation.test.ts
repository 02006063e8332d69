import { isDeepStrictEqual } from 'node:util';
import t from 'tap';
import { type ControlClient, createControlClient } from '../../client/index.ts';
import { operations } from '../../client/operations.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createControlApi } from '../../server/control/control-api.ts';
import { createControlImports } from '../../server/control/control-imports.ts';
import type { ControlPorts } from '../../server/control/control-ports.ts';
import type { Answer, ControlRoute } from '../../server/control/route.ts';
import { catalogRoutes, doubleRoutes } from '../../server/control/routes/index.ts';
import { startMockWindowsUpdate } from '../../server/index.ts';
import { createStages } from '../../server/scenarios/stages.ts';
import { createSyncStarter } from '../../server/sync/sync-starter.ts';
import { type AnyCall, everyCall } from '../helpers/control-calls.ts';
import { fillForControl } from '../helpers/control-catalogue.ts';
import { injectedFetch } from '../helpers/injected-fetch.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

const double = await startMockWindowsUpdate({
  state: withKeys(t.testdir({})),
  seeds: ['demo'],
  httpPort: 0,
  httpsPort: 0,
  controlPort: 0,
  controlToken: 'a-token-of-some-length',
});
t.teardown(() => double.close());
fillForControl(double.catalog);
const calls = everyCall(double.catalog, double.urls.http);

/** Calls an operation by its name alone. */
function make(client: ControlClient, { id, input }: AnyCall): Promise<Answer> {
  return (client[id] as unknown as (input?: object) => Promise<Answer>)(input);
}

t.test('every operation is called', async (t) => {
  const called = new Set(calls.map(({ id }) => id));
  t.same(
    Object.keys(operations).filter((id) => !called.has(id as AnyCall['id'])),
    [],
  );
});

t.test('every operation works through the client, against a double that wants a token', async (t) => {
  const client = createControlClient({ url: double.urls.control, token: double.controlToken });
  for (const call of calls) t.type(await make(client, call), 'object', call.id);
  t.match(await client.listEvents({ hresult: 'WU_E_DM_INCORRECTFILEHASH' }), { events: [], next: null });
  t.match(await client.getGroup({ group: 'All Computers' }), { computers: 0, isBuiltin: true });
  await t.rejects(client.getUpdate({ update: 'KB1/ä%' }), {
    name: 'ControlError',
    status: 404,
    code: 'CATALOG_UPDATE_NAME_UNKNOWN',
    message: /no update is called "KB1\/ä%"/,
  });
});

t.test('no answer loses anything on its way through its schema', async (t) => {
  let told: Answer | undefined;
  const noting = (route: ControlRoute): ControlRoute => ({
    ...route,
    handler: async (ports, input) => {
      told = await route.handler(ports, input);
      return told;
    },
  });
  const ports = portsOf();
  t.teardown(() => ports.syncs.stop());
  const api = await createControlApi({
    portsOf: () => ports,
    logger: silentLogger,
    routes: catalogRoutes.map(noting),
    ofDouble: doubleRoutes.map(noting),
  });
  const client = createControlClient({ url: 'http://localhost', fetch: injectedFetch(api) });
  fillForControl(double.catalog);
  // One that is under way, which no other call meets.
  const { syncRuns } = double.catalog;
  const runId = syncRuns.begin('http://upstream.test', 'manual', process.pid, double.world.clock.now());
  await client.changeSubscription({ url: double.urls.http, content: 'none' });
  t.match(await client.getSyncStatus(), { status: { running: { runId, isCancelled: false } } });
  const running: AnyCall = { id: 'getSyncStatus' };
  for (const call of [running, { id: 'cancelSync' } as const, ...calls]) {
    if (call.id === 'startSync') syncRuns.end(runId, 'failed', '{}', double.world.clock.now());
    told = undefined;
    const received = await make(client, call);
    const sent: unknown = told === undefined ? received : JSON.parse(JSON.stringify(told));
    t.ok(isDeepStrictEqual(received, sent), call.id, { received, sent });
  }
});

function portsOf(): ControlPorts {
  const { catalog, pki, synchroniser, urls, content, world } = double;
  const { signCabinet, rootSha256: signerId } = pki;
  return {
    tenant: double.tenants.default,
    tenants: double.tenants,
    stages: createStages(double.tenants),
    saveCapsule: double.saveCapsule,
    catalog,
    pki,
    synchroniser,
    syncs: createSyncStarter({ catalog, synchroniser, logger: silentLogger }),
    urls,
    clock: world.clock,
    imports: createControlImports(catalog, { content, signCabinet, signerId }, true),
  };
}
