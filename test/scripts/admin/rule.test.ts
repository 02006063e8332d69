import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { idOf } from '../../helpers/documents.ts';
import { approvalsOf, stateWith } from './state.ts';

const WINDOWS = 90;
const seeded = (t: Parameters<typeof stateWith>[0]) =>
  stateWith(t, { id: WINDOWS, type: 'Category', title: 'Widgets' }, { id: 1, in: [WINDOWS] }, { id: 2 });

t.test(
  'rules are listed with names in place of ids, those of categories that have not arrived too',
  async (t) => {
    const { state } = seeded(t);
    const { stdout } = await mockWu('rule', 'list', '--state', state);
    const [heading, , row] = stdout.split('\n');
    t.match(heading, /^rule +enabled +action +classifications +products +groups +deadline$/);
    t.match(
      row,
      /^Default Automatic Approval Rule {2}no +install +Critical Updates, Security Updates +any +All Computers +none$/,
    );
  },
);

t.test('a rule is made by names, and applied to what is here when it is run', async (t) => {
  const { state, catalog } = seeded(t);
  const added = await mockWu(
    ...[
      'rule',
      'add',
      'Weekly',
      '--product',
      'widgets (en)',
      '--classification',
      'Security Updates',
      '--disabled',
    ],
    ...[
      '--deadline-days',
      '7',
      '--deadline-time',
      '18:30',
      '--action',
      'optional',
      '--json',
      '--state',
      state,
    ],
  );
  t.equal(added.stderr, 'rule Weekly: kept, disabled\n');
  t.match(JSON.parse(added.stdout).rule, {
    name: 'Weekly',
    isEnabled: false,
    action: 'OptionalInstall',
    products: [{ updateId: idOf(WINDOWS), title: 'Widgets (en)' }],
    groups: [{ name: 'All Computers' }],
    deadline: { days: 7, minutes: 1110 },
  });
  t.match((await mockWu('rule', 'list', '--state', state)).stdout, '+7 d, 18:30');
  await mockWu('rule', 'add', 'weekly', '--product', idOf(WINDOWS), '--replace', '--state', state);
  const ran = await mockWu('rule', 'run', 'WEEKLY', '--json', '--state', state);
  t.equal(ran.stderr, 'rule Weekly: 1 approval made\n');
  t.match(JSON.parse(ran.stdout), { rule: { name: 'Weekly' }, approvals: 1 });
  t.same(approvalsOf(catalog, 1), ['All Computers Install']);
  t.same(approvalsOf(catalog, 2), []);
});

t.test('rules are enabled, disabled and removed', async (t) => {
  const { state, catalog } = seeded(t);
  const name = 'Default Automatic Approval Rule';
  t.match(await mockWu('rule', 'enable', name, '--state', state), {
    code: 0,
    stderr: `rule ${name}: enabled\n`,
  });
  t.ok(catalog.rules.require(name).isEnabled);
  t.match(await mockWu('rule', 'disable', name, '--state', state), { stderr: `rule ${name}: disabled\n` });
  t.match(await mockWu('rule', 'remove', name, '--state', state), { code: 1, stderr: /it is built in/ });
  await mockWu('rule', 'add', 'Mine', '--state', state);
  t.match(await mockWu('rule', 'remove', 'mine', '--state', state), {
    code: 0,
    stderr: 'rule Mine: removed\n',
  });
  t.equal(catalog.rules.all().length, 1);
});

t.test('what is wrong with a rule is told, and nothing is kept', async (t) => {
  const { state, catalog } = seeded(t);
  await mockWu('rule', 'add', 'Mine', '--state', state);
  for (const [words, reason] of [
    [['add', 'mine'], 'there is a rule of that name'],
    [['add', 'x', '--product', 'Widgets (e)'], 'there is no product "Widgets (e)"\n  Did you mean'],
    [['add', 'x', '--classification', 'Widgets (en)'], 'there is no classification "Widgets (en)"'],
    [['add', 'x', '--group', 'Nobody'], 'there is no target group "Nobody"'],
    [['run', 'Nothing'], 'there is no approval rule "Nothing"'],
  ] as const)
    t.match(
      await mockWu('rule', ...words, '--state', state),
      { code: 1, stdout: '', stderr: reason },
      words.join(' '),
    );
  for (const words of [
    ['add', 'x', '--deadline-time', '18:30'],
    ['add', 'x', '--deadline-days', '1', '--deadline-time', '24:00'],
    ['add', 'x', '--action', 'uninstall'],
    ['run'],
  ])
    t.equal((await mockWu('rule', ...words, '--state', state)).code, 2, words.join(' '));
  t.equal(catalog.rules.all().length, 2);
});
