import { Damage } from './damage.ts';
import { BYTE_FULL, LEAST_MATCH, LENGTH_BITS_FULL, NIBBLE_FULL } from './xpress-tokens.ts';

/** Below this a loop over bytes is faster than one call of copyWithin. */
const LONG_COPY_BYTES = 24;

/**
 * Unpacks one stream of Plain LZ77 ([MS-XCA] §2.4) into `plain` and fills it exactly. Throws {@link Damage} when the
 * stream ends too early, holds more or less than that, or refers to what is not there; bytes behind `plain` are
 * never touched.
 */
export function expandXpress(packed: Uint8Array, plain: Uint8Array): void {
  const source = new Source(packed);
  let to = 0;
  for (;;) {
    if (!source.flag()) {
      if (to === plain.length) throw tooLong(plain);
      plain[to++] = source.byte();
    } else if (source.isAtEnd()) {
      if (to === plain.length) return;
      throw new Damage(`it unpacks to ${to} bytes instead of ${plain.length}`);
    } else {
      to = copyMatch(source, plain, to);
    }
  }
}

function copyMatch(source: Source, plain: Uint8Array, to: number): number {
  const word = source.word();
  const length = source.length(word & LENGTH_BITS_FULL);
  const from = to - (word >>> 3) - 1;
  if (from < 0) throw new Damage(`a match at unpacked byte ${to} refers to before the start`);
  if (length > plain.length - to) throw tooLong(plain);
  const end = to + length;
  if (length >= LONG_COPY_BYTES && from + length <= to) plain.copyWithin(to, from, from + length);
  // A match may overlap what it writes, so bytes are copied one after another.
  else for (let at = to, earlier = from; at < end; at++, earlier++) plain[at] = plain[earlier] as number;
  return end;
}

function tooLong(plain: Uint8Array): Damage {
  return new Damage(`it unpacks to more than the ${plain.length} bytes it declares`);
}

/** The parts of a stream, read one after another; each throws {@link Damage} behind the end. */
class Source {
  private readonly packed: Uint8Array;
  private at = 0;
  private flags = 0;
  private flagsLeft = 0;
  /** A byte whose upper half is the next long length; -1 when there is none. */
  private halfAt = -1;

  constructor(packed: Uint8Array) {
    this.packed = packed;
  }

  isAtEnd(): boolean {
    return this.at === this.packed.length;
  }

  flag(): boolean {
    if (this.flagsLeft === 0) {
      this.flags = this.double();
      this.flagsLeft = 32;
    }
    return ((this.flags >>> --this.flagsLeft) & 1) === 1;
  }

  byte(): number {
    const value = this.packed[this.at++];
    if (value === undefined) throw new Damage('it ends before it is complete');
    return value;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  /** The length of a match whose word has `bits` of it. */
  length(bits: number): number {
    if (bits < LENGTH_BITS_FULL) return bits + LEAST_MATCH;
    const half = this.half();
    if (half < NIBBLE_FULL) return half + LENGTH_BITS_FULL + LEAST_MATCH;
    const byte = this.byte();
    if (byte < BYTE_FULL) return byte + NIBBLE_FULL + LENGTH_BITS_FULL + LEAST_MATCH;
    const whole = this.word() || this.double() >>> 0;
    if (whole < NIBBLE_FULL + LENGTH_BITS_FULL)
      throw new Damage(`a length of ${whole} is written longer than it may be`);
    return whole + LEAST_MATCH;
  }

  private half(): number {
    if (this.halfAt === -1) {
      this.halfAt = this.at;
      return this.byte() & 0xf;
    }
    const value = (this.packed[this.halfAt] as number) >>> 4;
    this.halfAt = -1;
    return value;
  }

  private double(): number {
    return this.word() | (this.word() << 16);
  }
}
