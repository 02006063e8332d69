import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { idOf } from '../../helpers/documents.ts';
import { addComputer, stateWith } from './state.ts';

t.test('groups are drawn as a tree with aligned counters', async (t) => {
  const { state, catalog } = stateWith(t);
  catalog.groups.create('Pilot');
  catalog.groups.create('Ring 1', 'Pilot');
  catalog.groups.create('Kiosks');
  addComputer(catalog, 'pc1', 'Ring 1', { reported: true });
  addComputer(catalog, 'pc2');
  catalog.events.setStatus('pc1', { updateId: idOf(1), state: 'NotInstalled' }, 1);
  const { code, stdout } = await mockWu('group', 'list', '--state', state);
  t.equal(code, 0);
  t.equal(
    stdout,
    [
      'group                    computers  need updates  with errors  up to date  unknown',
      '-----------------------  ---------  ------------  -----------  ----------  -------',
      'All Computers                    2             1            0           0        1',
      '├─ Unassigned Computers          1             0            0           0        1',
      '├─ Kiosks                        0             0            0           0        0',
      '└─ Pilot                         1             1            0           0        0',
      '   └─ Ring 1                     1             1            0           0        0',
      '',
    ].join('\n'),
  );
  const { groups } = JSON.parse((await mockWu('group', 'list', '--json', '--state', state)).stdout);
  t.match(groups[4], { name: 'Ring 1', parentId: groups[3].groupId, computers: 1, needingUpdates: 1 });
});

t.test('a group is made, renamed, moved and removed', async (t) => {
  const { state, catalog } = stateWith(t);
  const run = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await mockWu('group', ...words, '--json', '--state', state);
    t.equal(code, 0, stderr);
    return { line: stderr, group: JSON.parse(stdout).group };
  };
  t.match(await run('add', 'Pilot'), {
    line: 'group Pilot: made in All Computers\n',
    group: { name: 'Pilot' },
  });
  t.match(await run('add', 'Lab', '--parent', 'pilot'), { line: 'group Lab: made in Pilot\n' });
  t.match(await run('rename', 'lab', 'Bench'), {
    line: 'group Lab: now called Bench\n',
    group: { name: 'Bench' },
  });
  t.match(await run('move', 'Bench', 'All Computers'), { line: 'group Bench: moved into All Computers\n' });
  t.match(await run('remove', 'Bench'), { line: 'group Bench: removed\n', group: { name: 'Bench' } });
  t.equal(catalog.groups.find('Bench'), undefined);
});

t.test('what cannot be done to a group is refused with the reason', async (t) => {
  const { state, catalog } = stateWith(t);
  catalog.groups.create('Pilot');
  catalog.groups.create('Lab', 'Pilot');
  for (const [words, reason] of [
    [['add', 'pilot'], 'there is a group of that name'],
    [['add', 'New', '--parent', 'Nobody'], 'there is no target group "Nobody"'],
    [['remove', 'Pilot'], 'the group Lab lies within it'],
    [['move', 'Pilot', 'Lab'], 'lies within it'],
    [['rename', 'All Computers', 'Everything'], 'it is built in'],
  ] as const)
    t.match(
      await mockWu('group', ...words, '--state', state),
      { code: 1, stdout: '', stderr: reason },
      words.join(' '),
    );
  for (const words of [[], ['burn'], ['add'], ['move', 'Pilot']])
    t.equal((await mockWu('group', ...words)).code, 2, words.join(' '));
});

t.test('a view opened before sees that a group was removed', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 });
  const { groupId } = catalog.groups.create('Pilot');
  addComputer(catalog, 'pc', 'Pilot');
  t.same(catalog.view().membershipOf('pc').groupIds, [groupId]);
  await mockWu('group', 'remove', 'Pilot', '--state', state);
  t.notSame(catalog.view().membershipOf('pc').groupIds, [groupId]);
});
