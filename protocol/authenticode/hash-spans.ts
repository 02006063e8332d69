import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ByteSource, ByteSpan } from './byte-source.ts';
import type { DigestName } from './digest-algorithm.ts';

/** Bytes read at a time; parts begin at multiples of it, as the pieces of a file do that are proven one by one. */
const PART_BYTES = 1024 * 1024;

/** The digest of `spans` one behind the other. Rejects as `source` does. */
export async function hashSpans(
  source: ByteSource,
  spans: readonly ByteSpan[],
  digest: DigestName,
): Promise<Buffer> {
  const hash = createHash(digest);
  for (const { offset, length } of spans) {
    const end = offset + length;
    for (let at = offset; at < end; ) {
      const next = Math.min(end, at - (at % PART_BYTES) + PART_BYTES);
      hash.update(await source.read(at, next - at));
      at = next;
    }
  }
  return hash.digest();
}
