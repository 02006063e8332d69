import t from 'tap';
import { ALL_COMPUTERS, UNASSIGNED_COMPUTERS } from '../../../catalog/store/groups.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';

/** A catalogue with the line Pilot, Servers, Web below All Computers, and Kiosks beside it. */
function withGroups(test: Parameters<typeof testCatalog>[0]) {
  const catalog = testCatalog(test);
  const { groups } = catalog;
  groups.create('Pilot');
  groups.create('Servers', 'Pilot');
  groups.create('Web', 'Servers');
  groups.create('Kiosks');
  /** Each group with its parent. */
  const tree = () => {
    const names = new Map(groups.all().map(({ groupId, name }) => [groupId, name]));
    return groups.all().map(({ name, parentId }) => [name, parentId && names.get(parentId)].join(' < '));
  };
  return { catalog, groups, tree };
}

t.test('a new catalogue has the two built-in groups under their well-known ids', (t) => {
  const { groups } = testCatalog(t);
  t.same(groups.all(), [
    { groupId: ALL_COMPUTERS, name: 'All Computers', parentId: null, isBuiltin: true },
    { groupId: UNASSIGNED_COMPUTERS, name: 'Unassigned Computers', parentId: ALL_COMPUTERS, isBuiltin: true },
  ]);
  t.equal(ALL_COMPUTERS, 'a0a08746-4dbe-4a37-9adf-9e7652c0b421');
  t.equal(UNASSIGNED_COMPUTERS, 'b73ca6ed-5727-47f3-84de-015e03f6a88a');
  t.end();
});

