import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { makeFolders } from '../../platform/folders.ts';

t.test('makes what is missing with its mode, and leaves what is there as it is', async (t) => {
  const there = path.join(t.testdir(), 'there');
  mkdirSync(there, { mode: 0o755 });
  const folder = path.join(there, 'a', 'b');
  makeFolders(folder, 0o700);
  const modeOf = (name: string): number => statSync(name).mode & 0o777;
  t.same([there, path.dirname(folder), folder].map(modeOf), [0o755, 0o700, 0o700]);
  makeFolders(folder, 0o755);
  t.equal(modeOf(folder), 0o700);
});

t.test('takes a path from where one is', async (t) => {
  const folder = t.testdir();
  const before = process.cwd();
  process.chdir(folder);
  t.teardown(() => process.chdir(before));
  makeFolders('a/../b/./c');
  t.ok(existsSync(path.join(folder, 'b', 'c')));
  t.notOk(existsSync(path.join(folder, 'a')));
});

t.test('ends with what the file system says where a file is in the way', async (t) => {
  const file = path.join(t.testdir(), 'file');
  writeFileSync(file, '');
  t.throws(() => makeFolders(path.join(file, 'a', 'b')), { code: 'ENOTDIR' });
});

t.test('ends where folders cannot be made', { skip: !existsSync('/proc/self') }, async (t) => {
  t.throws(() => makeFolders('/proc/mock-wu/a'), { code: 'ENOENT' });
});
