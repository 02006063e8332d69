import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';

/** Largest file a seed may take in, in bytes: it is held in memory while it is hashed. */
const MAX_TAKEN_BYTES = 512 * 1024 * 1024;

/** A file named by a seed that exists and lies where it may. */
export interface TakenFile {
  /** Without links. */
  readonly path: string;
  readonly size: number;
}

/**
 * Finds the file `name` of a seed, relative to `folder`. Links are followed before its place is judged.
 *
 * @throws SEED_FILE where it is absent, no regular file, too large, not inside `folder`, or where there is no folder
 */
export function findSeedFile(name: string, folder: string | undefined, where: string): TakenFile {
  if (folder === undefined) return homeless(name, where);
  if (name.includes('\0') || path.isAbsolute(name) || path.win32.isAbsolute(name)) outside(name, where);
  const wanted = path.resolve(folder, name);
  if (climbs(path.relative(folder, wanted))) outside(name, where);
  const found = resolveLinks(wanted, name, where);
  if (climbs(path.relative(realpathSync(folder), found))) outside(name, where);
  const stat = statSync(found);
  if (!stat.isFile())
    fail('SEED_FILE', { where, name, problem: 'is no regular file', repair: 'Name a file.' });
  if (stat.size > MAX_TAKEN_BYTES)
    fail('SEED_FILE', {
      where,
      name,
      problem: `has ${stat.size} bytes`,
      repair: `Take a file of at most ${MAX_TAKEN_BYTES} bytes.`,
    });
  return { path: found, size: stat.size };
}

/**
 * The bytes of a file that `findSeedFile` found.
 *
 * @throws SEED_FILE where it cannot be read
 */
export function readSeedBytes(file: TakenFile, where: string): Uint8Array {
  try {
    return readFileSync(file.path);
  } catch (error) {
    return unreadable(path.basename(file.path), where, error);
  }
}

function resolveLinks(wanted: string, name: string, where: string): string {
  try {
    return realpathSync(wanted);
  } catch (error) {
    return unreadable(name, where, error);
  }
}

function climbs(relative: string): boolean {
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

function unreadable(name: string, where: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  return fail(
    'SEED_FILE',
    { where, name, problem, repair: 'Paths are relative to the folder of the seed.' },
    error,
  );
}

function outside(name: string, where: string): never {
  return fail('SEED_FILE', {
    where,
    name,
    problem: 'lies outside the folder of the seed',
    repair: 'Put it beside the seed and name it by a relative path.',
  });
}

function homeless(name: string, where: string): never {
  return fail('SEED_FILE', {
    where,
    name,
    problem: 'is named by its path, and a seed that came as text lies in no folder',
    repair: 'Describe it by size or text, or import the seed from a file.',
  });
}
