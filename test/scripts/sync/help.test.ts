import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';

const COMMANDS = [
  ['sync'],
  ...['history', 'status', 'choices', 'refusals', 'cancel'].map((word) => ['sync', word]),
  ...['list', 'show', 'remove'].map((word) => ['downstream', word]),
  ['downstream', 'computer', 'remove'],
];

t.test('every command has --help with --state and --json, and refuses unknown options', async (t) => {
  for (const words of COMMANDS) {
    const { code, stdout, stderr } = await mockWu(...words, '--help');
    t.match({ code, stderr }, { code: 0, stderr: '' }, words.join(' '));
    t.match(stdout, `Usage: mock-wu ${words.join(' ')}`);
    t.match(stdout, /^ +--state <dir> /m);
    t.match(stdout, /^ +--json /m);
    t.match(await mockWu(...words, '--no-such-option'), { code: 2, stdout: '', stderr: /no-such-option/ });
  }
});

t.test('serve says that it runs subscriptions, and which servers it can stand in for', async (t) => {
  const { stdout } = await mockWu('serve', '--help');
  t.match(stdout, /--profile <which>[\s\S]*"wsus-2025",\s+"microsoft"/);
  t.match(stdout, '--bundle-closure');
  t.match(stdout, 'mock-wu sync --per-day');
  t.equal((await mockWu('serve', '--profile', 'wsus')).code, 2);
});
