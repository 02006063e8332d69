import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { approvalsOf, stateWith } from './state.ts';

t.test('an update is approved for All Computers to install, unless told otherwise', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1, title: 'Fix' });
  const { code, stdout, stderr } = await mockWu('approve', idOf(1), '--state', state);
  t.same({ code, stdout, stderr }, { code: 0, stdout: '', stderr: 'Fix (en): install for All Computers\n' });
  t.same(approvalsOf(catalog, 1), ['All Computers Install']);
});

t.test('a view that was opened before sees the approval', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 });
  const action = () => {
    const view = catalog.view();
    const node = view.snapshot.nodeOf(revisionIdOf(catalog, 1));
    return view.deploymentOf(node, view.membershipOf('pc')).action;
  };
  t.equal(action(), 'PreDeploymentCheck');
  await mockWu('approve', idOf(1), '--state', state);
  t.equal(action(), 'Install');
  await mockWu('decline', idOf(1), '--state', state);
  t.equal(catalog.view().snapshot.size, 0);
});

t.test(
  'several updates are approved for several groups, with action, deadline and result as JSON',
  async (t) => {
    const { state, catalog } = stateWith(t, { id: 1 }, { id: 2 });
    catalog.groups.create('Pilot');
    catalog.groups.create('Lab');
    const { stdout, stderr, code } = await mockWu(
      ...['approve', idOf(1), idOf(2), '--group', 'pilot', '--group', 'Lab', '--action', 'optional'],
      ...['--deadline', '2026-12-24T18:00:00Z', '--json', '--state', state],
    );
    t.equal(code, 0);
    t.equal(stderr.split('\n').length, 5);
    t.match(JSON.parse(stdout).approved, [
      {
        updateId: idOf(1),
        title: 'Update 1 (en)',
        group: 'Pilot',
        action: 'OptionalInstall',
        deploymentId: Number,
      },
      { updateId: idOf(1), group: 'Lab', deadline: '2026-12-24T18:00:00Z' },
      { updateId: idOf(2), group: 'Pilot' },
      { updateId: idOf(2), group: 'Lab' },
    ]);
    t.same(approvalsOf(catalog, 2), [
      'Pilot OptionalInstall 2026-12-24T18:00:00Z',
      'Lab OptionalInstall 2026-12-24T18:00:00Z',
    ]);
  },
);

t.test('every action word stands for an action', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1, removable: true });
  catalog.groups.create('Pilot');
  for (const [word, action] of [
    ['install', 'Install'],
    ['optional', 'OptionalInstall'],
    ['uninstall', 'Uninstall'],
    ['scan', 'PreDeploymentCheck'],
    ['not-approved', 'Block'],
  ] as const) {
    await mockWu('approve', idOf(1), '--action', word, '--group', 'Pilot', '--state', state);
    t.same(approvalsOf(catalog, 1), [`Pilot ${action}`], word);
  }
});

t.test('where one of them is refused, nothing is approved', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 }, { id: 2, expired: true });
  const before = dumpTables(catalog.database);
  const { code, stdout, stderr } = await mockWu('approve', idOf(1), idOf(2), '--json', '--state', state);
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /its newest revision is expired\n {2}Approve a published revision/);
  t.equal(dumpTables(catalog.database), before);
});

t.test('--remove takes back the approval of one group, or of all', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 });
  catalog.groups.create('Pilot');
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', group: 'Pilot' });
  const one = await mockWu('approve', idOf(1), '--remove', '--group', 'Pilot', '--state', state);
  t.match(one, { code: 0, stderr: 'Update 1 (en): 1 approval taken back from Pilot\n' });
  t.same(approvalsOf(catalog, 1), ['All Computers Install']);
  const all = await mockWu('approve', idOf(1), '--remove', '--json', '--state', state);
  t.match(JSON.parse(all.stdout), { removed: [{ updateId: idOf(1), approvals: 1 }] });
  t.same(approvalsOf(catalog, 1), []);
});

