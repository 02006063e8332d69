import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';

/** Largest hosts file read: block lists of a million lines stay below it. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What a rename may answer where writing into the file is still allowed: bind mounts of containers, foreign folders. */
const RENAME_REFUSED = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS']);

/** The hosts file of the system this runs on. */
export function systemHostsFile(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform !== 'win32') return '/etc/hosts';
  return path.win32.join(environment.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts');
}

/**
 * The text of `file`, one character a byte, so that writing it back changes nothing it does not know.
 * Throws HOSTS_FILE_UNREADABLE, or HOSTS_FILE_UNFIT for a file that is no text in one-byte units.
 */
export function readHostsFile(file: string): string {
  const bytes = readBytes(file);
  if (bytes.includes(0)) fail('HOSTS_FILE_UNFIT', { file, reason: 'it has NUL bytes, as UTF-16 would' });
  return bytes.toString('latin1');
}

function readBytes(file: string): Buffer {
  const unreadable = (error: unknown) =>
    fail('HOSTS_FILE_UNREADABLE', { file, reason: messageOf(error) }, error);
  const { size } = attempt(() => statSync(file), unreadable);
  if (size > MAX_BYTES) fail('HOSTS_FILE_UNFIT', { file, reason: `it has more than ${MAX_BYTES} bytes` });
  return attempt(() => readFileSync(file), unreadable);
}

function attempt<T>(work: () => T, failed: (error: unknown) => never): T {
  try {
    return work();
  } catch (error) {
    return failed(error);
  }
}

/**
 * Replaces the text of `file`, keeping mode and owner. Readers see the old text or the new; only where the file
 * cannot be replaced (a container's bind mount) is it written over. Throws HOSTS_FILE_UNWRITABLE.
 */
export function writeHostsFile(file: string, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  try {
    // A link stays a link: its target is replaced.
    const target = realpathSync(file);
    try {
      replace(target, bytes);
    } catch (error) {
      if (!isRenameRefused(error)) throw error;
      writeOver(target, bytes);
    }
  } catch (error) {
    fail('HOSTS_FILE_UNWRITABLE', { file, reason: messageOf(error) }, error);
  }
}

function replace(target: string, bytes: Buffer): void {
  const { mode, uid, gid } = statSync(target);
  const part = `${target}.mock-wu.${process.pid}`;
  try {
    writeFileSync(part, bytes, { flush: true });
    chownSync(part, uid, gid);
    chmodSync(part, mode & 0o7777);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

function writeOver(target: string, bytes: Buffer): void {
  const handle = openSync(target, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, 0);
    ftruncateSync(handle, bytes.length);
  } finally {
    closeSync(handle);
  }
}

const isRenameRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && RENAME_REFUSED.has(String(error.code));
