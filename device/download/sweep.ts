import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../platform/errors/index.ts';
import { removeFiles } from './disk.ts';

/** The names files on their way have, and their maps. */
const ON_ITS_WAY = /^([0-9A-F]{40})(?:\.map)?\.part$/;

/**
 * Removes from `folder` what is on its way and not one of `wanted`, SHA-1 in upper case: nobody would ever go on with it. The
 * folder is one device's, and a device one process's at a time. Throws nothing; what stays is warned of.
 */
export async function sweepParts(
  folder: string,
  wanted: ReadonlySet<string>,
  onWarning: (text: string) => void,
): Promise<void> {
  // Where there is no folder nothing is on its way.
  for (const name of await readdir(folder).catch(() => [])) {
    const digest = ON_ITS_WAY.exec(name)?.[1];
    if (digest === undefined || wanted.has(digest)) continue;
    const file = path.join(folder, name);
    await removeFiles(file).catch((error: unknown) =>
      onWarning(`${file}, which nobody wants any more, cannot be deleted: ${messageOf(error)}`),
    );
  }
}
