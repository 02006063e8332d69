import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from '../../../server/index.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

const SEED = `updates:
  - title: "Mock: one"
    key: one
    kb: 9000001
    classification: Security Updates
    products: [Windows 11]
    files: [{ name: one.cab, size: 20 KB }]
    approvals: [{ group: All Computers, action: install }]
`;
const SECOND = `  - title: "Mock: two"
    key: two
    kb: 9000002
    classification: Security Updates
    products: [Windows 11]
    files: [{ name: two.cab, size: 20 KB }]
`;

async function started(
  t: Test,
  state: string,
  seed: string,
  more: StartOptions = {},
): Promise<MockWindowsUpdate> {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state, seeds: [seed], ...ports, ...more });
  t.teardown(() => double.close());
  return double;
}

t.test('a seed that grew is imported again under another address, and what was there stays', async (t) => {
  const folder = t.testdir({ 'seed.yaml': SEED });
  const seed = path.join(folder, 'seed.yaml');
  const state = withKeys(path.join(folder, '.mock-wu'));
  await (await started(t, state, seed)).close();
  writeFileSync(seed, SEED + SECOND);
  const again = await started(t, state, seed, { names: ['wsus.test'] });
  const report = again.imports[0];
  t.equal(report?.added, 2, 'the new bundle and its member');
  t.ok((report?.known ?? 0) > 3);
});

t.test('what an administrator decided after the import survives the next start', async (t) => {
  const folder = t.testdir({ 'seed.yaml': `${SEED.replace('size: 20 KB', 'path: payload.txt')}` });
  writeFileSync(path.join(folder, 'payload.txt'), 'mock');
  const seed = path.join(folder, 'seed.yaml');
  const state = withKeys(path.join(folder, '.mock-wu'));
  const first = await started(t, state, seed);
  const { updateId } = first.catalog.database
    .prepare(
      "SELECT update_id AS updateId FROM update_identity JOIN revision USING (update_key) WHERE kb_article_ids = '9000001'",
    )
    .get() as { updateId: string };
  t.equal(first.catalog.approvals.unapprove(updateId), 1);
  await first.close();
  const second = await started(t, state, seed);
  t.equal(second.imports[0]?.added, 0);
  t.same(second.catalog.deployments.explicit(), [], 'the seed was not decided on again');
});

t.test('a seed is refused when its keys were thrown away, with the way out', async (t) => {
  const folder = t.testdir({ 'seed.yaml': SEED });
  const state = withKeys(path.join(folder, '.mock-wu'));
  await (await started(t, state, path.join(folder, 'seed.yaml'))).close();
  rmSync(path.join(state, 'pki'), { recursive: true });
  mkdirSync(path.join(state, 'pki'));
  await t.rejects(started(t, state, path.join(folder, 'seed.yaml')), { code: 'CATALOG_KEYS_REPLACED' });
});
