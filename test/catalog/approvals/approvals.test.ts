import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';

/** Every approval as `group action` by the number of its revision. */
function approvals(catalog: Catalog, id: number, revision = 1): string[] {
  const name = new Map(catalog.groups.all().map((group) => [group.groupId, group.name]));
  return catalog.deployments
    .explicitOf(revisionIdOf(catalog, id, revision))
    .map(({ groupId, action, deadline }) => [name.get(groupId), action, deadline].filter(Boolean).join(' '));
}

t.test('what cannot be approved is refused with the reason and changes nothing', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2, expired: true, removable: true });
  const before = dumpTables(catalog.database);
  const refusal = (approval: object) =>
    refusalOf(() => catalog.approvals.approve({ updateId: idOf(1), action: 'Install', ...approval }));
  t.match(refusal({ updateId: idOf(9) }), /^CATALOG_UPDATE_UNKNOWN: the catalogue has no update 0{8}-/);
  t.match(refusal({ updateId: '' }), /^CATALOG_UPDATE_UNKNOWN/);
  t.match(refusal({ revisionNumber: 7 }), /^CATALOG_UPDATE_UNKNOWN: .* in revision 7/);
  t.match(
    refusal({ group: 'Nobody' }),
    /^CATALOG_GROUP_UNKNOWN: .*"Nobody" \| .*All Computers, Unassigned Computers/,
  );
  t.match(refusal({ action: 'Uninstall' }), /^CATALOG_APPROVAL_REFUSED: .*it has no UninstallationBehavior/);
  t.match(refusal({ action: 'Block' }), /^CATALOG_APPROVAL_REFUSED: .*All Computers cannot be blocked/);
  for (const deadline of ['tomorrow', '', '2026-12-24', '2026-13-24T00:00:00Z'])
    t.match(refusal({ deadline }), /^CATALOG_APPROVAL_REFUSED: .*its deadline ".*" is no xs:dateTime/);
  t.match(refusal({ updateId: idOf(2) }), /^CATALOG_APPROVAL_REFUSED: .*its newest revision is expired/);
  t.match(
    refusalOf(() => catalog.approvals.decline(idOf(9))),
    /^CATALOG_UPDATE_UNKNOWN/,
  );
  t.match(
    refusalOf(() => catalog.approvals.unapprove(idOf(1), 'Nobody')),
    /^CATALOG_GROUP_UNKNOWN/,
  );
  t.equal(catalog.approvals.unapprove(idOf(1)), 0);
  t.equal(dumpTables(catalog.database), before);
  t.equal(
    refusal({ updateId: idOf(2), action: 'Uninstall' }),
    'nothing was refused',
    'an expired one can be taken off',
  );
  t.end();
});

t.test('a group has one approval of a revision: the next takes its place', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  catalog.write(() => catalog.groups.ensure('Pilot'));
  const approve = (more: object) =>
    catalog.approvals.approve({ updateId: idOf(1).toUpperCase(), action: 'Install', ...more });
  const first = approve({});
  approve({ group: 'pilot', action: 'OptionalInstall' });
  const second = approve({ deadline: '2026-12-01T00:00:00Z' });
  t.ok(second > first, 'its id is a new one');
  t.same(approvals(catalog, 1), ['Pilot OptionalInstall', 'All Computers Install 2026-12-01T00:00:00Z']);
  t.equal(catalog.approvals.unapprove(idOf(1), 'Pilot'), 1);
  t.same(approvals(catalog, 1), ['All Computers Install 2026-12-01T00:00:00Z']);
  t.end();
});

t.test('a newer revision gets the approvals of the older one, with group and deadline', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  catalog.write(() => catalog.groups.ensure('Pilot'));
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', deadline: '2026-12-01T00:00:00Z' });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Block', group: 'Pilot' });
  importUpdates(catalog, { id: 1, revision: 5 });
  t.same(approvals(catalog, 1, 1).length, 2, 'which keeps its own, since a bundle may hold clients to it');
  t.same(approvals(catalog, 1, 5), ['All Computers Install 2026-12-01T00:00:00Z', 'Pilot Block']);
  importUpdates(catalog, { id: 1, revision: 3 });
  t.same(approvals(catalog, 1, 5).length, 2, 'one that arrives late takes nothing back');
  t.same(approvals(catalog, 1, 3), []);
  t.end();
});

t.test('approvals end with an expired revision, except those that remove', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1, removable: true });
  catalog.write(() => catalog.groups.ensure('Pilot'));
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Uninstall', group: 'Pilot' });
  importUpdates(catalog, { id: 1, revision: 2, removable: true, expired: true });
  t.same(approvals(catalog, 1, 1), ['Pilot Uninstall']);
  t.same(approvals(catalog, 1, 2), ['Pilot Uninstall']);
  t.end();
});

t.test('revisions that arrive in one import, in whatever order, leave approvals with the newest', (t) => {
  for (const order of [
    [2, 3],
    [3, 2],
  ]) {
    const catalog = testCatalog(t);
    importUpdates(catalog, { id: 1 });
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
    importUpdates(catalog, ...order.map((revision) => ({ id: 1, revision })));
    t.same(
      [1, 2, 3].map((revision) => approvals(catalog, 1, revision).length),
      [1, 0, 1],
      order.join(' then '),
    );
  }
  t.end();
});

t.test(
  'declining hides an update and drops its approvals; taking it back brings it back without them',
  (t) => {
    const catalog = testCatalog(t);
    importUpdates(catalog, { id: 1 });
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
    catalog.approvals.decline(idOf(1));
    t.equal(catalog.view().snapshot.size, 0);
    t.same(approvals(catalog, 1), []);
    importUpdates(catalog, { id: 1, revision: 2 });
    t.equal(catalog.view().snapshot.size, 0, 'a newer revision is declined too');
    catalog.approvals.undecline(idOf(1));
    t.equal(catalog.view().snapshot.nodeOf(revisionIdOf(catalog, 1, 2)), 0);
    t.same(approvals(catalog, 1, 2), []);
    t.end();
  },
);

t.test('declining drops approvals of every revision', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 1, revision: 2 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', revisionNumber: 1 });
  catalog.approvals.decline(idOf(1));
  t.same(catalog.deployments.explicit(), []);
  t.end();
});

t.test('a deadline is kept in UTC, so that the earlier of two is told by the clock', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', deadline: '2026-12-24T01:30:00+02:00' });
  t.same(approvals(catalog, 1), ['All Computers Install 2026-12-23T23:30:00Z']);
  t.end();
});
