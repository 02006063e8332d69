import t from 'tap';
import { mockWu } from '../helpers/command-line.ts';

const listed = /^Commands:\n([\s\S]*)$/m.exec((await mockWu('--help')).stdout)?.[1] ?? '';
const names = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '');

t.test('the help lists the commands', async (t) => {
  for (const name of ['serve', 'seed', 'hosts', 'trust', 'pki', 'doctor', 'bench'])
    t.ok(names.includes(name), name);
});

t.test('every command has --help, on stdout, and refuses options it does not know', async (t) => {
  for (const words of [...names.filter((name) => name !== 'help').map((name) => [name]), ['pki', 'show']]) {
    const { code, stdout, stderr } = await mockWu(...words, '--help');
    t.match({ code, stderr }, { code: 0, stderr: '' }, words.join(' '));
    t.match(stdout, `Usage: mock-wu ${words.join(' ')}`);
    t.match(await mockWu(...words, '--no-such-option'), { code: 2, stdout: '', stderr: /no-such-option/ });
  }
});

t.test('commands that print data have --json', async (t) => {
  for (const words of [['seed'], ['hosts'], ['trust'], ['pki', 'show'], ['doctor'], ['bench']])
    t.match((await mockWu(...words, '--help')).stdout, /^ +--json /m, words.join(' '));
});
