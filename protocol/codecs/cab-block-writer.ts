import { cabChecksum } from './cab-checksum.ts';
import { BLOCK_BYTES } from './cab-format.ts';

/** Where a data block has its sizes: behind the checksum, which covers all that follows it. */
const SIZES_AT = 4;

/**
 * Writes the head of the data block at `at` of `cab` around its `stored` bytes, which lie behind the head already and
 * unpack to `size` bytes; [MS-CAB] §2.4. Returns where the next block starts.
 */
export function sealBlock(cab: Buffer, at: number, stored: number, size: number): number {
  const end = at + BLOCK_BYTES + stored;
  cab.writeUInt16LE(stored, at + SIZES_AT);
  cab.writeUInt16LE(size, at + SIZES_AT + 2);
  // The two sizes are one whole word, so one pass gives the same as checksum upon checksum.
  cab.writeUInt32LE(cabChecksum(cab.subarray(at + SIZES_AT, end)), at);
  return end;
}
