import t from 'tap';
import { driverRevisionQueries } from '../../../catalog/upstream/driver-revisions.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

const PARAMETERS = {
  ...{ ids: '[["PCI\\\\A",1]]', after: 0, until: 0, categories: '[1]', wholes: '[]' },
};

t.test('drivers are looked up through indexes, whatever else the tables hold', (t) => {
  const { database } = testCatalog(t);
  for (const [name, sql] of Object.entries(driverRevisionQueries)) {
    const rows = database.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(PARAMETERS);
    const scans = rows.map(({ detail }) => detail).filter((step) => step.startsWith('SCAN '));
    const own = scans.filter((step) => !/^SCAN (id VIRTUAL TABLE|json_each VIRTUAL TABLE|asked$)/.test(step));
    t.ok(scans.length > 0, name);
    t.same(own, [], name);
  }
  t.end();
});
