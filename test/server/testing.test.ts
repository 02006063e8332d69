import t from 'tap';
import { doubleFor, doubleForSuite, tenantFor } from '../../server/testing.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

t.test(
  'a double and its tenants end with the test they were made for, in tap and in node:test',
  async (t) => {
    let url = '';
    await t.test('in tap', async (t) => {
      const double = await doubleFor(t, { state: withKeys(t.testdir()) });
      const tenant = await tenantFor(t, double, { ports: {} });
      url = tenant.urls.http;
      t.equal((await fetch(`${url}/ClientWebService/Client.asmx`)).status, 200);
    });
    await t.rejects(fetch(url));
    const ends: (() => Promise<void>)[] = [];
    const double = await doubleFor({ after: (end) => ends.push(end) }, { state: withKeys(t.testdir()) });
    t.equal((await fetch(`${double.urls.control}/readyz`)).status, 200);
    for (const end of ends) await end();
    await t.rejects(fetch(`${double.urls.control}/readyz`));
    await t.rejects(doubleFor({}, { state: withKeys(t.testdir()) }), /neither after .* nor teardown/);
  },
);

t.test('a double for a suite is put back before each test', async (t) => {
  const hooks: Record<string, () => unknown> = {};
  const keep = (name: string) => (hook: () => unknown) => {
    hooks[name] = hook;
  };
  const double = doubleForSuite(
    { beforeAll: keep('beforeAll'), afterAll: keep('afterAll'), beforeEach: keep('beforeEach') },
    { state: withKeys(t.testdir()) },
  );
  t.throws(double, /inside tests/);
  await hooks.beforeAll?.();
  double().faults.add({ hresult: '0x80244022' });
  double().catalog.groups.create('Ring 1');
  await hooks.beforeEach?.();
  t.same(double().faults.list(), []);
  t.equal(double().catalog.groups.find('Ring 1'), undefined);
  await hooks.afterAll?.();
  t.throws(() => double().catalog.groups.find('Ring 1'));
});
