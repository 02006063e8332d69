import type { Randomness } from '../../platform/randomness.ts';

const RANDOM_BYTES = 4;
const CHECK_BYTES = 4;
const FRESH_BYTES = RANDOM_BYTES + CHECK_BYTES;

/**
 * `sealed` with bytes behind it that are others each time. The real server's cookie of each page has new bytes though
 * it says the same (wire facts §2.4); so has ours, and what it says need be sealed only once. The bytes carry a
 * checksum, not for safety, since they say nothing, but so that a cookie damaged there is not taken either.
 */
export function freshened(sealed: Buffer, randomness: Randomness): Buffer {
  const cookie = Buffer.allocUnsafe(sealed.length + FRESH_BYTES);
  sealed.copy(cookie, 0);
  randomness.bytes(RANDOM_BYTES).copy(cookie, sealed.length);
  cookie.writeUInt32LE(checksum(cookie, sealed.length), sealed.length + RANDOM_BYTES);
  return cookie;
}

/** The sealed part of a cookie, or undefined where its fresh bytes are damaged or missing. */
export function sealedPart(cookie: Buffer): Buffer | undefined {
  const length = cookie.length - FRESH_BYTES;
  if (length < 0 || cookie.readUInt32LE(length + RANDOM_BYTES) !== checksum(cookie, length)) return undefined;
  return cookie.subarray(0, length);
}

/** FNV-1a over the random bytes at `at` and the length before them. */
function checksum(cookie: Buffer, at: number): number {
  let hash = 0x811c9dc5 ^ at;
  for (let byte = at; byte < at + RANDOM_BYTES; byte++) {
    hash = Math.imul(hash ^ (cookie[byte] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
