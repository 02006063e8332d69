import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { configurationNames } from '../../catalog/configuration/configuration-values.ts';
import { upstreamDefaults } from '../../catalog/configuration/upstream-configuration.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool } from '../helpers/tools.ts';

const text = readFileSync(path.join(projectRoot, 'docs/synchronisation.md'), 'utf8');

/** The text under a heading. */
const section = (title: string): string => text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

/** The lines of the shell blocks in `part`, each as words, with what its comment says. */
const commandsOf = (part: string) =>
  [...part.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.trimEnd().split('\n'))
    .filter((line) => line.startsWith('mock-wu '))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/\s+# /);
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      return { line, comment, words: words.slice(1) };
    });

const optionOf = (words: readonly string[], name: string): string => words[words.indexOf(name) + 1] ?? '';

const folder = t.testdir({});
/** The ports the page says, and those a double really got. */
const ports = new Map<string, string>();

async function serve(words: readonly string[]): Promise<MockWindowsUpdate> {
  const double = await startMockWindowsUpdate({
    state: withKeys(path.join(folder, optionOf(words, '--state'))),
    ...(words.includes('--seed') && { seeds: [optionOf(words, '--seed')] }),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  ports.set(optionOf(words, '--https-port'), new URL(double.urls.https).port);
  return double;
}

/** The command with folders and ports of this test. */
const here = (words: readonly string[]): readonly string[] =>
  words.map((word, at) => {
    if (words[at - 1] === '--state' || words[at - 1] === '--ca') return path.join(folder, word);
    return word.replace(/(?<=:)\d+$/, (port) => ports.get(port) ?? port);
  });

t.test('the walk goes as the page says', async (t) => {
  const commands = commandsOf(section('A walk through three servers'));
  t.ok(commands.length > 12);
  const runs: string[] = [];
  let last = '';
  for (const { line, comment, words } of commands) {
    if (words[0] === 'serve') {
      await serve(words);
      continue;
    }
    const { code, stdout, stderr } = await mockWu(...here(words));
    t.equal(code, comment.startsWith('refused') ? 1 : 0, `${line}\n${stderr}`);
    if (comment.startsWith('refused')) t.match(stderr, 'is a replica of');
    if (line.includes('update show')) t.match(stdout, /^kind .*declined$/m);
    runs.push(...stderr.split('\n').filter((one) => one.startsWith('run ')));
    last = stdout;
  }
  const shown = [...section('A walk through three servers').matchAll(/```\n(run .*)\n```/g)];
  t.equal(shown.length, 2);
  for (const [, run = ''] of shown) t.ok(runs.includes(run), run);
  t.match(last, /^leaf\.test +branch\.test /m);
  t.match(last, /^branch\.test +this server +no /m);
  t.match(last, /^replica\.test +this server +yes /m);
});

t.test('the fingerprint of the root is what openssl says', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const [, command = ''] = /```sh\n(openssl .*)\n```/.exec(section('Trust')) ?? [];
  const { status, output } = await runAsync('sh', ['-c', `cd "${folder}" && ${command}`]);
  t.equal(status, 0, output);
  const [fingerprint = ''] = /[0-9a-f]{64}/.exec(output) ?? [];
  const pinned = ['--pin-issuer', fingerprint, '--state', path.join(folder, 'replica')];
  t.match(await mockWu('sync', ...pinned), { code: 0 });
});

t.test('the schedule starts when the page says', async (t) => {
  const [command] = commandsOf(section('Schedule'));
  t.equal((await mockWu(...here(command?.words ?? []))).code, 0);
  const { stdout } = await mockWu('sync', 'status', '--state', path.join(folder, 'branch'));
  t.match(stdout, /^schedule +4 times a day, the first at 01:30 UTC$/m);
  t.match(stdout, /^next start +\S+T(01|07|13|19):30:00Z/m);
});

t.test('every command and option the page names exists', async (t) => {
  const help = (await mockWu('sync', '--help')).stdout + (await mockWu('serve', '--help')).stdout;
  const options = new Set(
    [...text.matchAll(/`[^`\n]*`/g)].flatMap(([code]) => code.match(/--[a-z-]+/g) ?? []),
  );
  options.delete('--json');
  t.ok(options.size > 30);
  for (const option of [...options].filter((one) => !['--state', '--kind', '--limit'].includes(one)))
    t.match(help, new RegExp(`^ +${option}\\b`, 'm'), option);
  for (const [, words = ''] of text.matchAll(/`mock-wu ((?:sync|downstream) [a-z]+)/g))
    t.equal((await mockWu(...words.split(' '), '--help')).code, 0, words);
});

t.test('the options of sync are all on the page', async (t) => {
  const { stdout } = await mockWu('sync', '--help');
  const options = [...stdout.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option);
  t.ok(options.length > 25);
  for (const option of options.filter((one) => one !== '--help')) t.match(text, option, option);
});

t.test('the table of profiles says what they are', async (t) => {
  const rows = [
    ...section('Standing in for an upstream server').matchAll(/^\| (\w[^|]*) \| ([^|]*) \| ([^|]*) \|$/gm),
  ];
  const profiles = rows.filter(([, names = '']) => configurationNames.includes(firstName(names)));
  t.ok(profiles.length >= 9);
  for (const [, names = '', wsus = '', microsoft = ''] of profiles) {
    const keys = names.replace(/:.*/, '').split(', ') as (keyof ReturnType<typeof upstreamDefaults>)[];
    for (const [said, kind] of [
      [wsus, 'wsus-2025'],
      [microsoft, 'microsoft'],
    ] as const)
      t.same(
        said.replace(/:.*/, '').split(', '),
        keys.map((key) => String(upstreamDefaults(kind)[key])),
        `${names}, ${kind}`,
      );
  }
});

t.test('values the page sets are values that can be set', async (t) => {
  const state = path.join(folder, 'upstream');
  const settings = [...text.matchAll(/`(\w+=\w+)`/g)].map(([, setting = '']) => setting);
  t.ok(settings.length >= 5);
  t.match(await mockWu('config', 'set', ...settings, '--state', state), { code: 0 });
});

t.test('links inside the page lead somewhere', async (t) => {
  const anchors = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, link = '']) => link);
  t.same(links, anchors);
});

function firstName(names: string): (typeof configurationNames)[number] {
  return names.replace(/[,:].*/, '') as (typeof configurationNames)[number];
}
