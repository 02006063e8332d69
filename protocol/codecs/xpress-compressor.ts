import { LEAST_MATCH, WINDOW_BYTES, XpressTokens } from './xpress-tokens.ts';

const HASH_BITS = 13;
/** A random odd number that spreads three bytes over the table. */
const HASH_FACTOR = 0x9e3779b1;
/** Positions count on from one stream to the next; before they pass 31 bits they start over. */
const MOST_POSITION = 0x4000_0000;

/**
 * A packer of Plain LZ77 ([MS-XCA] §2.3) that looks at one place for each match: the last one where the same three
 * bytes stood. It can be used again and again, so that its table is made once.
 */
export class XpressCompressor {
  /** Last position of three bytes, by their hash. */
  private readonly table = new Int32Array(1 << HASH_BITS).fill(-WINDOW_BYTES);
  /** Position of the current stream's first byte; what the table holds of earlier ones is before it. */
  private base = 0;

  /**
   * Packs `plain` into `out` from `at` on, which must have room for `mostPackedBytes`, and gives the position
   * behind it.
   */
  compress(plain: Uint8Array, out: Uint8Array, at: number): number {
    if (this.base + plain.length > MOST_POSITION) this.forget();
    const tokens = new XpressTokens(out, at);
    this.packInto(tokens, plain);
    this.base += plain.length;
    return tokens.end();
  }

  private packInto(tokens: XpressTokens, plain: Uint8Array): void {
    const { table, base } = this;
    const end = plain.length;
    const lastStart = end - LEAST_MATCH;
    let at = 0;
    while (at <= lastStart) {
      const slot = slotOf(plain, at);
      const found = (table[slot] as number) - base;
      table[slot] = at + base;
      const length = found >= 0 && at - found <= WINDOW_BYTES ? commonLength(plain, found, at) : 0;
      if (length < LEAST_MATCH) {
        tokens.literal(plain[at++] as number);
        continue;
      }
      tokens.match(at - found, length);
      const next = at + length;
      for (at++; at < next; at++) if (at <= lastStart) table[slotOf(plain, at)] = at + base;
    }
    while (at < end) tokens.literal(plain[at++] as number);
  }

  private forget(): void {
    this.table.fill(-WINDOW_BYTES);
    this.base = 0;
  }
}

function slotOf(plain: Uint8Array, at: number): number {
  const three = (plain[at] as number) | ((plain[at + 1] as number) << 8) | ((plain[at + 2] as number) << 16);
  return Math.imul(three, HASH_FACTOR) >>> (32 - HASH_BITS);
}

/** How many bytes at `at` are the same as those at `earlier`. */
function commonLength(plain: Uint8Array, earlier: number, at: number): number {
  const end = plain.length;
  let to = at;
  while (to < end && plain[to] === plain[earlier + to - at]) to++;
  return to - at;
}
