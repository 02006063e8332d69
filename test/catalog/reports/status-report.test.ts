import t, { type Test } from 'tap';
import type { ReportedState } from '../../../catalog/store/events.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const none = {
  NotInstalled: 0,
  Downloaded: 0,
  Installed: 0,
  InstalledPendingReboot: 0,
  Failed: 0,
  NotApplicable: 0,
  Unknown: 0,
};

/** Groups Pilot with Servers below it, and Kiosks; computers are added with `computer`. */
function withGroups(test: Test) {
  const catalog = testCatalog(test);
  catalog.groups.create('Pilot');
  catalog.groups.create('Servers', 'Pilot');
  catalog.groups.create('Kiosks');
  /** A computer that asks for `groups`; with `states` it reported these of updates 1, 2 … */
  const computer = (id: string, groups: string, states?: Readonly<Record<number, ReportedState>>) =>
    catalog.write(() => {
      catalog.computers.introduce(id, `${id}.example`, groups, 0);
      if (states === undefined) return;
      const rows = Object.entries(states).map(([number, state]) => ({
        updateId: idOf(Number(number)),
        state,
      }));
      catalog.events.replaceStatus(id, rows, 0);
      catalog.computers.noteStatus(id, 0);
    });
  const counts = (number: number, group?: string) =>
    catalog.status.ofUpdates([idOf(number).toUpperCase()], group)[0]?.counts;
  return { catalog, computer, counts };
}

t.test('without computers every counter is zero', (t) => {
  const { catalog, counts } = withGroups(t);
  t.same(counts(1), none);
  t.same(catalog.status.ofUpdates([]), []);
  t.same(
    catalog.status.ofGroups().map(({ computers, unknown, upToDate }) => computers + unknown + upToDate),
    [0, 0, 0, 0, 0],
  );
  t.end();
});

t.test('each computer counts once for an update, in the state it reported', (t) => {
  const { computer, counts } = withGroups(t);
  const states = ['NotInstalled', 'Downloaded', 'Installed', 'InstalledPendingReboot', 'Failed'] as const;
  for (const state of states) computer(state, '', { 1: state, 2: 'Installed' });
  t.same(counts(1), {
    ...none,
    NotInstalled: 1,
    Downloaded: 1,
    Installed: 1,
    InstalledPendingReboot: 1,
    Failed: 1,
  });
  t.same(counts(2), { ...none, Installed: 5 });
  t.end();
});

t.test('who reported and did not name the update is NotApplicable, who never reported is Unknown', (t) => {
  const { computer, counts } = withGroups(t);
  computer('named', '', { 1: 'Installed' });
  computer('others', '', { 2: 'Installed' });
  computer('nothing', '', {});
  computer('silent', '');
  t.same(counts(1), { ...none, Installed: 1, NotApplicable: 2, Unknown: 1 });
  t.same(counts(3), { ...none, NotApplicable: 3, Unknown: 1 });
  t.end();
});

t.test('a failure that came before the first report counts as one, and the rest stays Unknown', (t) => {
  const { catalog, computer, counts } = withGroups(t);
  computer('early', '');
  catalog.write(() => catalog.events.setStatus('early', { updateId: idOf(1), state: 'Failed' }, 0));
  computer('other', '', { 2: 'Installed' });
  t.same(counts(1), { ...none, Failed: 1, NotApplicable: 1 });
  t.same(counts(2), { ...none, Installed: 1, Unknown: 1 });
  t.end();
});

