import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, MockWuError, messageOf } from '../../platform/errors/index.ts';
import { makeFolders } from '../../platform/folders.ts';
import type { DamagedDatastore, DeviceStorage } from './device-storage.ts';
import { takeLock } from './folder-lock.ts';

/** The record of a device, and what it knows of servers. */
const RECORD = 'device.json';
const DATASTORE = 'datastore.json';
const LOCK = 'lock';

/**
 * A device kept in `folder`, which is made where it is missing, for its owner alone, and for one process at a time. Throws
 * STATE_UNUSABLE when that cannot be done, and DEVICE_BUSY.
 */
export function openFolderStorage(folder: string): DeviceStorage {
  const root = path.resolve(folder);
  const usable = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof MockWuError) throw error;
      return fail('STATE_UNUSABLE', { folder: root, reason: messageOf(error) }, error);
    }
  };
  const close = usable(() => {
    makeFolders(root, 0o700);
    return takeLock(path.join(root, LOCK), root);
  });
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(path.join(root, name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      return fail('DEVICE_STATE_DAMAGED', { file: path.join(root, name), reason: messageOf(error) }, error);
    }
  };
  const parsed = (name: string): unknown => {
    const text = read(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      return fail('DEVICE_STATE_DAMAGED', { file: path.join(root, name), reason: messageOf(error) }, error);
    }
  };
  // Whoever reads it while it is written has the one before.
  const write = (name: string, value: object): void =>
    usable(() => {
      const file = path.join(root, name);
      writeFileSync(`${file}.part`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${file}.part`, file);
    });
  return {
    readRecord: () => parsed(RECORD),
    writeRecord: (record) => write(RECORD, record),
    recordFile: path.join(root, RECORD),
    readDatastore: () => {
      try {
        return parsed(DATASTORE);
      } catch (error) {
        // It holds nothing a server does not send again.
        rmSync(path.join(root, DATASTORE), { force: true });
        return { damaged: messageOf(error) } satisfies DamagedDatastore;
      }
    },
    writeDatastore: (datastore) => write(DATASTORE, datastore),
    downloads: path.join(root, 'download'),
    close,
  };
}

/** A device that is forgotten with its process; what it downloads goes to `downloads`. */
export function createMemoryStorage(downloads: string): DeviceStorage {
  return {
    readRecord: () => undefined,
    writeRecord: () => {},
    recordFile: RECORD,
    readDatastore: () => undefined,
    writeDatastore: () => {},
    downloads,
    close: () => {},
  };
}
