import t from 'tap';
import { createDeviceClient } from '../../../scripts/scenario/device-client.ts';
import { type HresultRecipe, hresultRecipes } from '../../../server/faults/hresult-table.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../../server/index.ts';
import { update } from '../../../server/scenarios/all/common.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

/** One update with a file of several ranges. */
const SEED = { updates: [update({ files: [{ name: 'mock.cab', size: 3 * 1024 * 1024 }] })] };

/** Codes the device ends with in its stage, where this recipe is the only fault of an honest tenant. */
async function codesOf(
  double: MockWindowsUpdate,
  { name, stage }: HresultRecipe,
): Promise<readonly string[]> {
  const tenant = await double.tenants.create({ name, ports: {} });
  const reports: string[] = [];
  const target = { ...tenant.urls, caPem: double.ca.pem, caFile: double.ca.file };
  const client = createDeviceClient(target, tenant.clock, (event) => {
    if (event.kind === 'failed' && event.about === 'report') reports.push(event.failure.code);
  });
  try {
    tenant.faults.add({ hresult: name });
    const scanned = await client.act('scan');
    const { codes = [] } = stage === 'download' && scanned.isGood ? await client.act('download') : scanned;
    return stage === 'report' ? reports : codes;
  } finally {
    await client.close();
    await tenant.close();
  }
}

t.test('every recipe raises its code in the device of this project', async (t) => {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  await double.tenants.default.import({ seed: SEED });
  for (const recipe of hresultRecipes) {
    const codes = await codesOf(double, recipe);
    t.ok(
      codes.includes(recipe.name),
      `${recipe.name}: ${recipe.wire}, ended with ${codes.join(', ') || 'no failure'}`,
    );
  }
});
