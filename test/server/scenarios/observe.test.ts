import t from 'tap';
import { judgeOracle } from '../../../server/scenarios/judge-oracle.ts';
import type { Oracle } from '../../../server/scenarios/scenario.ts';
import { settle } from '../../../server/scenarios/settle.ts';
import type { Tenant } from '../../../server/tenants/tenant.ts';
import { startServices } from '../../helpers/services.ts';

const asked = (kind: 'journal' | 'observe', count?: number): Oracle => ({
  ...{ kind, why: 'the configuration is asked for', yes: 'Yes.', no: 'No.' },
  expect: { query: { operation: 'GetConfig' }, ...(count !== undefined && { count }) },
});

t.test('what is observed is told and breaks nothing', async (t) => {
  const { client, world } = await startServices(t);
  const tenant = world as unknown as Tenant;
  t.match(judgeOracle(tenant, asked('observe'), 0, undefined), {
    result: 'observed',
    explanation: /None came/,
  });
  t.match(judgeOracle(tenant, asked('journal'), 0, undefined), { result: 'broken' });
  await client.call('GetConfig', { protocolVersion: '2.90' });
  t.match(judgeOracle(tenant, asked('observe', 0), 0, undefined), {
    result: 'observed',
    explanation: /1 came/,
  });
  t.match(
    judgeOracle(tenant, asked('observe'), 1, undefined),
    { explanation: /None came/ },
    'after the strike',
  );
});

t.test('what is wanted is waited for, and what is not is not', async (t) => {
  const { client, world } = await startServices(t);
  const expect = { query: { operation: 'GetConfig' } };
  const settled = settle(world.journal, [{ expect, after: 0 }]);
  const called = client.call('GetConfig', { protocolVersion: '2.90' });
  await settled;
  t.equal(world.journal.entries(expect.query).length, 1, 'it was noted meanwhile');
  await called;
  await settle(world.journal, [{ expect: { ...expect, count: 0 }, after: 1 }]);
  t.pass('absence needs no waiting');
});
