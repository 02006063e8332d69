import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';

const SUBCOMMANDS = {
  update: ['list', 'show', 'status'],
  group: ['list', 'add', 'rename', 'move', 'remove'],
  computer: ['list', 'show', 'move', 'remove'],
  rule: ['list', 'add', 'run', 'enable', 'disable', 'remove'],
  config: ['show', 'set', 'unset'],
} as const;

t.test(
  'every command that administers has --help with --state and --json, and refuses unknown options',
  async (t) => {
    const nested = Object.entries(SUBCOMMANDS).flatMap(([name, words]) => words.map((word) => [name, word]));
    for (const words of [['approve'], ['decline'], ...nested]) {
      const { code, stdout, stderr } = await mockWu(...words, '--help');
      t.match({ code, stderr }, { code: 0, stderr: '' }, words.join(' '));
      t.match(stdout, `Usage: mock-wu ${words.join(' ')}`);
      t.match(stdout, /^ +--state <dir> /m);
      t.match(stdout, /^ +--json /m);
      t.match(await mockWu(...words, '--no-such-option'), { code: 2, stdout: '', stderr: /no-such-option/ });
    }
  },
);

t.test('a command of commands lists them', async (t) => {
  for (const [name, words] of Object.entries(SUBCOMMANDS)) {
    const { stdout } = await mockWu(name, '--help');
    for (const word of words) t.match(stdout, new RegExp(`^ {2}${word} `, 'm'), `${name} ${word}`);
    t.equal((await mockWu(name)).code, 2, name);
  }
});
