import { type ByteSource, readAtMost } from './byte-source.ts';
import { locateInCabinet } from './locate-in-cabinet.ts';
import { locateInExecutable } from './locate-in-executable.ts';
import type { Located } from './located.ts';

/** Finds the Authenticode signature of a file by its first bytes. Rejects only as `source` does. */
export async function locateSignature(source: ByteSource): Promise<Located> {
  const mark = (await readAtMost(source, 0, 4)).toString('latin1');
  if (mark === 'MSCF') return locateInCabinet(source);
  return mark.startsWith('MZ') ? locateInExecutable(source) : { kind: 'unknown' };
}
