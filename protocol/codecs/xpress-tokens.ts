/** Fewest bytes a match can stand for: two are not shorter than the match. */
export const LEAST_MATCH = 3;
/** Farthest a match reaches back: 13 bits of distance, [MS-XCA] §2.3.4. */
export const WINDOW_BYTES = 8192;

/** Lengths, less the least, that the parts of a match cannot hold; then the next part follows. */
export const LENGTH_BITS_FULL = 7;
export const NIBBLE_FULL = 15;
export const BYTE_FULL = 255;
const WORD_FULL = 0x1_0000;

const FLAGS_BYTES = 4;
const FLAGS = 32;

/** Most bytes a stream of `size` bytes can take: all of them literals, and the flags with one end bit more. */
export function mostPackedBytes(size: number): number {
  return size + FLAGS_BYTES * (Math.floor(size / FLAGS) + 1);
}

/**
 * Writes the literals and matches of one stream of Plain LZ77 ([MS-XCA] §2.3.4): groups of 32 flags, highest bit
 * first, each followed by what its flags announce.
 */
export class XpressTokens {
  private readonly out: Uint8Array;
  /** Where the next byte goes. */
  private at: number;
  private flagsAt: number;
  private flags = 0;
  private flagsLeft = FLAGS;
  /** A byte whose upper half waits for the next long match; 0 when there is none. */
  private halfAt = 0;

  /** Writes into `out` from `at` on, which must have room for {@link mostPackedBytes}. */
  constructor(out: Uint8Array, at: number) {
    this.out = out;
    this.flagsAt = at;
    this.at = at + FLAGS_BYTES;
  }

  literal(byte: number): void {
    this.out[this.at++] = byte;
    this.flags <<= 1;
    if (--this.flagsLeft === 0) this.nextFlags();
  }

  /** `length` bytes, at least 3, as they stand `distance` bytes before, 1 to 8,192. */
  match(distance: number, length: number): void {
    const more = length - LEAST_MATCH;
    this.word(((distance - 1) << 3) | Math.min(more, LENGTH_BITS_FULL));
    if (more >= LENGTH_BITS_FULL) this.longLength(more);
    this.flags = (this.flags << 1) | 1;
    if (--this.flagsLeft === 0) this.nextFlags();
  }

  /** Ends the stream with a 1 for its end, and gives the position behind it. */
  end(): number {
    // A shift by 32 is none in JavaScript.
    const ones = this.flagsLeft === FLAGS ? -1 : (1 << this.flagsLeft) - 1;
    const rest = this.flagsLeft === FLAGS ? 0 : this.flags << this.flagsLeft;
    this.double(this.flagsAt, rest | ones);
    return this.at;
  }

  private nextFlags(): void {
    this.double(this.flagsAt, this.flags);
    this.flagsAt = this.at;
    this.at += FLAGS_BYTES;
    this.flagsLeft = FLAGS;
  }

  private longLength(more: number): void {
    const overBits = more - LENGTH_BITS_FULL;
    this.half(Math.min(overBits, NIBBLE_FULL));
    if (overBits < NIBBLE_FULL) return;
    const overHalf = overBits - NIBBLE_FULL;
    this.out[this.at++] = Math.min(overHalf, BYTE_FULL);
    if (overHalf < BYTE_FULL) return;
    // From here on nothing is taken off: the last number is the whole length.
    if (more < WORD_FULL) {
      this.word(more);
      return;
    }
    this.word(0);
    this.double(this.at, more);
    this.at += 4;
  }

  private half(value: number): void {
    if (this.halfAt === 0) {
      this.halfAt = this.at;
      this.out[this.at++] = value;
    } else {
      this.out[this.halfAt] = (this.out[this.halfAt] as number) | (value << 4);
      this.halfAt = 0;
    }
  }

  private word(value: number): void {
    this.out[this.at] = value;
    this.out[this.at + 1] = value >>> 8;
    this.at += 2;
  }

  private double(at: number, value: number): void {
    this.out[at] = value;
    this.out[at + 1] = value >>> 8;
    this.out[at + 2] = value >>> 16;
    this.out[at + 3] = value >>> 24;
  }
}
