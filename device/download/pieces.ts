import type { Randomness } from '../../platform/randomness.ts';
import type { ByteRange } from '../transport/content-source.ts';

/** Bytes of a piece: ranges are aligned to it, and only the last is shorter (online service facts §7.1). */
export const PIECE_BYTES = 1024 * 1024;

/** Random numbers drawn at a time. */
const DRAWN = 256;

/** How many pieces a file of `size` bytes has. */
export function pieceCount(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** The range of the piece `index` of a file of `size` bytes. */
export function pieceRange(index: number, size: number): ByteRange {
  const first = index * PIECE_BYTES;
  return { first, last: Math.min(first + PIECE_BYTES, size) - 1 };
}

/** How many bytes a range has. */
export function rangeBytes({ first, last }: ByteRange): number {
  return last - first + 1;
}

/**
 * `items` in an order drawn from `randomness`: a Windows client asks for pieces so (captures, online service facts
 * §7.1).
 */
export function shuffled<T>(items: readonly T[], randomness: Randomness): T[] {
  const all = [...items];
  const next = numbersFrom(randomness);
  for (let at = all.length - 1; at > 0; at--) {
    const other = next() % (at + 1);
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

/** 32-bit numbers; a few bytes at a time, as seeded randomness is slow in long draws. */
function numbersFrom(randomness: Randomness): () => number {
  let pool: Buffer = Buffer.alloc(0);
  return () => {
    if (pool.length < 4) pool = randomness.bytes(4 * DRAWN);
    const number = pool.readUInt32LE(0);
    pool = pool.subarray(4);
    return number;
  };
}
