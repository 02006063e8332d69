import t, { type Test } from 'tap';
import { ALL_COMPUTERS, type TargetGroup, UNASSIGNED_COMPUTERS } from '../../../catalog/store/groups.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const group = (id: number, name: string, parent: number | string = ALL_COMPUTERS): TargetGroup => ({
  ...{ groupId: idOf(id), name, isBuiltin: false },
  parentId: typeof parent === 'number' ? idOf(parent) : parent,
});
const BUILTIN: readonly TargetGroup[] = [
  { groupId: ALL_COMPUTERS, name: 'Alle Computer', parentId: ALL_COMPUTERS, isBuiltin: true },
  { groupId: UNASSIGNED_COMPUTERS, name: 'Nicht zugewiesen', parentId: ALL_COMPUTERS, isBuiltin: true },
];

/** Mirrors one list after the other; each time the groups are those of the list, the built-in ones as they are. */
function follows(t: Test, ...lists: readonly (readonly TargetGroup[])[]): void {
  const { groups, database } = testCatalog(t);
  const builtin = groups.all();
  for (const list of lists) {
    groups.mirror([...BUILTIN, ...list]);
    const own = groups.all().filter(({ isBuiltin }) => !isBuiltin);
    const byId = (a: TargetGroup, b: TargetGroup) => (a.groupId < b.groupId ? -1 : 1);
    t.same([...own].sort(byId), [...list].sort(byId), list.map(({ name }) => name).join(' '));
    t.same(
      groups.all().filter(({ isBuiltin }) => isBuiltin),
      builtin,
    );
    t.same(database.pragma('foreign_key_check'), []);
  }
}

t.test('groups come in any order, each with its parent', async (t) => {
  follows(t, [group(3, 'c', 2), group(2, 'b', 1), group(1, 'a')]);
});

t.test('groups are added, renamed, moved and removed', async (t) => {
  follows(
    t,
    [group(1, 'a'), group(2, 'b', 1)],
    [group(1, 'a'), group(2, 'b', 1), group(3, 'c', 2)],
    [group(1, 'x'), group(2, 'b', 1), group(3, 'c', 2)],
    [group(1, 'x'), group(2, 'b'), group(3, 'c', 1)],
    [group(3, 'c')],
    [],
  );
});

t.test('names go round, in whatever order', async (t) => {
  follows(
    t,
    [group(1, 'a'), group(2, 'b'), group(3, 'c')],
    [group(1, 'b'), group(2, 'a'), group(3, 'c')],
    [group(1, 'c'), group(2, 'b'), group(3, 'a')],
    [group(1, 'C'), group(2, 'B'), group(3, 'A')],
    [group(4, 'a'), group(1, 'b')],
  );
});

t.test('parent and child change places', async (t) => {
  follows(
    t,
    [group(1, 'a'), group(2, 'b', 1), group(3, 'c', 2)],
    [group(3, 'c'), group(2, 'b', 3), group(1, 'a', 2)],
    [group(3, 'b'), group(1, 'c', 3), group(2, 'a', 3)],
  );
});

t.test('a group of this server gives way to one upstream of the same name', async (t) => {
  const { groups } = testCatalog(t);
  groups.create('Pilot');
  groups.mirror([group(1, 'Pilot')]);
  t.equal(groups.find('Pilot')?.groupId, idOf(1));
});

t.test('what stays the same changes nothing', async (t) => {
  const { groups, changes } = testCatalog(t);
  groups.mirror([group(1, 'a'), group(2, 'b', 1)]);
  const before = changes.read();
  groups.mirror([group(2, 'b', 1), group(1, 'a')]);
  t.same(changes.read(), before);
  groups.mirror([group(2, 'b', 1), group(1, 'c')]);
  t.not(changes.read().membership, before.membership);
});

t.test('a group that goes takes its approvals along, and clients hear of it', async (t) => {
  const catalog = testCatalog(t);
  const { groups, approvals, deployments } = catalog;
  importUpdates(catalog, { id: 101 });
  groups.mirror([group(1, 'a'), group(2, 'b', 1)]);
  approvals.approve({ updateId: idOf(101), action: 'Install', group: 'a' });
  approvals.approve({ updateId: idOf(101), action: 'Install', group: 'b' });
  const { change } = catalog.view();
  groups.mirror([group(2, 'b')]);
  t.same(
    deployments.explicit().map(({ groupId }) => groupId),
    [idOf(2)],
  );
  t.equal(catalog.view().changedAfter(change).length, 1);
});

t.test('computers stay in groups that stay', async (t) => {
  const catalog = testCatalog(t);
  const { groups, computers } = catalog;
  groups.mirror([group(1, 'a'), group(2, 'b')]);
  computers.introduce('c1', 'c1.example', '', 1);
  computers.assign('c1', [idOf(1), idOf(2)]);
  groups.mirror([group(1, 'x')]);
  t.same(computers.assignedGroups('c1'), [idOf(1)]);
});

t.test('groups that are no tree change nothing', async (t) => {
  const { groups } = testCatalog(t);
  groups.mirror([group(1, 'a')]);
  const before = groups.all();
  const table: readonly (readonly [readonly TargetGroup[], RegExp])[] = [
    [[group(1, 'a', 2), group(2, 'b', 1)], /does not lie within All Computers/],
    [[group(1, 'a', 1)], /does not lie within All Computers/],
    [[group(1, 'a', 9)], /does not lie within All Computers/],
    [[group(1, 'a', UNASSIGNED_COMPUTERS)], /does not lie within All Computers/],
    [[group(1, 'a'), group(1, 'b')], /another group has its id/],
    [[group(1, 'a'), group(1, 'b', 1)], /another group has its id/],
    [[group(1, 'a'), group(2, 'A')], /another group has its name/],
    [[group(1, 'a'), group(2, ' a ')], /another group has its name/],
    [[group(1, 'UNASSIGNED computers')], /another group has its name/],
  ];
  for (const [list, reason] of table) {
    t.match(
      refusalOf(() => groups.mirror(list)),
      reason,
    );
    t.match(
      refusalOf(() => groups.mirror(list)),
      /^CATALOG_GROUP_REFUSED/,
    );
    t.same(groups.all(), before);
  }
});

t.test('a name that is none here is mended: what is decided for the group counts', async (t) => {
  const { groups } = testCatalog(t);
  const list = [group(1, ' '), group(2, 'a;b'), group(3, 'x'.repeat(300))];
  groups.mirror(list);
  const own = groups.all().filter(({ isBuiltin }) => !isBuiltin);
  t.same(own.map(({ name }) => name).sort(), [list[0]?.groupId, 'a,b', 'x'.repeat(256)].sort());
});

t.test('thousands of groups are taken in a moment, however deep', async (t) => {
  const { groups } = testCatalog(t);
  const many = Array.from({ length: 3_000 }, (_, at) =>
    group(at + 1, `g${at}`, at === 0 ? ALL_COMPUTERS : Math.ceil(at / 3)),
  );
  groups.mirror(many);
  t.equal(groups.all().length, 3_002);
  const begun = process.hrtime.bigint();
  const chain = Array.from({ length: 3_000 }, (_, at) =>
    group(at + 1, `g${at}`, at === 0 ? ALL_COMPUTERS : at),
  ).reverse();
  groups.mirror(chain);
  t.ok(Number(process.hrtime.bigint() - begun) / 1e9 < 10, 'a chain upside down, too');
});
