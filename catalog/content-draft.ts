import { readdirSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Readable by all: another web server may be pointed at the folder. */
export const FILE_MODE = 0o644;

/** Names tried for one draft: each that is taken is a leftover of a process with the same id. */
const MAX_NAMES = 1_000;

/** `<SHA1>.<ext>.<process id>[.<number>].part` */
const DRAFT = /^[0-9A-F]{40}\.[a-z0-9_~-]{1,32}\.(\d{1,10})(?:\.\d{1,15})?\.part$/;

/**
 * The drafts this process writes, of whatever store. A killed process may have had the same id as this one (in a
 * container every first process has), so its id alone does not tell whose a draft is.
 */
const underWay = new Set<string>();

/** Drafts this process began, so that two of one file have names of their own. */
let begun = 0;

/**
 * A file on its way into the store: nobody finds it under its name before `keep`. Whoever writes it verifies it.
 * Errors of the file system go through, except in `discard`.
 */
export interface ContentDraft {
  write(bytes: Uint8Array): Promise<void>;
  /** Back to no bytes. */
  restart(): Promise<void>;
  /** Puts the file under its name, in the place of one that is there. */
  keep(): Promise<void>;
  /** Removes what is written; nothing happens after `keep`. */
  discard(): Promise<void>;
}

/** Name of the temporary file of `file` while process `processId` writes it. */
export function draftName(file: string, processId: number, number?: number): string {
  return `${file}.${processId}${number === undefined ? '' : `.${number}`}.part`;
}

/** Begins a draft of `file`, a path in the store; its folder is made. */
export async function openDraft(file: string): Promise<ContentDraft> {
  await mkdir(path.dirname(file), { recursive: true });
  const { handle, temporary } = await openFresh(file);
  let isOpen = true;
  let position = 0;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    write: async (bytes) => {
      await writeAll(handle, bytes, position);
      position += bytes.length;
    },
    restart: async () => {
      await handle.truncate(0);
      position = 0;
    },
    keep: async () => {
      // The mode of open is subject to the umask of the shell that started us.
      await handle.chmod(FILE_MODE);
      await close();
      await rename(temporary, file);
      underWay.delete(temporary);
    },
    discard: async () => {
      if (!underWay.has(temporary)) return;
      // What cannot be removed now is removed as a leftover; the reason it is discarded for matters more.
      await close().catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
      underWay.delete(temporary);
    },
  };
}

/**
 * Removes the drafts a killed process left in the content folder `folder` and returns how many: never one that this
 * process or another living one of this machine writes. A folder that is not there has none; other errors of the
 * file system go through.
 */
export function clearLeftovers({ folder }: { readonly folder: string }): number {
  let removed = 0;
  for (const name of namesIn(folder).filter((one) => /^[0-9A-F]{2}$/.test(one))) {
    for (const draft of namesIn(path.join(folder, name))) {
      const processId = DRAFT.exec(draft)?.[1];
      const file = path.resolve(folder, name, draft);
      if (processId === undefined || isWritten(file, Number(processId))) continue;
      rmSync(file, { force: true });
      removed++;
    }
  }
  return removed;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function isWritten(file: string, processId: number): boolean {
  if (processId === process.pid) return underWay.has(file);
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return codeOf(error) === 'EPERM';
  }
}

async function openFresh(file: string): Promise<{ handle: FileHandle; temporary: string }> {
  for (let tried = 1; ; tried++) {
    const temporary = path.resolve(draftName(file, process.pid, begun++));
    underWay.add(temporary);
    try {
      return { handle: await open(temporary, 'wx', FILE_MODE), temporary };
    } catch (error) {
      underWay.delete(temporary);
      if (codeOf(error) !== 'EEXIST' || tried >= MAX_NAMES) throw error;
    }
  }
}

/** Writes all of `bytes` at `position`: the system may take a part at a time. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