t.test('with a group its computers count and those of the groups below it, each once', (t) => {
  const { catalog, computer, counts } = withGroups(t);
  computer('p', 'Pilot', { 1: 'Installed' });
  computer('s', 'Servers', { 1: 'NotInstalled' });
  computer('both', 'Servers;Pilot', { 1: 'Failed' });
  computer('k', 'Kiosks');
  computer('u', '', { 1: 'Installed' });
  t.same(counts(1, 'pilot'), { ...none, Installed: 1, NotInstalled: 1, Failed: 1 });
  t.same(counts(1, catalog.groups.require('Servers').groupId), { ...none, NotInstalled: 1, Failed: 1 });
  t.same(counts(1, 'Kiosks'), { ...none, Unknown: 1 });
  t.same(counts(1, 'Unassigned Computers'), { ...none, Installed: 1 });
  t.same(counts(1, 'All Computers'), counts(1));
  t.match(
    refusalOf(() => counts(1, 'Nobody')),
    /^CATALOG_GROUP_UNKNOWN/,
  );
  t.end();
});

t.test('several updates are told in the order they were asked for', (t) => {
  const { catalog, computer } = withGroups(t);
  computer('pc', '', { 1: 'Installed', 2: 'Failed' });
  const told = catalog.status.ofUpdates([2, 9, 1].map(idOf));
  t.same(
    told.map(({ updateId, counts }) => [updateId, counts.Failed, counts.Installed, counts.NotApplicable]),
    [
      [idOf(2), 1, 0, 0],
      [idOf(9), 0, 0, 1],
      [idOf(1), 0, 1, 0],
    ],
  );
  t.end();
});

t.test('the counters of groups tell who needs updates, failed, is up to date, and never reported', (t) => {
  const { catalog, computer } = withGroups(t);
  computer('needs', 'Servers', { 1: 'NotInstalled', 2: 'Failed' });
  computer('has', 'Servers', { 1: 'Downloaded', 2: 'Installed' });
  computer('done', 'Pilot', { 1: 'Installed' });
  computer('reboot', 'Pilot', { 1: 'InstalledPendingReboot' });
  computer('failed', 'Kiosks', { 1: 'Failed' });
  computer('silent', 'Kiosks');
  const told = Object.fromEntries(
    catalog.status
      .ofGroups()
      .map(({ group, computers, needingUpdates, withErrors, upToDate, unknown }) => [
        group.name,
        [computers, needingUpdates, withErrors, upToDate, unknown],
      ]),
  );
  t.same(told, {
    'All Computers': [6, 2, 2, 2, 1],
    'Unassigned Computers': [0, 0, 0, 0, 0],
    Pilot: [4, 2, 1, 2, 0],
    Servers: [2, 2, 1, 0, 0],
    Kiosks: [2, 0, 1, 0, 1],
  });
  t.end();
});

t.test('counters follow a computer that is moved and a group that is put elsewhere', (t) => {
  const { catalog, computer, counts } = withGroups(t);
  computer('pc', 'Servers', { 1: 'Installed' });
  t.equal(counts(1, 'Pilot')?.Installed, 1);
  catalog.groups.move('Servers', 'Kiosks');
  t.equal(counts(1, 'Pilot')?.Installed, 0);
  t.equal(counts(1, 'Kiosks')?.Installed, 1);
  catalog.write(() => catalog.computers.assign('pc', [catalog.groups.require('Pilot').groupId]));
  t.equal(counts(1, 'Kiosks')?.Installed, 0);
  t.same(
    catalog.status.members('Pilot').map(({ computerId }) => computerId),
    ['pc'],
  );
  t.end();
});

t.test('of one computer it tells how many updates are in which state', (t) => {
  const { catalog, computer } = withGroups(t);
  computer('pc', '', { 1: 'Installed', 2: 'Installed', 3: 'Failed' });
  const zero = { NotInstalled: 0, Downloaded: 0, Installed: 0, InstalledPendingReboot: 0, Failed: 0 };
  t.same(catalog.status.ofComputer('pc'), { ...zero, Installed: 2, Failed: 1 });
  t.same(catalog.status.ofComputer('nobody'), zero);
  catalog.write(() => catalog.computers.remove('pc'));
  t.same(catalog.status.ofComputer('pc'), zero);
  t.same(catalog.status.members(), []);
  t.end();
});
