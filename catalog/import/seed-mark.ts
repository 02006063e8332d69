import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { demoSeedPath } from '../demo/demo-seed-path.ts';

/** Grows when the same seed file would give other documents: then seeds imported before are built anew. */
const SEED_LAYOUT = 1;

/** The file a seed source names: `demo` is one of ours. */
export function seedFileOf(source: string): string {
  return source === 'demo' ? demoSeedPath() : source;
}

/**
 * Names everything a seed's documents depend on: its text, the signing keys, and the content of files it takes by
 * path. Undefined when the file cannot be read; reading it properly will say why.
 */
export function seedMark(source: string, signerId: string): string | undefined {
  const file = seedFileOf(source);
  try {
    const bytes = readFileSync(file);
    const hash = createHash('sha256').update(`${SEED_LAYOUT}\0${signerId}\0`).update(bytes);
    const folder = path.dirname(path.resolve(file));
    for (const name of pathsIn(bytes.toString('utf8'))) {
      hash.update(`\0${name}\0`).update(contentOf(path.join(folder, name)));
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** Everything that stands behind a key `path`, in YAML or JSON; too much rather than too little. */
function pathsIn(text: string): string[] {
  const found = text.matchAll(/\bpath["']?\s*:\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^"'\s,}\]#][^,}\]#\n]*))/g);
  return [...found].map(([, double, single, bare]) => (double ?? single ?? bare ?? '').trim());
}

function contentOf(file: string): Buffer {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : Buffer.alloc(0);
}