t.test('the built-in groups cannot be renamed, moved or removed', (t) => {
  const { catalog, groups } = withGroups(t);
  const before = dumpTables(catalog.database);
  for (const group of ['All Computers', ' unassigned computers ', ALL_COMPUTERS, UNASSIGNED_COMPUTERS]) {
    const refused = (deed: string) =>
      new RegExp(`^CATALOG_GROUP_REFUSED: .*it is built in and cannot be ${deed}`);
    t.match(
      refusalOf(() => groups.rename(group, 'Mine')),
      refused('renamed'),
    );
    t.match(
      refusalOf(() => groups.move(group, 'Pilot')),
      refused('moved'),
    );
    t.match(
      refusalOf(() => groups.remove(group)),
      refused('removed'),
    );
  }
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('a group is made under its parent, All Computers where none is named', (t) => {
  const { groups, tree } = withGroups(t);
  t.same(tree(), [
    'All Computers < ',
    'Unassigned Computers < All Computers',
    'Kiosks < All Computers',
    'Pilot < All Computers',
    'Servers < Pilot',
    'Web < Servers',
  ]);
  const made = groups.create('  Lab  ', 'SERVERS');
  t.same(groups.find('lab'), made, 'blanks around a name are none of it');
  t.equal(made.name, 'Lab');
  t.equal(made.parentId, groups.require('Servers').groupId);
  t.equal(groups.find(made.groupId.toUpperCase())?.name, 'Lab', 'and it is found by its id in any case');
  t.end();
});

t.test('the same name gives the same id in every catalogue', (t) => {
  const [one, other] = [testCatalog(t), testCatalog(t, ':memory:', 'another')];
  other.groups.create('Something else');
  t.equal(one.groups.create('Pilot').groupId, other.groups.create('PILOT').groupId);
  t.end();
});

t.test('what is no name for a group is refused, and so is one that is taken', (t) => {
  const { catalog, groups } = withGroups(t);
  const before = dumpTables(catalog.database);
  const rows = [
    ['', 'a name must not be empty'],
    [' \t ', 'a name must not be empty'],
    ['a;b', 'a name must not hold a semicolon'],
    ['x'.repeat(257), 'a name has at most 256 characters'],
    ['pilot', 'there is a group of that name'],
    [' PILOT ', 'there is a group of that name'],
    ['all computers', 'there is a group of that name'],
  ] as const;
  for (const [name, reason] of rows) {
    t.match(
      refusalOf(() => groups.create(name)),
      `: ${reason} |`,
      `create "${name.slice(0, 20)}"`,
    );
    t.match(
      refusalOf(() => groups.rename('Kiosks', name)),
      `: ${reason} |`,
      `rename to "${name.slice(0, 20)}"`,
    );
  }
  t.match(
    refusalOf(() => groups.create('New', 'Nobody')),
    /^CATALOG_GROUP_UNKNOWN: .*"Nobody" \| .*Kiosks/,
  );
  t.equal(dumpTables(catalog.database), before);
  t.equal(groups.create('x'.repeat(256)).name.length, 256, 'the longest name');
  t.end();
});

t.test('a name that differs from a taken one in the case of any script is taken as well', (t) => {
  const { groups } = testCatalog(t);
  groups.create('Büro Straße');
  t.match(
    refusalOf(() => groups.create('BÜRO STRAßE')),
    'there is a group of that name',
  );
  t.end();
});

t.test('renaming keeps the id, the groups below and the approvals; the case alone may change', (t) => {
  const { catalog, groups, tree } = withGroups(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', group: 'Servers' });
  const { groupId } = groups.require('Servers');
  groups.rename('servers', 'Datacentre');
  t.equal(groups.require('Datacentre').groupId, groupId);
  t.equal(groups.find('Servers'), undefined);
  t.ok(tree().includes('Web < Datacentre'));
  t.same(catalog.deployments.revisionsApprovedFor(groupId), [revisionIdOf(catalog, 1)]);
  groups.rename('Datacentre', 'DataCentre');
  t.equal(groups.require('datacentre').name, 'DataCentre');
  t.end();
});

t.test('a name that a renamed group gave up can be taken by a new one', (t) => {
  const { groups } = withGroups(t);
  groups.rename('Kiosks', 'Counters');
  const made = groups.create('Kiosks');
  t.equal(made.name, 'Kiosks');
  t.equal(groups.find('Kiosks')?.groupId, made.groupId);
  t.not(made.groupId, groups.require('Counters').groupId);
  t.end();
});

t.test('a group moves with all that lies within it', (t) => {
  const { groups, tree } = withGroups(t);
  groups.move('Servers', 'Kiosks');
  t.ok(tree().includes('Servers < Kiosks'));
  t.ok(tree().includes('Web < Servers'));
  groups.move('Servers', 'All Computers');
  t.ok(tree().includes('Servers < All Computers'));
  t.end();
});

t.test('a group cannot be moved into itself or below itself, nor where nobody is', (t) => {
  const { catalog, groups } = withGroups(t);
  const before = dumpTables(catalog.database);
  for (const inner of ['Pilot', 'servers', 'WEB'])
    t.match(
      refusalOf(() => groups.move('Pilot', inner)),
      /^CATALOG_GROUP_REFUSED: the target group "Pilot" .* lies within it/,
    );
  t.match(
    refusalOf(() => groups.move('Pilot', 'Nobody')),
    /^CATALOG_GROUP_UNKNOWN/,
  );
  t.match(
    refusalOf(() => groups.move('Nobody', 'Pilot')),
    /^CATALOG_GROUP_UNKNOWN/,
  );
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('nothing can lie within Unassigned Computers', (t) => {
  const { catalog, groups } = withGroups(t);
  const before = dumpTables(catalog.database);
  const refused = /^CATALOG_GROUP_REFUSED: .*nothing can lie within Unassigned Computers/;
  t.match(
    refusalOf(() => groups.create('New', 'Unassigned Computers')),
    refused,
  );
  t.match(
    refusalOf(() => groups.ensure('New', UNASSIGNED_COMPUTERS)),
    refused,
  );
  t.match(
    refusalOf(() => groups.move('Kiosks', 'unassigned computers')),
    refused,
  );
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('a group with groups below it is not removed before them', (t) => {
  const { groups, tree } = withGroups(t);
  t.match(
    refusalOf(() => groups.remove('Servers')),
    /^CATALOG_GROUP_REFUSED: .*the group Web lies within it/,
  );
  groups.remove('Web');
  groups.remove('Servers');
  t.notOk(tree().some((line) => /Web|Servers/.test(line)));
  t.match(
    refusalOf(() => groups.remove('Web')),
    /^CATALOG_GROUP_UNKNOWN/,
  );
  t.end();
});

t.test('with a group go its approvals, and its computers fall to Unassigned Computers', (t) => {
  const { catalog, groups } = withGroups(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  for (const id of [1, 2])
    catalog.approvals.approve({ updateId: idOf(id), action: 'Install', group: 'Kiosks' });
  catalog.approvals.approve({ updateId: idOf(1), action: 'OptionalInstall', group: 'Pilot' });
  const idsOf = (...names: string[]) => names.map((name) => groups.require(name).groupId);
  catalog.write(() => {
    for (const id of ['one', 'both']) catalog.computers.introduce(id, id, '', 0);
    catalog.computers.introduce('asks', 'asks', 'Kiosks', 0);
    catalog.computers.assign('one', idsOf('Kiosks'));
    catalog.computers.assign('both', idsOf('Kiosks', 'Pilot'));
  });
  const groupsOf = (computer: string) => catalog.view().membershipOf(computer).groupIds;
  const pilot = idsOf('Pilot');
  t.same(groupsOf('one'), idsOf('Kiosks'));
  groups.remove('Kiosks');
  t.same(
    catalog.deployments.explicit().map(({ action }) => action),
    ['OptionalInstall'],
  );
  t.same(groupsOf('one'), [UNASSIGNED_COMPUTERS]);
  t.same(groupsOf('asks'), [UNASSIGNED_COMPUTERS], 'what it asks for nobody made any more');
  t.same(groupsOf('both'), pilot, 'one that is in another group stays in it');
  groups.create('Kiosks');
  t.same(groupsOf('one'), [UNASSIGNED_COMPUTERS], 'a new group of that name is another one');
  t.same(catalog.deployments.explicit().length, 1);
  t.end();
});
