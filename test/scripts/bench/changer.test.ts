import t from 'tap';
import { importDocuments } from '../../../catalog/import/import-documents.ts';
import { buildUpdateDocument } from '../../../protocol/metadata/build-document.ts';
import { startChanger } from '../../../scripts/bench/changer.ts';
import { arrivingDetectoid } from '../../../scripts/bench/synthetic/detectoids.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { documentOf, idOf } from '../../helpers/documents.ts';

t.test('another process imports, declines and approves, and tells when', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const catalog = testCatalog(t, file);
  const items = [1, 2].map((id) => ({ xml: documentOf({ id }), source: `${id}.xml` }));
  catalog.write(() => importDocuments(catalog, items));
  t.equal(catalog.view().snapshot.size, 2);
  const changer = await startChanger(file);
  t.teardown(() => changer.close());
  const { started, committed } = await changer.make({
    kind: 'import',
    xml: buildUpdateDocument(arrivingDetectoid(0)),
  });
  t.ok(committed >= started);
  t.equal(catalog.view().snapshot.size, 3);
  await changer.make({ kind: 'decline', updateId: idOf(1) });
  t.equal(catalog.view().snapshot.size, 2);
  const { change } = catalog.changes.read();
  await changer.make({ kind: 'approve', updateId: idOf(2) });
  t.equal(catalog.changes.read().change, change + 1);
  await t.rejects(changer.make({ kind: 'decline', updateId: idOf(9) }), { code: 'BENCH_LOAD' });
});

t.test('a catalogue that cannot be opened is an error', async (t) => {
  await t.rejects(startChanger(`${t.testdir()}/missing/catalog.db`), { code: 'BENCH_LOAD' });
});
