import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { onDisk, writeAt } from '../../../device/download/disk.ts';
import { downloadFile } from '../../../device/download/download-file.ts';
import { sweepParts } from '../../../device/download/sweep.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { failureOf, fileOf, surroundings } from '../../helpers/downloads.ts';
import { startOddServer } from '../../helpers/odd-content-server.ts';

const BYTES = countedBytes(1000);
const FILE = fileOf(BYTES);
const NAME = FILE.sha1.toUpperCase();

/** A device on which every write finds the disk full. */
const FULL_DISK = '/dev/full';
const skip = existsSync(FULL_DISK) ? false : `there is no ${FULL_DISK} here`;

t.test('a disk that is full has a code of its own', { skip }, async (t) => {
  const handle = await open(FULL_DISK, 'r+');
  t.teardown(() => handle.close());
  t.equal((await failureOf(onDisk(() => writeAt(handle, BYTES, 0)))).code, 'ERROR_DISK_FULL');
});

t.test('any other trouble of the disk fails the download', async (t) => {
  const around = surroundings(t);
  writeFileSync(path.join(around.folder, '..', 'file'), '');
  const folder = path.join(around.folder, '..', 'file');
  const { url } = await startOddServer(t, BYTES);
  const failure = await failureOf(
    downloadFile({ ...around.ports, folder, file: FILE, sources: [around.source(url)] }),
  );
  t.equal(failure.code, 'WU_E_DOWNLOAD_FAILED');
});

t.test('a link in the place of a file on its way is not followed, and makes way', async (t) => {
  for (const ending of ['.part', '.map.part']) {
    const around = surroundings(t);
    const { url } = await startOddServer(t, BYTES);
    const victim = path.join(around.folder, '..', 'victim');
    writeFileSync(victim, 'precious');
    mkdirSync(around.folder, { recursive: true });
    symlinkSync(victim, path.join(around.folder, `${NAME}${ending}`));
    const sources = [around.source(url)];
    const done = await downloadFile({ ...around.ports, file: FILE, sources });
    t.equal(readFileSync(victim, 'utf8'), 'precious', ending);
    t.ok(readFileSync(done.path).equals(BYTES));
    t.same(around.files(), [`${NAME}.exe`]);
  }
});

t.test('a folder in the place of a file on its way fails the download', async (t) => {
  const around = surroundings(t);
  const { url } = await startOddServer(t, BYTES);
  mkdirSync(path.join(around.folder, `${NAME}.part`), { recursive: true });
  const sources = [around.source(url)];
  const failure = await failureOf(downloadFile({ ...around.ports, file: FILE, sources }));
  t.equal(failure.code, 'WU_E_DOWNLOAD_FAILED');
});

t.test('only what is on its way and not wanted is swept', async (t) => {
  const [wanted, gone] = ['B'.repeat(40), 'C'.repeat(40)];
  const stays = [
    `${wanted}.part`,
    `${wanted}.map.part`,
    `${gone}.exe`,
    `${gone}.part.txt`,
    'device.json.part',
  ];
  const names = [...stays, `${gone}.part`, `${gone}.map.part`];
  const folder = t.testdir(Object.fromEntries(names.map((name) => [name, ''])));
  await sweepParts(folder, new Set([wanted]), t.fail);
  for (const name of names) t.equal(existsSync(path.join(folder, name)), stays.includes(name), name);
});

t.test('what cannot be swept is warned of', async (t) => {
  const name = `${'C'.repeat(40)}.part`;
  const folder = t.testdir({ [name]: {} });
  const warnings: string[] = [];
  await sweepParts(folder, new Set(), (text) => warnings.push(text));
  t.match(warnings, [/CCC\.part, which nobody wants any more, cannot be deleted/]);
});

t.test('there is nothing to sweep where there is no folder', async (t) => {
  await sweepParts(path.join(t.testdir({}), 'none'), new Set(), t.fail);
  t.pass();
});
