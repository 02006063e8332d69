import { Damage } from './damage.ts';

/** The longest code LZX knows. */
export const MAX_CODE_BITS = 16;
/** Codes up to this long are found by one look into a table of 2^11 entries; the few longer ones by comparing. */
export const LOOKUP_BITS = 11;

/**
 * A canonical Huffman code, highest bit first: shorter codes come first, equal ones in the order of their symbols.
 * Set `lengths` (0 = symbol not used), then {@link HuffmanCode.build}.
 */
export class HuffmanCode {
  readonly lengths: Uint8Array;
  /** By the next 11 bits: symbol × 16 + length, or 0 where the code is longer. */
  readonly lookup = new Uint16Array(1 << LOOKUP_BITS);
  /** By length: the first 16-bit lookahead that needs a longer code. */
  readonly limits = new Int32Array(MAX_CODE_BITS + 1);
  /** By length: what to add to a code to get its place in `ordered`. */
  readonly offsets = new Int32Array(MAX_CODE_BITS + 1);
  /** The symbols in the order of their codes. */
  readonly ordered: Uint16Array;

  constructor(symbols: number) {
    this.lengths = new Uint8Array(symbols);
    this.ordered = new Uint16Array(symbols);
  }

  /**
   * Makes the tables. A code must be complete, or empty where `mayBeEmpty`, as LZX demands: throws {@link Damage}
   * with `name` of the tree otherwise.
   */
  build(name: string, mayBeEmpty = false): void {
    const { starts, reach } = this.measure();
    const full = 1 << MAX_CODE_BITS;
    if (reach > full) throw new Damage(`its ${name} has more codes than fit`);
    if (reach === 0 && !mayBeEmpty) throw new Damage(`its ${name} is empty`);
    if (reach > 0 && reach < full) throw new Damage(`its ${name} is incomplete`);
    this.order(starts);
    this.fillLookup();
  }

  /** Sets `limits` and `offsets`; gives how far the codes reach and, by length, where its symbols start in `ordered`. */
  private measure(): { readonly starts: Int32Array; readonly reach: number } {
    const counts = new Int32Array(MAX_CODE_BITS + 1);
    for (const length of this.lengths) counts[length] = (counts[length] as number) + 1;
    const starts = new Int32Array(MAX_CODE_BITS + 1);
    let reach = 0;
    let start = 0;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      const count = counts[length] as number;
      starts[length] = start;
      this.offsets[length] = start - (reach >> (MAX_CODE_BITS - length));
      reach += count << (MAX_CODE_BITS - length);
      this.limits[length] = reach;
      start += count;
    }
    return { starts, reach };
  }

  private order(next: Int32Array): void {
    for (let symbol = 0; symbol < this.lengths.length; symbol++) {
      const length = this.lengths[symbol] as number;
      if (length === 0) continue;
      const place = next[length] as number;
      this.ordered[place] = symbol;
      next[length] = place + 1;
    }
  }

  private fillLookup(): void {
    let filled = 0;
    for (const symbol of this.ordered) {
      const length = this.lengths[symbol] as number;
      if (length === 0 || length > LOOKUP_BITS || filled === this.lookup.length) break;
      const end = filled + (1 << (LOOKUP_BITS - length));
      this.lookup.fill((symbol << 4) | length, filled, end);
      filled = end;
    }
    this.lookup.fill(0, filled);
  }
}
