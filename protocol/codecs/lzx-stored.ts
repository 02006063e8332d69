/** LZX block type 3, uncompressed. */
const UNCOMPRESSED = 3;
/** The last three match distances, which an uncompressed block sets; 1 is what they start as. */
const RECENT_DISTANCE = 1;

/** What {@link writeLzxStoredHead} writes: two words of bits and three distances of four bytes. */
export const LZX_STORED_HEAD_BYTES = 16;

/**
 * Writes, at `at` of `target`, the head of an LZX frame that is one uncompressed block of `size` bytes, 2 to 32,768 and
 * even: the data go behind it as they are, and words stay aligned without the byte of padding an odd block needs. The
 * `first` frame of a stream starts with the bit for the restoring of calls, which is off here.
 * Format: [MS-PATCH] §2, uncompressed blocks. All frames are of this kind, or none.
 */
export function writeLzxStoredHead(target: Buffer, at: number, size: number, first: boolean): void {
  const width = first ? 28 : 27;
  const bits = (UNCOMPRESSED * 2 ** 24 + size) * 2 ** (32 - width);
  // Bits fill little-endian words from the top: the upper half of the 32 comes first.
  target.writeUInt16LE(Math.floor(bits / 2 ** 16), at);
  target.writeUInt16LE(bits % 2 ** 16, at + 2);
  for (let distance = 0; distance < 3; distance++) {
    target.writeUInt32LE(RECENT_DISTANCE, at + 4 + distance * 4);
  }
}
