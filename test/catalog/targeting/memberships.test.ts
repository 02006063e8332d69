import fc from 'fast-check';
import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { TargetingMode } from '../../../catalog/configuration/configuration-values.ts';
import { ALL_COMPUTERS, UNASSIGNED_COMPUTERS } from '../../../catalog/store/groups.ts';
import { requestedNames } from '../../../catalog/targeting/memberships.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

/** Names of the groups a computer is in. */
function groupsOf(catalog: Catalog, computer = 'pc'): string[] {
  const names = new Map(catalog.groups.all().map(({ groupId, name }) => [groupId, name]));
  return catalog
    .view()
    .membershipOf(computer)
    .groupIds.map((id) => names.get(id) ?? id)
    .sort();
}

/** A catalogue with groups and the computer `pc`, which asks for `requested`. */
function withComputer(test: Parameters<typeof testCatalog>[0], requested = '', mode?: TargetingMode) {
  const catalog = testCatalog(test);
  catalog.groups.create('Pilot');
  catalog.groups.create('Servers', 'Pilot');
  catalog.groups.create('Kiosks');
  if (mode !== undefined) catalog.configuration.set({ targeting: mode });
  const ask = (groups: string) => catalog.write(() => catalog.computers.introduce('pc', 'pc', groups, 0));
  const assign = (...names: string[]) =>
    catalog.write(() =>
      catalog.computers.assign(
        'pc',
        names.map((name) => catalog.groups.require(name).groupId),
      ),
    );
  ask(requested);
  return { catalog, ask, assign };
}

t.test('a computer that is in no group, or that nobody knows, is in Unassigned Computers alone', (t) => {
  const { catalog } = withComputer(t);
  for (const computer of ['pc', 'never seen', ''])
    t.match(catalog.view().membershipOf(computer), {
      groupIds: [UNASSIGNED_COMPUTERS],
      lines: [[UNASSIGNED_COMPUTERS, ALL_COMPUTERS]],
    });
  t.end();
});

t.test('a client names its groups with ; between them, with blanks, and in any case', (t) => {
  const { catalog, ask } = withComputer(t);
  const rows = [
    ['Pilot', ['Pilot']],
    [' kiosks ; ;;SERVERS; ', ['Kiosks', 'Servers']],
    ['Pilot;pilot; PILOT', ['Pilot']],
    ['Pilot,Kiosks', ['Unassigned Computers']],
    ['Nobody made this;Kiosks', ['Kiosks']],
    ['Nobody made this', ['Unassigned Computers']],
    [';;; ;', ['Unassigned Computers']],
  ] as const;
  for (const [requested, expected] of rows) {
    ask(requested);
    t.same(groupsOf(catalog), expected, `"${requested}"`);
  }
  t.end();
});

t.test('a client cannot ask for a built-in group, neither by its name nor by any id', (t) => {
  const { catalog, ask } = withComputer(t);
  for (const name of ['All Computers', 'unassigned computers', ALL_COMPUTERS]) {
    ask(name);
    t.same(groupsOf(catalog), ['Unassigned Computers'], name);
    ask(`${name};Kiosks`);
    t.same(groupsOf(catalog), ['Kiosks'], `${name} beside another one`);
  }
  ask(catalog.groups.require('Pilot').groupId);
  t.same(groupsOf(catalog), ['Unassigned Computers'], 'the id of a group is not its name');
  t.end();
});

t.test('a group that is made, renamed or removed counts for who asked for it long before', (t) => {
  const { catalog } = withComputer(t, 'Lab');
  t.same(groupsOf(catalog), ['Unassigned Computers']);
  catalog.groups.create('LAB');
  t.same(groupsOf(catalog), ['LAB']);
  catalog.groups.rename('Lab', 'Bench');
  t.same(groupsOf(catalog), ['Unassigned Computers']);
  catalog.groups.rename('Bench', 'Lab');
  t.same(groupsOf(catalog), ['Lab']);
  catalog.groups.remove('Lab');
  t.same(groupsOf(catalog), ['Unassigned Computers']);
  t.end();
});

