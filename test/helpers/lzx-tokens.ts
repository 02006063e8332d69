/** A literal byte or a match of `length` bytes, `distance` back. */
export type LzxToken = { readonly literal: number } | { readonly length: number; readonly distance: number };

export const FRAME = 32_768;
const MIN_MATCH = 3;
const MAX_MATCH = 257;

/** Finds matches greedily, each within one frame and in `data` from `start` up to `end`. */
export class LzxMatcher {
  private readonly last = new Map<number, number>();
  private readonly data: Uint8Array;
  private readonly furthest: number;

  constructor(data: Uint8Array, windowBits: number) {
    this.data = data;
    this.furthest = 2 ** windowBits - 3;
  }

  tokens(start: number, end: number): LzxToken[] {
    const tokens: LzxToken[] = [];
    let at = start;
    while (at < end) {
      const token = this.tokenAt(at, Math.min(end, (Math.floor(at / FRAME) + 1) * FRAME));
      tokens.push(token);
      const next = at + ('literal' in token ? 1 : token.length);
      for (; at < next; at++) this.remember(at);
    }
    return tokens;
  }

  private tokenAt(at: number, end: number): LzxToken {
    const from = this.last.get(this.key(at)) ?? -1;
    const most = Math.min(MAX_MATCH, end - at);
    let length = 0;
    if (from >= 0 && at - from <= this.furthest) {
      while (length < most && this.data[from + length] === this.data[at + length]) length++;
    }
    return length >= MIN_MATCH ? { length, distance: at - from } : { literal: this.data[at]! };
  }

  private remember(at: number): void {
    if (at + MIN_MATCH <= this.data.length) this.last.set(this.key(at), at);
  }

  private key(at: number): number {
    return (this.data[at]! << 16) | ((this.data[at + 1] ?? 0) << 8) | (this.data[at + 2] ?? 0);
  }
}
