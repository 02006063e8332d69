import { once } from 'node:events';
import t from 'tap';
import { testCatalog } from '../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../helpers/documents.ts';
import { startHelper } from '../helpers/helper-process.ts';
import { dumpTables } from '../helpers/tables.ts';

t.test('a view is worked out once and again only after a change', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  const view = catalog.view();
  t.equal(catalog.view(), view);
  catalog.write(() => catalog.computers.introduce('pc', 'pc.example', '', 0));
  t.equal(catalog.view().snapshot, view.snapshot, 'a computer changes nothing of what clients may see');
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  t.equal(catalog.view().snapshot, view.snapshot, 'nor does an approval');
  t.equal(catalog.view().change, view.change + 1);
  importUpdates(catalog, { id: 2 });
  t.not(catalog.view().snapshot, view.snapshot);
  t.equal(view.snapshot.size, 1, 'the old one stays what it was');
  t.end();
});

t.test('what a second connection writes is seen by the next view', (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const [here, there] = [testCatalog(t, file), testCatalog(t, file)];
  t.equal(here.serverId, there.serverId);
  importUpdates(there, { id: 1 });
  t.equal(here.view().snapshot.size, 1);
  importUpdates(here, { id: 2, needs: [[1]] });
  t.equal(there.view().snapshot.size, 2);
  const before = here.view();
  there.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const node = here.view().snapshot.nodeOf(revisionIdOf(here, 1));
  t.same(here.view().changedAfter(before.change), [node]);
  const nobody = { groupIds: [], lines: [], key: '' };
  t.equal(here.view().deploymentOf(node, nobody).action, 'PreDeploymentCheck', 'no group, no approval');
  const member = here.view().membershipOf('pc');
  t.equal(here.view().deploymentOf(node, member).action, 'Install');
  there.write(() => there.settings.set('config_last_change', '2030-01-01T00:00:00Z'));
  t.equal(here.view().configLastChange, '2030-01-01T00:00:00Z');
  t.end();
});

t.test('two connections that import hand out different ids and forget nothing of each other', (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const [here, there] = [testCatalog(t, file), testCatalog(t, file)];
  for (let round = 0; round < 5; round++) {
    importUpdates(here, { id: round * 2, needs: [[100]] });
    importUpdates(there, { id: round * 2 + 1, needs: [[100], [round * 2]] });
  }
  importUpdates(here, { id: 100 });
  t.equal(there.view().snapshot.size, 11);
  t.same(importUpdates(there, { id: 4, needs: [[100]] }), { added: 0, known: 1 });
  t.equal(dumpTables(here.database), dumpTables(there.database));
  t.end();
});

t.test('what another process writes is seen by the next view', async (t) => {
  const folder = t.testdir();
  const file = `${folder}/catalog.db`;
  const catalog = testCatalog(t, file);
  importUpdates(catalog, { id: 1 });
  t.equal(catalog.view().snapshot.size, 1);
  const [code] = await once(startHelper('import-child', file), 'close');
  t.equal(code, 0);
  const { snapshot } = catalog.view();
  t.equal(snapshot.size, 2);
  t.equal(snapshot.isLeaf[snapshot.nodeOf(revisionIdOf(catalog, 1))], 0);
  t.same(catalog.view().changedAfter(0), [snapshot.nodeOf(revisionIdOf(catalog, 1))]);
});

t.test('a write that fails leaves nothing: no rows, no keys, no view of what was not kept', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  const before = dumpTables(catalog.database);
  const attempt = () =>
    catalog.write(() => {
      importUpdates(catalog, { id: 2 });
      catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
      t.equal(catalog.view().snapshot.size, 2, 'inside it is there');
      throw new Error('and now this');
    });
  t.throws(attempt, { message: 'and now this' });
  t.equal(dumpTables(catalog.database), before);
  t.equal(catalog.view().snapshot.size, 1);
  importUpdates(catalog, { id: 3, bundles: [[[4, 1]]] }, { id: 4, deployable: false });
  t.equal(catalog.view().snapshot.size, 3, 'under the number the failed one had');
  t.equal(catalog.revisions.updateKeyOf(idOf(2)), undefined);
  t.end();
});

t.test('a failed part of a write that goes on takes only itself back', (t) => {
  const catalog = testCatalog(t);
  catalog.write(() => {
    importUpdates(catalog, { id: 1 });
    t.throws(() => importUpdates(catalog, { id: 2 }, { id: 3, bundles: [[[99, 1]]] }), {
      code: 'CATALOG_BUNDLE_UNRESOLVED',
    });
    importUpdates(catalog, { id: 4, needs: [[2]] });
  });
  t.equal(catalog.view().snapshot.size, 2);
  t.throws(() => revisionIdOf(catalog, 2));
  t.end();
});
