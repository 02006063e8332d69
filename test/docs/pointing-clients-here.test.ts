import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { redirectedHostNames } from '../../scripts/hosts/names.ts';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool } from '../helpers/tools.ts';

const text = readFileSync(path.join(projectRoot, 'docs/pointing-clients-here.md'), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );

/** Every call of mock-wu the page shows, without what the shell adds. */
const calls = blocks('sh')
  .flatMap((block) => block.split('\n'))
  .flatMap((line) => /(?:^|\s)mock-wu (.*)/.exec(line)?.[1] ?? [])
  .map((call) => call.replace(/\s*[>&].*$/, '').split(' '));

t.test('every command and option the page shows exists', async (t) => {
  t.ok(calls.length > 12);
  for (const call of calls) {
    const words = call.slice(0, call.findIndex((word) => word.startsWith('-')) >>> 0);
    const { code, stdout } = await mockWu(...words, '--help');
    t.equal(code, 0, words.join(' '));
    for (const option of call.filter((word) => word.startsWith('--')))
      t.match(stdout, new RegExp(`^ +${option}\\b`, 'm'), call.join(' '));
  }
});

t.test('options named in the text exist', async (t) => {
  const { stdout } = await mockWu('serve', '--help');
  for (const option of ['--name', '--bind', '--hosts-mode', '--ready-file', '--http-port', '--https-port'])
    t.match(stdout, option);
});

t.test('links inside the page lead somewhere', async (t) => {
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1] ?? '');
  t.ok(links.length > 5);
  for (const link of links) t.ok(anchors.includes(link), link);
});

t.test('the YAML examples are YAML, and their aliases are names of the hosts file', async (t) => {
  const [playbook, compose] = blocks('yaml').map((block) => parse(block));
  t.equal(playbook[0].tasks.length, 5);
  t.equal(playbook[0].tasks[2].loop[2].key, '\\AU');
  for (const alias of compose.services['windows-update'].networks.tests.aliases)
    t.ok(redirectedHostNames.includes(alias), alias);
});

const state = path.join(t.testdir({}), 'state');
const double = await startMockWindowsUpdate({
  state: withKeys(state),
  seeds: [],
  names: ['wsus.test'],
  httpPort: 0,
  httpsPort: 0,
  controlPort: 0,
});
t.teardown(() => double.close());

t.test('the registry file is the one trust prints', async (t) => {
  const argv = ['trust', '--format', 'reg', '--server', 'https://wsus.test:8531', '--state', state];
  const { stdout } = await mockWu(...argv);
  const lines = stdout.split('\r\n').filter((line) => line !== '' && !line.startsWith(';'));
  t.same(blocks('reg').join('').trimEnd().split('\n'), lines);
});

t.test('the switches of the PowerShell script are those it has', async (t) => {
  const { stdout } = await mockWu('trust', '--format', 'ps1', '--state', state);
  for (const [, name = ''] of text.matchAll(/mock-wu\.ps1((?: -\w+)+)/g))
    for (const option of name.trim().split(' ')) t.match(stdout, `[switch]$${option.slice(1)}`);
});

t.test('curl reaches the double as the page says', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const port = new URL(double.urls.https).port;
  const lines = blocks('sh').flatMap((block) => block.split('\n'));
  const commands = lines.filter((line) => line.startsWith('curl '));
  t.equal(commands.length, 2);
  for (const command of commands) {
    const here = command.replaceAll('.mock-wu/', `${state}/`).replaceAll('8531', port);
    const { status, output } = await runAsync('curl', ['-sS', '--fail', ...here.split(' ').slice(1)]);
    t.equal(status, 0, output);
    t.match(output, 'definitions');
  }
});
