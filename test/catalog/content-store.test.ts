import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { createContentStore } from '../../catalog/content-store.ts';

const hex = (algorithm: string, bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex').toUpperCase();

t.test('bytes are kept under their SHA-1, readable by all, and their digests told', async (t) => {
  const store = createContentStore(`${t.testdir()}/Content`);
  const bytes = Buffer.from('mock');
  const stored = store.put(bytes, '.CAB');
  t.strictSame(stored, { sha1: hex('sha1', bytes), sha256: hex('sha256', bytes), size: 4 });
  const file = store.pathOf(stored.sha1, 'cab');
  t.equal(path.relative(store.folder, file), path.join(stored.sha1.slice(-2), `${stored.sha1}.cab`));
  t.ok(readFileSync(file).equals(bytes));
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o644);
  t.ok(store.has(stored.sha1.toLowerCase(), '.cab'));
  t.notOk(store.has(stored.sha1, 'exe'));
});

t.test('the same bytes again leave the file as it is', async (t) => {
  const store = createContentStore(t.testdir());
  const { sha1 } = store.put(Buffer.from('mock'), 'cab');
  const file = store.pathOf(sha1, 'cab');
  utimesSync(file, 1000, 1000);
  store.put(Buffer.from('mock'), 'cab');
  t.equal(statSync(file).mtimeMs, 1_000_000);
});

t.test('a file that lost bytes is written anew, and nothing half-written stays', async (t) => {
  const store = createContentStore(t.testdir());
  const { sha1 } = store.put(Buffer.from('mock'), 'cab');
  const file = store.pathOf(sha1, 'cab');
  chmodSync(file, 0o644);
  writeFileSync(file, 'mo');
  store.put(Buffer.from('mock'), 'cab');
  t.equal(readFileSync(file, 'latin1'), 'mock');
  t.strictSame(readdirSync(path.dirname(file)), [path.basename(file)]);
});

t.test('the path of a URL has the extension of the file name as written', async (t) => {
  const store = createContentStore(t.testdir());
  const sha1 = `${'a3b9c0'.repeat(6)}ffd1`;
  t.equal(store.urlPath(sha1, 'Setup.EXE'), `/Content/D1/${sha1.toUpperCase()}.EXE`);
  t.equal(store.urlPath(sha1, 'archive.tar.gz'), `/Content/D1/${sha1.toUpperCase()}.gz`);
  t.equal(store.urlPath(sha1, 'noextension'), `/Content/D1/${sha1.toUpperCase()}`);
});

t.test('names that would lead elsewhere are refused', async (t) => {
  const store = createContentStore(t.testdir());
  const sha1 = '0'.repeat(40);
  for (const [digits, extension] of [
    ['../../etc/passwd', 'cab'],
    [sha1, '../x'],
    [sha1, ''],
    [sha1, 'a/b'],
    [sha1, 'a.b'],
    [sha1, 'x'.repeat(33)],
    [`${sha1}0`, 'cab'],
  ] as const)
    t.throws(() => store.pathOf(digits, extension), { code: 'CONTENT_NAME' }, `${digits} ${extension}`);
  t.throws(() => store.urlPath('x', 'a.cab'), { code: 'CONTENT_NAME' });
});
