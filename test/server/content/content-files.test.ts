import { writeFileSync } from 'node:fs';
import t from 'tap';
import { createContentFiles } from '../../../server/content/content-files.ts';

t.test('a file cut short while it is read ends the reading with an error', async (t) => {
  const file = `${t.testdir()}/file`;
  writeFileSync(file, Buffer.alloc(3_000_000));
  const files = createContentFiles(0);
  const version = (await files.version(file))!;
  const pieces = files.read(file, version, { first: 0, last: version.size - 1 });
  t.equal((await pieces.next()).value?.length, 1_048_576);
  writeFileSync(file, Buffer.alloc(10));
  await t.rejects(pieces.next(), { code: 'CONTENT_CHANGED' });
});

t.test('what is not a file has no version', async (t) => {
  const folder = t.testdir();
  const files = createContentFiles(0);
  t.equal(await files.version(folder), undefined);
  t.equal(await files.version(`${folder}/absent`), undefined);
  t.equal(await files.version(`${folder}/${'x'.repeat(5000)}`), undefined);
});