t.test('under either targeting an assignment goes before what the client asks for', (t) => {
  const { catalog, assign } = withComputer(t, 'Pilot', 'either');
  t.same(groupsOf(catalog), ['Pilot']);
  assign('Kiosks', 'Servers');
  t.same(groupsOf(catalog), ['Kiosks', 'Servers']);
  assign();
  t.same(groupsOf(catalog), ['Pilot']);
  t.end();
});

t.test('under server targeting what the client asks for counts for nothing', (t) => {
  const { catalog, assign } = withComputer(t, 'Pilot', 'server');
  t.same(groupsOf(catalog), ['Unassigned Computers']);
  assign('Kiosks');
  t.same(groupsOf(catalog), ['Kiosks']);
  t.end();
});

t.test('under client targeting what an administrator assigned counts for nothing', (t) => {
  const { catalog, assign, ask } = withComputer(t, 'Pilot', 'client');
  assign('Kiosks');
  t.same(groupsOf(catalog), ['Pilot']);
  ask('');
  t.same(groupsOf(catalog), ['Unassigned Computers']);
  t.end();
});

t.test('another targeting counts from the next view on, in both directions', (t) => {
  const { catalog, assign } = withComputer(t, 'Pilot');
  assign('Kiosks');
  const before = catalog.view();
  t.same(groupsOf(catalog), ['Kiosks']);
  for (const [targeting, expected] of [
    ['client', 'Pilot'],
    ['server', 'Kiosks'],
    ['client', 'Pilot'],
    ['either', 'Kiosks'],
  ] as const) {
    catalog.configuration.set({ targeting });
    t.same(groupsOf(catalog), [expected], targeting);
  }
  t.same(before.membershipOf('pc').groupIds, [catalog.groups.require('Kiosks').groupId]);
  t.end();
});

t.test('each group has its line up to All Computers, and another parent makes another line', (t) => {
  const { catalog } = withComputer(t, 'Servers');
  const id = (name: string) => catalog.groups.require(name).groupId;
  const first = catalog.view().membershipOf('pc');
  t.same(first.lines, [[id('Servers'), id('Pilot'), ALL_COMPUTERS]]);
  catalog.groups.move('Servers', 'Kiosks');
  const second = catalog.view().membershipOf('pc');
  t.same(second.lines, [[id('Servers'), id('Kiosks'), ALL_COMPUTERS]]);
  t.not(second.key, first.key, 'a client learns from its key that deployments may be others');
  catalog.groups.move('Servers', 'Pilot');
  t.equal(catalog.view().membershipOf('pc').key, first.key);
  t.end();
});

t.test('the key is the same for two computers exactly when their lines are, and stays short', (t) => {
  const catalog = testCatalog(t);
  const names = Array.from({ length: 8 }, (_, index) => `Group ${index}`);
  names.forEach((name, index) => {
    catalog.groups.create(name, index === 0 ? undefined : names[Math.floor((index - 1) / 2)]);
  });
  const wanted = fc.subarray(names).map((some) => some.join(';'));
  fc.assert(
    fc.property(wanted, wanted, (one, other) => {
      catalog.write(() => {
        catalog.computers.introduce('one', 'one', one, 0);
        catalog.computers.introduce('other', 'other', other.split(';').reverse().join(' ; '), 0);
      });
      const [first, second] = ['one', 'other'].map((id) => catalog.view().membershipOf(id));
      const text = (lines: unknown) => JSON.stringify(lines);
      return (
        (first?.key === second?.key) === (text(first?.lines) === text(second?.lines)) &&
        (one === other) === (text(first?.lines) === text(second?.lines)) &&
        (first?.key.length ?? 999) <= 110
      );
    }),
    { numRuns: 300 },
  );
  t.pass();
  t.end();
});

t.test('the names a client asks for are told without blanks and empty ones', (t) => {
  t.same(requestedNames(' a ;; b c;\t; d'), ['a', 'b c', 'd']);
  t.same(requestedNames(''), []);
  t.end();
});
