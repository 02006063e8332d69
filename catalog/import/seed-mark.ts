import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { demoSeedPath } from '../demo/demo-seed-path.ts';

/** Grows when the same seed file would give other documents: then seeds imported before are built anew. */
const SEED_LAYOUT = 1;
/** Most files beside a seed that are looked at. */
const MAX_NEIGHBOURS = 10_000;

/** The file a seed source names: `demo` is one of ours. */
export function seedFileOf(source: string): string {
  return source === 'demo' ? demoSeedPath() : source;
}

/**
 * Names everything a seed's documents depend on: its text, the signing keys, and the files beside it when it takes
 * some by path. Undefined when the file cannot be read; reading it properly will say why.
 */
export function seedMark(source: string, signerId: string): string | undefined {
  const file = seedFileOf(source);
  try {
    const bytes = readFileSync(file);
    const hash = createHash('sha256').update(`${SEED_LAYOUT}\0${signerId}\0`).update(bytes);
    if (bytes.includes('path')) hash.update(neighbours(path.dirname(path.resolve(file))));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

function neighbours(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().slice(0, MAX_NEIGHBOURS);
  return names
    .map((name) => {
      const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
      return `${name}\0${stat?.size}\0${stat?.mtimeMs}`;
    })
    .join('\n');
}
