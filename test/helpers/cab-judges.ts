import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './tools.ts';

/** The files named `names` of the cabinet `cab`, as cabextract unpacks them below `folder`. Throws what it complains of. */
export function cabextract(folder: string, cab: Uint8Array, names: readonly string[]): Buffer[] {
  const file = path.join(folder, 'judged.cab');
  writeFileSync(file, cab);
  const out = path.join(folder, 'by-cabextract');
  const done = run('cabextract', ['-q', '-d', out, file]);
  if (done.status !== 0) throw new Error(`cabextract: ${done.stderr}`);
  return names.map((name) => readFileSync(path.join(out, name)));
}

/** The same by gcab, a reader and writer of its own. */
export function gcab(folder: string, cab: Uint8Array, names: readonly string[]): Buffer[] {
  const file = path.join(folder, 'judged.cab');
  writeFileSync(file, cab);
  const out = path.join(folder, 'by-gcab');
  mkdirSync(out, { recursive: true });
  const done = run('gcab', ['-x', '-C', out, file]);
  if (done.status !== 0) throw new Error(`gcab: ${done.stderr}`);
  return names.map((name) => readFileSync(path.join(out, name)));
}
