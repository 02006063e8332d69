import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import {
  type CandidateQuestion,
  createDriverIndex,
  MOST_HARDWARE_IDS,
} from '../../../catalog/drivers/driver-index.ts';
import { driverQueries } from '../../../catalog/drivers/driver-rows.ts';
import { pickDrivers } from '../../../catalog/drivers/pick-drivers.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { device, driverUpdate, inUse, picks } from './drivers.ts';

/** What SQLite does for `sql`, one line a step. */
function planOf(catalog: Catalog, sql: string): string[] {
  const parameters = Array.from(sql.matchAll(/\?/g), () => '');
  const rows = catalog.database
    .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters);
  return rows.map(({ detail }) => detail);
}

t.test('every question is answered through an index, none by looking through a table', (t) => {
  const catalog = testCatalog(t);
  for (const [name, sql] of Object.entries(driverQueries)) {
    const plan = planOf(catalog, sql);
    t.ok(plan.length > 0 && plan.every((step) => step.startsWith('SEARCH ')), `${name}: ${plan.join('; ')}`);
  }
  t.match(planOf(catalog, driverQueries.byHardwareId).join(), 'driver_by_hardware_id (hardware_id=?)');
  t.match(planOf(catalog, driverQueries.featureScore).join(), '(driver_key=? AND operating_system=?)');
  t.end();
});

t.test('a candidate carries what its row says, the ids and names as the document spells them', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    driverUpdate(1, { hardwareId: 'PCI\\Ven_A', score: 0x20, whqlDriverId: '4294967295' }),
  );
  const question = { ...ask('pci\\ven_a'), featureScoreKey: 'amd64.10.0' };
  const found = createDriverIndex(catalog.database).candidates(question);
  t.same([...found.keys()], ['pci\\ven_a']);
  t.match(found.get('pci\\ven_a'), [
    {
      hardwareId: 'PCI\\Ven_A',
      revisionId: revisionIdOf(catalog, 1),
      updateId: '00000000-0000-4000-8000-000000000001',
      revisionNumber: 1,
      featureScore: 0x20,
      day: 20230418,
      version: (31n << 48n) | (101n << 16n) | 2115n,
      whqlDriverId: 4294967295,
      provider: 'Contoso',
    },
  ]);
  t.end();
});

t.test('rows out of scope are dropped, and each revision is asked for once', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    driverUpdate(1, {}, { hardwareId: 'PCI\\B' }, { score: 1 }),
    driverUpdate(2, {}, { hardwareId: 'PCI\\B' }),
  );
  const asked: number[] = [];
  const question: CandidateQuestion = {
    ...ask('pci\\a', 'pci\\b', 'pci\\c'),
    isNeeded: (revisionId) => {
      asked.push(revisionId);
      return revisionId === revisionIdOf(catalog, 1);
    },
  };
  const found = createDriverIndex(catalog.database).candidates(question);
  t.same(
    Array.from(found, ([id, rows]) => [id, rows.length]),
    [
      ['pci\\a', 2],
      ['pci\\b', 1],
    ],
  );
  t.same(asked.sort(), [revisionIdOf(catalog, 1), revisionIdOf(catalog, 2)].sort());
  t.end();
});

t.test('an id is text and nothing else: what means something to SQL does not', (t) => {
  const catalog = testCatalog(t);
  const hardwareIds = ["' OR 1=1 --", '%', '*', '"PCI"', 'USBPRINT\\Contosö 1', '漢字'];
  importUpdates(catalog, driverUpdate(1, ...hardwareIds.map((hardwareId) => ({ hardwareId }))));
  for (const id of hardwareIds) t.same(picks(catalog, [device([id])]), [`1.1: ${id}`]);
  for (const id of ['', '_', 'P%', '\ud800', "'", 'x'.repeat(1_000_000)])
    t.same(picks(catalog, [device([id])]), []);
  t.end();
});

t.test('10,000 ids in one device are answered', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    driverUpdate(1, { hardwareId: 'PCI\\9999' }),
    driverUpdate(2, { hardwareId: 'PCI\\5000' }),
  );
  const ids = Array.from({ length: 10_000 }, (_none, at) => `PCI\\${at}`);
  t.same(picks(catalog, [device(ids)]), ['2.1: PCI\\5000']);
  t.same(picks(catalog, [device([], { compatibleIds: ids })]), ['2.1: PCI\\5000']);
  t.end();
});

t.test('more distinct ids than the limit are refused, however often fewer are repeated', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, driverUpdate(1, {}));
  const index = createDriverIndex(catalog.database);
  const pick = (ids: readonly string[], compatibleIds: readonly string[] = []) =>
    pickDrivers(index, {
      devices: [device(ids.slice(0, 100), { compatibleIds }), device(ids)],
      computerHardwareIds: [],
      isNeeded: () => true,
      actionOf: () => 'Install',
    });
  const most = Array.from({ length: MOST_HARDWARE_IDS - 1 }, (_none, at) => `USB\\${at}`);
  t.equal(pick(['PCI\\A', ...most])?.length, 1);
  t.equal(pick(['PCI\\A', 'pci\\a', ...most, ...most])?.length, 1);
  t.equal(pick(['PCI\\A', ...most], ['one more']), undefined);
  t.end();
});

t.test('many devices may share an id for which there are many drivers', (t) => {
  const catalog = testCatalog(t);
  const rows = (id: number) => ({ driverVerVersion: `1.0.0.${id}`, class: id % 2 ? 'Extension' : 'Display' });
  importUpdates(catalog, ...Array.from({ length: 300 }, (_none, at) => driverUpdate(at + 1, rows(at + 1))));
  const devices = Array.from({ length: 5_000 }, () => device(['PCI\\A']));
  t.same(picks(catalog, devices), ['299.1: PCI\\A', '300.1: PCI\\A']);
  t.end();
});

t.test('long lists of everything else are answered too', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, driverUpdate(1, {}), driverUpdate(2, { class: 'Extension' }));
  const many = Array.from({ length: 20_000 }, (_none, at) => String(at));
  const extensions = many.map(() => inUse({ driverVerDate: '2000-01-01' }));
  const question = { computerIds: many, key: 'x'.repeat(1_000_000), removed: [1] };
  t.same(picks(catalog, [device(['PCI\\A'], { recoveryIds: many, extensions })], question), ['2.1: PCI\\A']);
  t.end();
});

function ask(...hardwareIds: string[]): CandidateQuestion {
  return { hardwareIds: new Set(hardwareIds), computerIds: new Map(), isNeeded: () => true };
}
