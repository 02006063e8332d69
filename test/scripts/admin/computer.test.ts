import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { idOf } from '../../helpers/documents.ts';
import { addComputer, stateWith } from './state.ts';

const seeded = (t: Parameters<typeof stateWith>[0]) => {
  const made = stateWith(t, { id: 1 });
  made.catalog.groups.create('Pilot');
  made.catalog.groups.create('Lab', 'Pilot');
  addComputer(made.catalog, 'pc1', 'Lab;Nobody', { reported: true });
  addComputer(made.catalog, 'pc2');
  made.catalog.events.setStatus('pc1', { updateId: idOf(1), state: 'Failed' }, 1);
  return made;
};

t.test('computers are listed with groups, version, contacts and counters', async (t) => {
  const { state } = seeded(t);
  const { stdout } = await mockWu('computer', 'list', '--state', state);
  const lines = stdout.split('\n');
  t.match(lines[0], /^computer +groups +Windows +last contact +last status +needed +failed +id$/);
  t.match(lines[2], /^pc1\.test +Lab +10\.0\.26100 +2026-11-01T10:20:30Z +2026-11-01T10:20:30Z +0 +1 +pc1$/);
  t.match(
    lines[3],
    /^pc2\.test +Unassigned Computers +10\.0\.26100 +2026-11-01T10:20:30Z +never +0 +0 +pc2$/,
  );
  const json = JSON.parse(
    (await mockWu('computer', 'list', '--json', '--group', 'pilot', '--state', state)).stdout,
  );
  t.match(json, {
    computers: [{ computerId: 'pc1', groups: ['Lab'], lastSyncAt: null, status: { Failed: 1 } }],
  });
  t.equal(json.computers.length, 1);
});

t.test('computer show tells registration, groups, contacts, states and last events', async (t) => {
  const { state, catalog } = seeded(t);
  for (let at = 1; at <= 12; at++)
    catalog.events.add({
      eventInstanceId: `e${at}`,
      computerId: 'pc1',
      eventId: at,
      namespaceId: 1,
      updateId: idOf(1),
      revisionNumber: 1,
      win32HResult: at === 12 ? -2145124329 : 0,
      timeAtTarget: '2026-11-01T10:20:30Z',
      receivedAt: catalog.clock.now(),
      raw: '{}',
    });
  const { stdout } = await mockWu('computer', 'show', 'PC1.test', '--json', '--state', state);
  const shown = JSON.parse(stdout);
  t.match(shown, {
    computerId: 'pc1',
    dnsName: 'pc1.test',
    groups: ['Lab'],
    assignedGroups: [],
    requestedGroups: ['Lab', 'Nobody'],
    registration: { OSMajorVersion: 10 },
    lastSeen: '2026-11-01T10:20:30.000Z',
    lastSyncAt: null,
    status: { Failed: 1 },
  });
  t.equal(shown.events.length, 10, 'the last ones');
  t.match(shown.events[0], { eventId: 12, updateId: idOf(1), title: 'Update 1 (en)' });
  const text = (await mockWu('computer', 'show', 'pc1', '--state', state)).stdout;
  t.match(text, /^asks for +Lab, Nobody$/m);
  t.match(text, /^events +2026-11-01T10:20:30Z event 12 failed with 0x80240017: Update 1 \(en\)$/m);
  t.notMatch(text, '\u001b', 'nothing a client says reaches the terminal as a command');
});

t.test('moving a computer replaces its groups, and a view opened before sees it', async (t) => {
  const { state, catalog } = seeded(t);
  const groups = () =>
    catalog
      .view()
      .membershipOf('pc2')
      .groupIds.map((id) => catalog.groups.require(id).name);
  t.same(groups(), ['Unassigned Computers']);
  const moved = await mockWu(
    'computer',
    'move',
    'pc2',
    'pc1',
    '--group',
    'pilot',
    '--group',
    'Lab',
    '--json',
    '--state',
    state,
  );
  t.equal(moved.stderr, 'pc2.test: now in Pilot, Lab\npc1.test: now in Pilot, Lab\n');
  t.match(JSON.parse(moved.stdout), { computers: [{ computerId: 'pc2', groups: ['Pilot', 'Lab'] }, {}] });
  t.same(groups().sort(), ['Lab', 'Pilot']);
  await mockWu('computer', 'move', 'pc2', '--group', 'Lab', '--state', state);
  t.same(groups(), ['Lab']);
  await mockWu('computer', 'move', 'pc2', '--unassign', '--state', state);
  t.same(groups(), ['Unassigned Computers']);
});

t.test('moving says when the configuration leaves it to the computers', async (t) => {
  const { state, catalog } = seeded(t);
  catalog.configuration.set({ targeting: 'client' });
  const { stderr } = await mockWu('computer', 'move', 'pc2', '--group', 'Lab', '--state', state);
  t.match(stderr, 'targeting is set to client');
});

t.test('a removed computer is gone with its status', async (t) => {
  const { state, catalog } = seeded(t);
  const { stderr, stdout } = await mockWu('computer', 'remove', 'pc1', '--json', '--state', state);
  t.equal(stderr, 'pc1.test: removed\n');
  t.same(JSON.parse(stdout), { removed: [{ computerId: 'pc1', dnsName: 'pc1.test' }] });
  t.same(
    catalog.computers.all().map(({ computerId }) => computerId),
    ['pc2'],
  );
  t.same(catalog.events.status('pc1'), []);
});

t.test('where one computer is unknown, none is moved or removed', async (t) => {
  const { state, catalog } = seeded(t);
  for (const words of [
    ['remove', 'pc1', 'pc9'],
    ['move', 'pc1', 'pc9', '--group', 'Pilot'],
  ])
    t.match(await mockWu('computer', ...words, '--state', state), {
      code: 1,
      stderr: /there is no computer "pc9"/,
    });
  t.equal(catalog.computers.count(), 2);
  t.same(catalog.computers.assignedGroups('pc1'), []);
  t.equal(
    (await mockWu('computer', 'move', 'pc1', '--state', state)).code,
    2,
    'neither group nor --unassign',
  );
  t.equal((await mockWu('computer', 'move', 'pc1', '--unassign', '--group', 'x')).code, 2, 'both');
});

t.test(
  'what retention limits dropped is told beside the list, and what is kept of an inventory',
  async (t) => {
    const { state, catalog } = seeded(t);
    t.notMatch((await mockWu('computer', 'list', '--state', state)).stderr, 'dropped');
    catalog.configuration.set({ keptComputers: 1 });
    catalog.write(() => {
      catalog.computers.introduce('pc3', 'pc3.test', '', catalog.clock.now() + 1);
      catalog.computers.keepInventory('pc3', {
        receivedAt: catalog.clock.now(),
        isCompressed: false,
        content: Buffer.from('<Inventory/>'),
      });
      catalog.retention.enforce('computers');
    });
    const { stderr, stdout } = await mockWu('computer', 'list', '--state', state);
    t.match(stderr, /^dropped by retention limits so far: 2 computers, the last at 2026-11-01T10:20:30Z$/m);
    t.match(stdout, 'pc3.test');
    const json = JSON.parse((await mockWu('computer', 'list', '--json', '--state', state)).stdout);
    t.match(json.dropped, [{ kind: 'computers', count: 2 }]);
    const shown = (await mockWu('computer', 'show', 'pc3', '--state', state)).stdout;
    t.match(shown, /^inventory +12 bytes, received 2026-11-01T10:20:30/m);
  },
);
