import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { addComputer, stateWith } from './state.ts';

const SECURITY = 80;
const WINDOWS = 90;
const categories = [
  {
    id: SECURITY,
    type: 'Category',
    title: 'Security Updates',
    more: { handler: { kind: 'Category', categoryType: 'UpdateClassification' } },
  },
  { id: WINDOWS, type: 'Category', title: 'Windows 11' },
] as const;
const updates = [
  { id: 1, title: 'Old fix', in: [SECURITY, WINDOWS] },
  { id: 2, title: 'New fix', in: [SECURITY, WINDOWS], more: { supersedes: [idOf(1)] } },
  { id: 3, title: 'Tool', removable: true },
  { id: 4, title: 'Withdrawn', expired: true },
  { id: 5, title: 'Part', deployable: false },
  { id: 6, title: 'Whole', bundles: [[[5, 1]]] as const },
  { id: 7, title: 'Sensor', type: 'Detectoid' as const },
];

const seeded = (t: Parameters<typeof stateWith>[0]) => stateWith(t, ...categories, ...updates);

const listed = async (state: string, ...words: readonly string[]): Promise<readonly number[]> => {
  const { stdout } = await mockWu('update', 'list', '--json', ...words, '--state', state);
  return JSON.parse(stdout).updates.map(({ updateId }: { updateId: string }) => Number(updateId.slice(-12)));
};

