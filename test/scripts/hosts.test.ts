import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { systemHostsFile } from '../../scripts/hosts/hosts-file.ts';
import { redirectedHostNames } from '../../scripts/hosts/names.ts';
import { mockWu } from '../helpers/command-line.ts';
import { makePki } from '../helpers/pki.ts';

const MODE_BITS = 0o7777;

function hostsFile(t: Test, content: string | Buffer): string {
  const file = path.join(t.testdir({}), 'hosts');
  writeFileSync(file, content);
  return file;
}

/** A hosts file in a folder nobody may write, at a place everybody may enter. */
function fileInLockedFolder(t: Test, mode: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-wu-hosts-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'hosts');
  writeFileSync(file, 'a\n');
  chmodSync(file, mode);
  chmodSync(folder, 0o555);
  return file;
}

/** Runs `work` without root's right to write everywhere. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

t.test('hosts prints a block of every name between marks and changes nothing', async (t) => {
  const { code, stdout } = await mockWu('hosts', '--ip', '192.0.2.7');
  t.equal(code, 0);
  const lines = stdout.trimEnd().split('\n');
  t.match(lines[0], /^# BEGIN mock-wu/);
  t.match(lines.at(-1), /^# END mock-wu/);
  t.same(
    lines.slice(1, -1),
    redirectedHostNames.map((name) => `192.0.2.7 ${name}`),
  );
});

t.test('hosts --json gives the names for other tools', async (t) => {
  const { stdout } = await mockWu('hosts', '--json');
  t.same(JSON.parse(stdout).names, redirectedHostNames);
});

t.test('every name is concrete, there once, and one a certificate can be made for', async (t) => {
  const { pki } = await makePki(t);
  t.equal(new Set(redirectedHostNames).size, redirectedHostNames.length);
  for (const name of redirectedHostNames) {
    t.match(name, /^[a-z0-9.-]+$/);
    t.ok(pki.secureContextFor(name), name);
  }
});

t.test('--apply then --remove gives every byte and the mode back', async (t) => {
  const originals = [
    '127.0.0.1 localhost\n',
    '127.0.0.1\tlocalhost\r\n# caf\xe9 \xff\r\n::1 localhost',
    '127.0.0.1 localhost',
    '',
  ];
  for (const original of originals) {
    const bytes = Buffer.from(original, 'latin1');
    const file = hostsFile(t, bytes);
    chmodSync(file, 0o640);
    t.match(await mockWu('hosts', '--apply', '--file', file), { code: 0, stdout: '' });
    t.match(readFileSync(file, 'utf8'), '127.0.0.1 slscr.update.microsoft.com');
    t.equal(statSync(file).mode & MODE_BITS, 0o640);
    t.match(await mockWu('hosts', '--remove', '--apply', '--file', file), { code: 0 });
    t.same(readFileSync(file), bytes);
    t.equal(statSync(file).mode & MODE_BITS, 0o640);
    t.same(readdirSync(path.dirname(file)), ['hosts']);
  }
});

t.test('--remove alone takes the block out too', async (t) => {
  const file = hostsFile(t, 'a\n');
  await mockWu('hosts', '--apply', '--file', file);
  t.equal((await mockWu('hosts', '--remove', '--file', file)).code, 0);
  t.equal(readFileSync(file, 'utf8'), 'a\n');
});

t.test('a second --apply, and a --remove with nothing there, leave the file untouched', async (t) => {
  const file = hostsFile(t, 'a\n');
  const changed = async (...argv: readonly string[]) =>
    JSON.parse((await mockWu('hosts', ...argv, '--json', '--file', file)).stdout).changed;
  const inode = () => statSync(file).ino;
  const first = inode();
  t.equal(await changed('--remove'), false);
  t.equal(inode(), first);
  t.equal(await changed('--apply'), true);
  const second = inode();
  t.equal(await changed('--apply'), false);
  t.equal(inode(), second);
  t.equal(await changed('--apply', '--ip', '::1'), true);
});

t.test('a hosts file that is a link stays one', async (t) => {
  const folder = t.testdir({ real: 'a\n' });
  const link = path.join(folder, 'hosts');
  symlinkSync('real', link);
  t.equal((await mockWu('hosts', '--apply', '--file', link)).code, 0);
  t.ok(lstatSync(link).isSymbolicLink());
  t.match(readFileSync(path.join(folder, 'real'), 'utf8'), '# END mock-wu');
});

t.test('a file that may be written in a folder that may not is written over', async (t) => {
  const file = fileInLockedFolder(t, 0o666);
  await unprivileged(async () => {
    t.match(await mockWu('hosts', '--apply', '--file', file), { code: 0 });
    t.match(readFileSync(file, 'utf8'), '# END mock-wu');
    t.match(await mockWu('hosts', '--remove', '--file', file), { code: 0 });
    t.equal(readFileSync(file, 'utf8'), 'a\n');
  });
});

t.test('a file that may not be written is an error that says how to get the right', async (t) => {
  const file = fileInLockedFolder(t, 0o444);
  const { code, stderr } = await unprivileged(() => mockWu('hosts', '--apply', '--file', file));
  t.equal(code, 1);
  t.match(stderr, `the hosts file ${file} cannot be written`);
  t.match(stderr, 'Run as administrator');
  t.equal(readFileSync(file, 'utf8'), 'a\n');
});

t.test('a missing file, a folder and UTF-16 are refused and nothing is made', async (t) => {
  const folder = t.testdir({ utf16: Buffer.from('\ufeff127.0.0.1 a\r\n', 'utf16le') });
  const missing = path.join(folder, 'none');
  const cases = [
    [missing, 'cannot be read'],
    [folder, 'cannot be read'],
    [path.join(folder, 'utf16'), 'NUL bytes'],
  ] as const;
  for (const [file, reason] of cases)
    for (const action of ['--apply', '--remove']) {
      const { code, stderr } = await mockWu('hosts', action, '--file', file);
      t.equal(code, 1);
      t.match(stderr, file);
      t.match(stderr, reason);
    }
  t.same(readdirSync(folder), ['utf16']);
});

t.test('a block cut in half is refused and left alone', async (t) => {
  const file = hostsFile(t, 'a\n# BEGIN mock-wu\n127.0.0.1 b\n');
  const { code, stderr } = await mockWu('hosts', '--apply', '--file', file);
  t.equal(code, 1);
  t.match(stderr, 'line 2');
  t.equal(readFileSync(file, 'utf8'), 'a\n# BEGIN mock-wu\n127.0.0.1 b\n');
});

t.test('an address that is none, or an unknown option, is a usage error', async (t) => {
  for (const argv of [['--ip', 'localhost'], ['--ip', '1.2.3'], ['--ip', 'fe80::1%eth0'], ['--wild']])
    t.equal((await mockWu('hosts', ...argv)).code, 2, argv.join(' '));
});

t.test('the hosts file of Windows lies below the system root', async (t) => {
  t.equal(systemHostsFile('win32', { SystemRoot: 'D:\\Win' }), 'D:\\Win\\System32\\drivers\\etc\\hosts');
  t.equal(systemHostsFile('linux', {}), '/etc/hosts');
});
