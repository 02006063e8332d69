import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { openFolderStorage } from '../../../device/storage/folder-storage.ts';
import { MockWuError } from '../../../platform/errors/index.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof MockWuError) return `${error.code}: ${error.message}`;
    throw error;
  }
};

t.test('a device is worked with by one process at a time', async (t) => {
  const folder = t.testdir();
  const lock = path.join(folder, 'lock');
  // The process that runs this one lives as long.
  writeFileSync(lock, String(process.ppid));
  t.match(
    refusal(() => openFolderStorage(folder)),
    `DEVICE_BUSY: the process ${process.ppid} works with the device`,
  );
  t.equal(readFileSync(lock, 'utf8'), String(process.ppid), 'its lock stays');
});

t.test('what a process left that is gone is taken over, and given back at the end', async (t) => {
  const folder = t.testdir();
  const lock = path.join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const left of [String(pid), 'nonsense', '']) {
    writeFileSync(lock, left);
    const storage = openFolderStorage(folder);
    t.equal(readFileSync(lock, 'utf8'), String(process.pid));
    storage.close();
    t.equal(existsSync(lock), false);
  }
});