t.test(
  'update list shows what can be offered by itself, the last first, aligned under its headings',
  async (t) => {
    const { state } = seeded(t);
    const { code, stdout, stderr } = await mockWu('update', 'list', '--state', state);
    t.same({ code, stderr }, { code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    t.match(lines[0], /^UpdateID +KB +classification +state +title$/);
    t.match(lines[1], /^-{36} {2}--/);
    t.same(
      lines.slice(2).map((line) => line.slice(lines[0]?.indexOf('title'))),
      ['Whole (en)', 'Withdrawn (en)', 'Tool (en)', 'New fix (en)', 'Old fix (en)'],
    );
    t.match(lines.at(-1), /Security Updates \(en\) +superseded +Old fix/);
  },
);

t.test('each filter lets through what it names', async (t) => {
  const { state, catalog } = seeded(t);
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  catalog.approvals.decline(idOf(3));
  for (const [words, ids] of [
    [['--approved'], [1]],
    [['--unapproved'], [6, 2]],
    [['--declined'], [3]],
    [['--expired'], [4]],
    [['--superseded'], [1]],
    [['--superseded', '--unapproved'], []],
    [
      ['--text', 'FIX'],
      [2, 1],
    ],
    [['--text', '%'], []],
    [['--text', idOf(6)], [6]],
    [
      ['--classification', 'Security Updates (en)'],
      [2, 1],
    ],
    [['--product', 'windows-11 (EN)', '--text', 'new'], [2]],
    [
      ['--product', idOf(WINDOWS)],
      [2, 1],
    ],
    [
      ['--type', 'software'],
      [6, 5, 4, 3, 2, 1],
    ],
    [['--type', 'driver'], []],
    [
      ['--type', 'category'],
      [WINDOWS, SECURITY],
    ],
    [['--type', 'detectoid'], [7]],
    [
      ['--type', 'all'],
      [7, 6, 5, 4, 3, 2, 1, WINDOWS, SECURITY],
    ],
  ] as const)
    t.same(await listed(state, ...words), ids, words.join(' '));
});

t.test('an update is listed once, as its newest revision says', async (t) => {
  const { state, catalog } = stateWith(t, { id: 1, title: 'First' });
  importUpdates(catalog, { id: 1, revision: 3, title: 'Third' }, { id: 1, revision: 2, title: 'Second' });
  const { stdout } = await mockWu('update', 'list', '--json', '--state', state);
  t.match(JSON.parse(stdout), { updates: [{ title: 'Third (en)', revisionNumber: 3 }], hasMore: false });
  t.same(await listed(state, '--text', 'first'), []);
});

t.test('a list that was cut says so on stderr and in JSON', async (t) => {
  const { state } = seeded(t);
  const cut = await mockWu('update', 'list', '--limit', '2', '--json', '--state', state);
  t.equal(cut.stderr, 'there are more than these 2; --limit 0 prints all\n');
  t.match(JSON.parse(cut.stdout), { updates: { length: 2 }, hasMore: true });
  const all = await mockWu('update', 'list', '--limit', '0', '--state', state);
  t.equal(all.stderr, '');
  t.equal(all.stdout.split('\n').length, 8);
});

t.test('an unknown classification is refused with the nearest name', async (t) => {
  const { state } = seeded(t);
  const { code, stderr } = await mockWu(
    'update',
    'list',
    '--classification',
    'Security Update',
    '--state',
    state,
  );
  t.equal(code, 1);
  t.match(stderr, 'there is no classification "Security Update"\n  Did you mean Security Updates');
});

t.test('update show tells everything, in JSON and for people', async (t) => {
  const { state, catalog } = seeded(t);
  catalog.groups.create('Pilot');
  catalog.approvals.approve({
    updateId: idOf(1),
    action: 'Install',
    group: 'Pilot',
    deadline: '2026-12-24T18:00:00Z',
  });
  addComputer(catalog, 'pc', '', { reported: true });
  catalog.events.setStatus('pc', { updateId: idOf(1), state: 'Failed' }, 1);
  const { stdout } = await mockWu('update', 'show', 'Old fix (en)', '--json', '--state', state);
  t.match(JSON.parse(stdout), {
    updateId: idOf(1),
    revisionNumber: 1,
    title: 'Old fix (en)',
    isDeclined: false,
    classifications: [{ updateId: idOf(SECURITY), title: 'Security Updates (en)' }],
    products: [{ title: 'Windows 11 (en)' }],
    texts: [{ language: 'en', title: 'Old fix (en)' }],
    revisions: [{ revisionNumber: 1, publicationState: 'Published', arrivedAt: '2026-11-01T10:20:30.000Z' }],
    prerequisites: { clauses: 2, updates: 2 },
    supersedes: [],
    supersededBy: [{ updateId: idOf(2), title: 'New fix (en)' }],
    approvals: [{ group: 'Pilot', action: 'Install', deadline: '2026-12-24T18:00:00Z', revisionNumber: 1 }],
    licence: null,
    status: { Failed: 1, Installed: 0, Unknown: 0 },
  });
  const text = (await mockWu('update', 'show', idOf(1), '--state', state)).stdout;
  t.match(text, /^title +Old fix \(en\)$/m);
  t.match(text, /^superseded by +0{8}\S+ New fix \(en\)$/m);
  t.match(text, /^approval +install for Pilot, revision 1, until 2026-12-24T18:00:00Z$/m);
  t.match(text, /^computers +failed 1$/m);
});

t.test('a bundle is shown with its members and their files, and a member with its bundle', async (t) => {
  const file = {
    fileName: 'part.cab',
    size: 5,
    sha1: Buffer.alloc(20, 1).toString('base64'),
    modified: '2026-01-01T00:00:00Z',
  };
  const { state, catalog } = stateWith(t, { id: 5, deployable: false }, { id: 6, bundles: [[[5, 1]]] });
  catalog.database
    .prepare("INSERT INTO file (sha1, file_name, size, is_encrypted) VALUES (x'01', ?, ?, 0)")
    .run(file.fileName, file.size);
  catalog.database
    .prepare("INSERT INTO revision_file SELECT revision_id, 0, x'01', NULL, NULL FROM revision LIMIT 1")
    .run();
  const show = async (id: number) =>
    JSON.parse((await mockWu('update', 'show', idOf(id), '--json', '--state', state)).stdout);
  t.match(await show(6), {
    bundles: [{ updateId: idOf(5), revisionNumber: 1, title: 'Update 5 (en)' }],
    files: [{ updateId: idOf(5), fileName: 'part.cab', size: 5, sha1: '01' }],
  });
  t.match(await show(5), { isOffered: false, bundledBy: [{ updateId: idOf(6), revisionNumber: 1 }] });
});

t.test('update status counts computers by state, of a group where one is named', async (t) => {
  const { state, catalog } = seeded(t);
  catalog.groups.create('Pilot');
  addComputer(catalog, 'pc1', 'Pilot', { reported: true });
  addComputer(catalog, 'pc2', '', { reported: true });
  addComputer(catalog, 'pc3');
  catalog.events.setStatus('pc1', { updateId: idOf(1), state: 'Installed' }, 1);
  const status = async (...words: readonly string[]) =>
    JSON.parse((await mockWu('update', 'status', ...words, '--json', '--state', state)).stdout);
  t.match(await status(), {
    updates: [
      { updateId: idOf(1), title: 'Old fix (en)', counts: { Installed: 1, NotApplicable: 1, Unknown: 1 } },
    ],
  });
  t.match(await status(idOf(1), idOf(2), '--group', 'pilot'), {
    group: 'Pilot',
    updates: [{ counts: { Installed: 1, NotApplicable: 0, Unknown: 0 } }, { counts: { NotApplicable: 1 } }],
  });
  const { stdout } = await mockWu('update', 'status', '--state', state);
  const [heading, , row] = stdout.split('\n');
  t.match(
    heading,
    /^installed {2}not installed {2}downloaded {2}pending reboot {2}failed {2}not applicable {2}unknown {2}update$/,
  );
  t.equal(row?.indexOf('1'), 8, 'figures are set to the right');
  t.match(await mockWu('update', 'status', '--group', 'Nobody', '--state', state), {
    code: 1,
    stderr: /"Nobody"/,
  });
});

t.test('a state folder without a catalogue is an error, and none is made', async (t) => {
  const state = t.testdir({});
  for (const words of [
    ['update', 'list'],
    ['approve', 'x'],
    ['group', 'add', 'x'],
    ['config', 'set', 'pageSize=1'],
  ]) {
    const { code, stderr } = await mockWu(...words, '--state', state);
    t.equal(code, 1);
    t.match(stderr, `the state folder ${state} has no catalogue yet\n  Fill it with \`mock-wu seed\``);
  }
  t.match((await mockWu('update', 'list', '--state', `${state}/no/such`)).stderr, 'has no catalogue yet');
});

t.test('a catalogue that is none is left as it is', async (t) => {
  const state = t.testdir({ 'catalog.db': 'something else' });
  t.match(await mockWu('group', 'list', '--state', state), { code: 1, stderr: /cannot be opened/ });
  t.equal(readFileSync(path.join(state, 'catalog.db'), 'utf8'), 'something else');
});
