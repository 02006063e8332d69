import { Damage } from './damage.ts';
import { HuffmanCode } from './huffman-code.ts';
import type { LzxBits } from './lzx-bits.ts';

const PRETREE_SYMBOLS = 20;
const PRETREE_LENGTH_BITS = 4;
const ZEROS_SHORT = 17;
const ZEROS_LONG = 18;
const SAME = 19;
/** Code lengths are 0 to 16 and are written as differences modulo this. */
const LENGTH_MODULUS = 17;

/** Reads the code lengths of trees as LZX writes them: as differences to those of the block before, packed themselves. */
export class LzxLengthReader {
  private readonly pretree = new HuffmanCode(PRETREE_SYMBOLS);
  private readonly bits: LzxBits;

  constructor(bits: LzxBits) {
    this.bits = bits;
  }

  /** Updates `lengths` from `from` up to `to`. Throws {@link Damage}. */
  update(lengths: Uint8Array, from: number, to: number): void {
    this.readPretree();
    let at = from;
    while (at < to) {
      const symbol = this.bits.symbol(this.pretree);
      const run = this.runOf(symbol);
      if (at + run > to) throw new Damage('a run of code lengths goes past the end of its tree');
      const length =
        symbol === ZEROS_SHORT || symbol === ZEROS_LONG ? 0 : this.next(symbol, lengths[at] as number);
      lengths.fill(length, at, at + run);
      at += run;
    }
  }

  private readPretree(): void {
    for (let symbol = 0; symbol < PRETREE_SYMBOLS; symbol++) {
      this.pretree.lengths[symbol] = this.bits.take(PRETREE_LENGTH_BITS);
    }
    this.pretree.build('tree of code lengths');
  }

  private runOf(symbol: number): number {
    if (symbol === ZEROS_SHORT) return 4 + this.bits.take(4);
    if (symbol === ZEROS_LONG) return 20 + this.bits.take(5);
    if (symbol === SAME) return 4 + this.bits.take(1);
    return 1;
  }

  private next(symbol: number, before: number): number {
    const difference = symbol === SAME ? this.bits.symbol(this.pretree) : symbol;
    if (difference >= LENGTH_MODULUS) throw new Damage('a run of equal code lengths names no length');
    return (before - difference + LENGTH_MODULUS) % LENGTH_MODULUS;
  }
}
