import { Damage } from './damage.ts';
import { type HuffmanCode, LOOKUP_BITS, MAX_CODE_BITS } from './huffman-code.ts';

const EMPTY: Uint8Array = new Uint8Array(0);

/**
 * The bits of an LZX frame: little-endian 16-bit words, highest bit first. Behind the end come zeros, so that
 * looking ahead needs no checks; {@link LzxBits.end} tells whether any of them was used.
 */
export class LzxBits {
  /** The next byte not yet in `buffer`. */
  private position = 0;
  private input = EMPTY;
  /** The next bits, left-justified. */
  private buffer = 0;
  /** How many bits of `buffer` are filled; at least 17 after {@link refill}. */
  private count = 0;

  /** Starts over at the first byte of `input`; what was left of the last one is dropped. */
  load(input: Uint8Array): void {
    this.input = input;
    this.jump(0);
  }

  /** The next `width` bits, 0 to 17 of them. */
  take(width: number): number {
    if (width === 0) return 0;
    if (this.count < width) this.refill();
    const value = this.buffer >>> (32 - width);
    this.buffer <<= width;
    this.count -= width;
    return value;
  }

  /** The next symbol of `code`. Throws {@link Damage} when the bits spell none. */
  symbol(code: HuffmanCode): number {
    if (this.count < MAX_CODE_BITS) this.refill();
    const entry = code.lookup[this.buffer >>> (32 - LOOKUP_BITS)] as number;
    if (entry === 0) return this.longSymbol(code);
    const width = entry & 0xf;
    this.buffer <<= width;
    this.count -= width;
    return entry >> 4;
  }

  /**
   * Moves to the bytes behind the current word; when no bit of it is taken yet, behind the next one: the padding
   * in front of an uncompressed block is 1 to 16 bits, never none.
   */
  alignPastPadding(): void {
    const untouched = this.count & 15 ? 0 : 2;
    this.jump(this.wordPosition() + untouched);
  }

  /** Copies raw bytes into `output`; only after {@link alignPastPadding}. */
  copyBytes(output: Uint8Array, at: number, length: number): void {
    if (this.position + length > this.input.length) throw new Damage('it ends within an uncompressed run');
    output.set(this.input.subarray(this.position, this.position + length), at);
    this.position += length;
  }

  /** Skips one raw byte when there is one, and says whether there was. */
  skipByte(): boolean {
    if (this.position >= this.input.length) return false;
    this.position++;
    return true;
  }

  /** Throws {@link Damage} unless exactly the bytes of this frame were used, the last word maybe in part. */
  end(): void {
    const unused = this.input.length - this.wordPosition();
    if (unused < 0) throw new Damage('it ends before it is complete');
    if (unused > 0) throw new Damage(`${unused} of its bytes are left over`);
  }

  /** The byte behind the word the last bit came from. */
  private wordPosition(): number {
    return this.position - (this.count >> 4) * 2;
  }

  private jump(position: number): void {
    this.position = position;
    this.buffer = 0;
    this.count = 0;
  }

  private refill(): void {
    const { input } = this;
    while (this.count <= 16) {
      const at = this.position;
      const low = at < input.length ? (input[at] as number) : 0;
      const high = at + 1 < input.length ? (input[at + 1] as number) : 0;
      this.buffer |= ((high << 8) | low) << (16 - this.count);
      this.count += 16;
      this.position = at + 2;
    }
  }

  private longSymbol(code: HuffmanCode): number {
    const next = this.buffer >>> 16;
    for (let width = LOOKUP_BITS + 1; width <= MAX_CODE_BITS; width++) {
      if (next >= (code.limits[width] as number)) continue;
      this.buffer <<= width;
      this.count -= width;
      return code.ordered[(code.offsets[width] as number) + (next >> (16 - width))] as number;
    }
    throw new Damage('it uses a length although its tree of lengths is empty');
  }
}