t.test('a licence must be accepted, which --accept-eula does', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 });
  catalog.database.prepare("UPDATE revision SET eula_id = 'licence-1'").run();
  t.match(await mockWu('approve', idOf(1), '--state', state), { code: 1, stderr: /--accept-eula/ });
  t.equal((await mockWu('approve', idOf(1), '--accept-eula', '--state', state)).code, 0);
  t.ok(catalog.eulas.isAccepted('licence-1'));
});

t.test('an older revision can be named', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 }, { id: 1, revision: 2 });
  await mockWu('approve', idOf(1), '--revision', '1', '--state', state);
  t.same(approvalsOf(catalog, 1, 1), ['All Computers Install']);
  t.same(approvalsOf(catalog, 1, 2), []);
});

t.test('an update is named by KB number or title, and the bundle goes before its member', async (t) => {
  const more = { title: 'Fix', more: {} };
  const { state, catalog } = stateWith(
    t,
    { id: 2, deployable: false, ...more },
    { id: 1, bundles: [[[2, 1]]], ...more },
  );
  catalog.database.prepare("UPDATE revision SET kb_article_ids = '5099999 5088888'").run();
  for (const name of ['KB5099999', 'kb5088888', '5099999', 'Fix (en)', 'fix (EN)']) {
    await mockWu('approve', name, '--state', state);
    t.same(approvalsOf(catalog, 1), ['All Computers Install'], name);
    await mockWu('approve', name, '--remove', '--state', state);
  }
  t.match(await mockWu('approve', 'KB509999', '--state', state), { code: 1 }, 'a part of a number is none');
});

t.test('a name of several updates is refused with candidates', async (t) => {
  const updates = [1, 2, 3, 4, 5, 6].map((id) => ({ id, title: 'Same' }));
  const { state, catalog } = stateWith(t, ...updates);
  const { code, stderr } = await mockWu('approve', 'Same (en)', '--state', state);
  t.equal(code, 1);
  t.match(stderr, '"Same (en)" stands for 6 updates\n  Give the UpdateID of one of them: ');
  t.equal(stderr.match(/0{8}-0000-4000/g)?.length, 5);
  t.match(stderr, '(Same (en)), ….');
  t.same(catalog.deployments.explicit(), []);
});

t.test('a name of no update is refused, with those whose title holds it', async (t) => {
  const { state } = stateWith(t, { id: 1, title: 'Fix for 100%\u009b31m' });
  const error = async (name: string) => {
    const { code, stderr } = await mockWu('approve', name, '--state', state);
    t.equal(code, 1, name);
    return stderr;
  };
  t.match(
    await error('100%'),
    `no update is called "100%"\n  Give the whole title or the UpdateID, such as: ${idOf(1)}`,
  );
  t.notMatch(await error('100%'), '\u009b');
  t.match(await error('100_'), 'mock-wu update list --text');
  t.match(await error(idOf(9)), `the catalogue has no update ${idOf(9)}`);
  t.match(await error(''), 'no update is called ""');
});

t.test('options that contradict each other are a usage error', async (t) => {
  const { state } = stateWith(t, { id: 1 });
  for (const words of [
    ['--remove', '--deadline', '2026-12-24T18:00:00Z'],
    ['--remove', '--accept-eula'],
    ['--remove', '--action', 'scan'],
    ['--action', 'burn'],
    ['--revision', 'one'],
  ])
    t.match(
      await mockWu('approve', idOf(1), ...words, '--state', state),
      { code: 2, stdout: '' },
      words.join(' '),
    );
  t.equal((await mockWu('approve', '--state', state)).code, 2, 'without an update');
});

t.test('declined updates come back with --undo, and the result is JSON where it is asked for', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1 });
  importUpdates(catalog, { id: 2 });
  const down = await mockWu('decline', idOf(1), idOf(2), '--json', '--state', state);
  t.equal(down.stderr, 'Update 1 (en): declined\nUpdate 2 (en): declined\n');
  t.match(JSON.parse(down.stdout), {
    isDeclined: true,
    updates: [{ updateId: idOf(1) }, { updateId: idOf(2) }],
  });
  t.equal(catalog.view().snapshot.size, 0);
  t.match(await mockWu('decline', idOf(2), '--undo', '--state', state), {
    stderr: 'Update 2 (en): no longer declined\n',
  });
  t.equal(catalog.view().snapshot.size, 1);
});
