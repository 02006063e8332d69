import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { clearLeftovers } from '../../catalog/content-draft.ts';
import { createContentStore } from '../../catalog/content-store.ts';

const SHA1 = 'A94A8FE5CCB19BA61C4C0873D391E987982FBBD3';

t.test('a draft is found under its name once it is kept, readable by all', async (t) => {
  const store = createContentStore(`${t.testdir()}/Content`);
  const draft = await store.draft(SHA1.toLowerCase(), '.CAB');
  await draft.write(Buffer.from('te'));
  await draft.write(Buffer.from('st'));
  t.equal(store.sizeOf(SHA1, 'cab'), undefined);
  await draft.keep();
  t.equal(store.sizeOf(SHA1, 'cab'), 4);
  const file = store.pathOf(SHA1, 'cab');
  t.equal(readFileSync(file, 'latin1'), 'test');
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o644);
  await draft.discard();
  t.strictSame(readdirSync(path.dirname(file)), [path.basename(file)]);
});

t.test('a draft begins anew where it is told to', async (t) => {
  const store = createContentStore(t.testdir());
  const draft = await store.draft(SHA1, 'cab');
  await draft.write(Buffer.from('something longer'));
  await draft.restart();
  await draft.write(Buffer.from('test'));
  await draft.keep();
  t.equal(readFileSync(store.pathOf(SHA1, 'cab'), 'latin1'), 'test');
});

t.test('a discarded draft leaves nothing, and what is kept stays', async (t) => {
  const store = createContentStore(t.testdir());
  store.put(Buffer.from('test'), 'cab');
  const draft = await store.draft(SHA1, 'cab');
  await draft.write(Buffer.from('half'));
  await draft.discard();
  await draft.discard();
  t.strictSame(readdirSync(`${store.folder}/D3`), [`${SHA1}.cab`]);
  t.equal(readFileSync(store.pathOf(SHA1, 'cab'), 'latin1'), 'test');
});

t.test('two drafts of one file do not meet', async (t) => {
  const store = createContentStore(t.testdir());
  const drafts = [await store.draft(SHA1, 'cab'), await store.draft(SHA1, 'cab')];
  for (const draft of drafts) await draft.write(Buffer.from('test'));
  await drafts[0]?.discard();
  await drafts[1]?.keep();
  t.equal(readFileSync(store.pathOf(SHA1, 'cab'), 'latin1'), 'test');
});

t.test('names that would lead elsewhere are refused', async (t) => {
  const store = createContentStore(t.testdir());
  await t.rejects(store.draft('../x', 'cab'), { code: 'CONTENT_NAME' });
  await t.rejects(store.draft(SHA1, '../x'), { code: 'CONTENT_NAME' });
});

t.test('drafts of processes that are gone are removed, and nothing else', async (t) => {
  const store = createContentStore(t.testdir());
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const underWay = await store.draft(SHA1, 'cab');
  store.put(Buffer.from('test'), 'cab');
  const folder = `${store.folder}/D3`;
  const before = readdirSync(folder);
  const own = [`${SHA1}.exe.${process.ppid}.0.part`, `${SHA1}.part`, 'notes.1.part'];
  const left = [
    `${SHA1}.cab.${gone}.part`,
    `${SHA1}.cab.${gone}.12.part`,
    `${SHA1}.cab.${process.pid}.99999.part`,
  ];
  for (const name of [...own, ...left]) writeFileSync(path.join(folder, name), '');
  mkdirSync(`${store.folder}/other`);
  writeFileSync(`${store.folder}/other/${left[0]}`, '');
  t.equal(clearLeftovers(store), 3);
  t.strictSame(readdirSync(folder).sort(), [...before, ...own].sort());
  t.ok(existsSync(`${store.folder}/other/${left[0]}`), 'no folder of the store');
  await underWay.discard();
});

t.test('a folder that is not there has no leftovers', async (t) => {
  t.equal(clearLeftovers({ folder: `${t.testdir()}/none` }), 0);
  t.throws(() => clearLeftovers({ folder: `${t.testdir({ file: '' })}/file` }), { code: 'ENOTDIR' });
});
