import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';

/** Whether clients of `catalog` see update `id`. */
function sees(catalog: Catalog, id: number): boolean {
  return catalog.view(true).snapshot.nodeOf(revisionIdOf(catalog, id)) !== -1;
}

t.test('a store put back in place is seen as it is, though it has as many changes as before', (t) => {
  const catalog = testCatalog(t, `${t.testdir()}/catalog.db`);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const before = catalog.database.serialize();
  catalog.approvals.decline(idOf(1));
  const lost = catalog.view();
  t.notOk(sees(catalog, 1));
  // What a restore into the open file does: the rows are those of the copy again, and then it goes another way.
  const copy = testCatalog(t, `${t.testdir({ 'copy.db': before })}/copy.db`);
  copy.approvals.decline(idOf(2));
  catalog.database.exec('PRAGMA foreign_keys = OFF');
  catalog.database.exec(`ATTACH '${copy.database.name}' AS copy`);
  const restore = catalog.database.transaction(() => {
    for (const table of ['update_identity', 'revision', 'setting', 'change_mark'])
      catalog.database.exec(
        `DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM copy.${table}`,
      );
  });
  restore();
  catalog.write(() => undefined);
  const view = catalog.view(true);
  t.equal(view.change, lost.change, 'as many changes');
  t.not(view.mark, lost.mark, 'but other ones');
  t.ok(sees(catalog, 1));
  t.notOk(sees(catalog, 2));
  t.end();
});
