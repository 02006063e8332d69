import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { toldBy } from '../../helpers/view-content.ts';

const failed = new Error('the write fails');

/** Runs `work` in a write that fails at its end. */
function failing(catalog: Catalog, work: () => void): void {
  try {
    catalog.write(() => {
      work();
      throw failed;
    });
  } catch (error) {
    if (error !== failed) throw error;
  }
}

const leaf = (catalog: Catalog, id: number) => {
  const { snapshot } = catalog.view();
  return snapshot.isLeaf[snapshot.nodeOf(revisionIdOf(catalog, id))] === 1;
};
const actionOf = (catalog: Catalog, id: number) => {
  const view = catalog.view();
  return view.deploymentOf(view.snapshot.nodeOf(revisionIdOf(catalog, id)), view.membershipOf('pc')).action;
};

t.test('a transaction is one change, however much it does', (t) => {
  const catalog = testCatalog(t);
  const before = catalog.view().change;
  catalog.write(() => {
    importUpdates(catalog, { id: 1 }, { id: 2 });
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
    catalog.approvals.decline(idOf(2));
    importUpdates(catalog, { id: 3, needs: [[1]] });
  });
  t.equal(catalog.view().change, before + 1);
  catalog.approvals.approve({ updateId: idOf(3), action: 'Install' });
  t.equal(catalog.view().change, before + 2);
  t.end();
});

t.test('what touches neither revisions nor deployments is no change', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  const before = catalog.view();
  catalog.groups.create('Pilot');
  catalog.configuration.set({ pageSize: 5 });
  catalog.write(() => catalog.computers.introduce('pc', 'pc', 'Pilot', 0));
  importUpdates(catalog, { id: 1 });
  catalog.approvals.unapprove(idOf(1));
  t.equal(catalog.view().change, before.change);
  t.equal(catalog.view().mark, before.mark);
  t.end();
});

t.test('each change has a mark of its own, which stays', (t) => {
  const catalog = testCatalog(t);
  t.equal(catalog.view().mark, undefined, 'before the first change there is none');
  const marks = [1, 2, 3, 4].map((id) => {
    importUpdates(catalog, { id });
    return catalog.view().mark;
  });
  t.equal(new Set(marks).size, 4);
  t.same(
    marks.map((_, index) => catalog.changes.mark(index + 1)),
    marks,
  );
  t.equal(catalog.changes.mark(5), undefined);
  t.end();
});

t.test('marks are remembered for the last million changes', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  catalog.write(() => catalog.settings.set('change_sequence', 1_000_000));
  importUpdates(catalog, { id: 2 });
  t.equal(catalog.changes.mark(1), undefined);
  t.ok(catalog.changes.mark(1_000_001));
  t.end();
});

t.test('a number that comes again after a failed write comes with another mark', (t) => {
  const catalog = testCatalog(t);
  let inside: string | undefined;
  failing(catalog, () => {
    importUpdates(catalog, { id: 1 });
    inside = catalog.changes.mark(1);
  });
  t.ok(inside);
  t.equal(catalog.changes.mark(1), undefined);
  importUpdates(catalog, { id: 2 });
  t.equal(catalog.view().change, 1);
  t.not(catalog.view().mark, inside);
  t.end();
});

t.test('a failed write leaves nothing, neither in the tables nor in the view', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  const told = () => toldBy(catalog, [0, 1, 2], ['pc']);
  for (const looks of [false, true]) {
    const before = [dumpTables(catalog.database), told()];
    failing(catalog, () => {
      importUpdates(catalog, { id: 3, needs: [[1]] }, { id: 2, revision: 2 });
      catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
      catalog.approvals.decline(idOf(2));
      if (looks) {
        t.equal(leaf(catalog, 1), false, 'inside it is seen');
        t.equal(actionOf(catalog, 1), 'Install');
      }
    });
    t.same([dumpTables(catalog.database), told()], before, looks ? 'also when looked at' : 'not looked at');
    t.equal(leaf(catalog, 1), true);
  }
  t.end();
});

t.test('after a failed write the next one is seen under the number that comes again', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const start = catalog.view().change;
  failing(catalog, () => {
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
    t.equal(actionOf(catalog, 1), 'Install');
  });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  t.equal(actionOf(catalog, 1), 'PreDeploymentCheck');
  t.equal(actionOf(catalog, 2), 'Install');
  const view = catalog.view();
  t.same(view.changedAfter(start), [view.snapshot.nodeOf(revisionIdOf(catalog, 2))]);
  t.end();
});

t.test('a part of a write that fails and is caught takes nothing of the rest along', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  catalog.write(() => {
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
    failing(catalog, () => {
      catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
      t.equal(actionOf(catalog, 2), 'Install');
    });
    t.equal(actionOf(catalog, 1), 'Install');
    t.equal(actionOf(catalog, 2), 'PreDeploymentCheck');
  });
  t.equal(actionOf(catalog, 1), 'Install');
  t.equal(actionOf(catalog, 2), 'PreDeploymentCheck');
  t.end();
});

t.test('when the first part of a write fails and is caught, what follows is a change all the same', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const before = catalog.view().change;
  catalog.write(() => {
    failing(catalog, () => catalog.approvals.approve({ updateId: idOf(1), action: 'Install' }));
    catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  });
  t.equal(catalog.view().change, before + 1);
  t.ok(catalog.view().mark, 'with a mark');
  t.equal(actionOf(catalog, 1), 'PreDeploymentCheck');
  t.equal(actionOf(catalog, 2), 'Install');
  t.end();
});

t.test('a view that somebody holds stays as it was', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const view = catalog.view();
  importUpdates(catalog, { id: 3, needs: [[1]] });
  catalog.approvals.decline(idOf(2));
  t.equal(view.snapshot.size, 2);
  t.equal(view.snapshot.isLeaf[view.snapshot.nodeOf(revisionIdOf(catalog, 1))], 1);
  t.end();
});

t.test('imports, approvals and declines of a second connection are seen, in both directions', (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const [here, there] = [testCatalog(t, file), testCatalog(t, file)];
  const same = (what: string) =>
    t.same(toldBy(here, [0, 1, 2, 3, 4, 5], ['pc']), toldBy(there, [0, 1, 2, 3, 4, 5], ['pc']), what);
  importUpdates(there, { id: 1 }, { id: 2 });
  t.equal(here.view().snapshot.size, 2);
  same('an import');
  importUpdates(here, { id: 3, needs: [[1]] });
  t.equal(leaf(there, 1), false);
  there.approvals.approve({ updateId: idOf(1), action: 'Install' });
  t.equal(actionOf(here, 1), 'Install');
  same('an approval');
  here.approvals.decline(idOf(2));
  t.equal(there.view().snapshot.size, 2);
  there.approvals.undecline(idOf(2));
  t.equal(here.view().snapshot.size, 3);
  same('a decline taken back');
  failing(there, () => importUpdates(there, { id: 4 }));
  same('a write that failed');
  t.end();
});
