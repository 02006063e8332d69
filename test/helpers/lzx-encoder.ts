import { canonicalCodes, huffmanLengths } from './huffman-lengths.ts';
import { LzxBitWriter } from './lzx-bit-writer.ts';
import { FRAME, LzxMatcher, type LzxToken } from './lzx-tokens.ts';
import type { RawBlock } from './raw-cab.ts';

export type LzxKind = 'verbatim' | 'aligned' | 'uncompressed';

export interface LzxOptions {
  readonly windowBits: number;
  /** The kinds of the blocks, in turn. */
  readonly kinds: readonly LzxKind[];
  /** Bytes per LZX block; need not be a multiple of a frame. */
  readonly blockBytes?: number;
  /** Turns on the restoring of calls: `data` is taken as already prepared. */
  readonly callFileSize?: number;
}

interface Code {
  readonly lengths: readonly number[];
  readonly codes: readonly number[];
}

interface Item {
  readonly main: number;
  readonly long?: number;
  readonly extra?: number;
  readonly width?: number;
  readonly bytes: number;
}

const BLOCK_TYPES = { verbatim: 1, aligned: 2, uncompressed: 3 } as const;
const SLOTS: Readonly<Record<number, number>> = { 15: 30, 16: 32, 17: 34, 18: 36, 19: 38, 20: 42, 21: 50 };
const extraBits = (slot: number) => Math.min(17, Math.max(0, (slot >> 1) - 1));
const slotBase = Array.from({ length: 51 }, () => 0);
for (let slot = 1; slot <= 50; slot++) slotBase[slot] = slotBase[slot - 1]! + 2 ** extraBits(slot - 1);

/** The typeCompress value of LZX with this window. */
export function lzxCompression(windowBits: number): number {
  return (windowBits << 8) | 3;
}

/** A plain LZX packer for tests: greedy matches, real Huffman trees, written from the format and judged by cabextract. */
export function encodeLzx(data: Uint8Array, options: LzxOptions): RawBlock[] {
  return new Encoder(data, options).encode();
}

class Encoder {
  private readonly writer = new LzxBitWriter();
  private readonly matcher: LzxMatcher;
  private readonly frames: RawBlock[] = [];
  private readonly recent: [number, number, number] = [1, 1, 1];
  private mainLengths: readonly number[];
  private longLengths: readonly number[] = Array.from({ length: 249 }, () => 0);
  private at = 0;
  private readonly data: Uint8Array;
  private readonly options: LzxOptions;

  constructor(data: Uint8Array, options: LzxOptions) {
    this.data = data;
    this.options = options;
    this.matcher = new LzxMatcher(data, options.windowBits);
    this.mainLengths = Array.from({ length: 256 + 8 * SLOTS[options.windowBits]! }, () => 0);
  }

  encode(): RawBlock[] {
    const { callFileSize, kinds, blockBytes = 40_001 } = this.options;
    if (callFileSize === undefined) this.writer.bits(0, 1);
    else
      this.writer
        .bits(1, 1)
        .bits(callFileSize >>> 16, 16)
        .bits(callFileSize & 0xffff, 16);
    for (let number = 0; this.at < this.data.length; number++) {
      const end = Math.min(this.data.length, this.at + blockBytes);
      const kind = kinds[number % kinds.length]!;
      this.writer.bits(BLOCK_TYPES[kind], 3).bits(end - this.at, 24);
      if (kind === 'uncompressed') this.writeRaw(end);
      else this.writePacked(this.matcher.tokens(this.at, end), kind);
    }
    return this.frames;
  }

  private writeRaw(end: number): void {
    this.matcher.tokens(this.at, end);
    const recent = Buffer.alloc(12);
    this.recent.forEach((distance, index) => {
      recent.writeUInt32LE(distance, index * 4);
    });
    this.writer.align(true).raw(recent);
    const odd = (end - this.at) & 1;
    while (this.at < end) {
      const stop = Math.min(end, (Math.floor(this.at / FRAME) + 1) * FRAME);
      this.writer.raw(this.data.subarray(this.at, stop));
      if (stop === end && odd) this.writer.raw(Uint8Array.of(0));
      this.advance(stop - this.at);
    }
  }

  private writePacked(tokens: readonly LzxToken[], kind: LzxKind): void {
    const items = tokens.map((token) => this.item(token));
    // The tree of an aligned block must not be empty, even where no match uses it.
    const alignedUses = items.flatMap((item) => (isAligned(item) ? [item.extra! & 7] : []));
    const aligned = codeFor(alignedUses.length > 0 ? alignedUses : [0], 8, 7);
    const main = codeFor(
      items.map((item) => item.main),
      this.mainLengths.length,
      16,
    );
    const long = codeFor(
      items.flatMap((item) => item.long ?? []),
      249,
      16,
    );
    if (kind === 'aligned') for (const length of aligned.lengths) this.writer.bits(length, 3);
    this.writeLengths(main.lengths.slice(0, 256), this.mainLengths.slice(0, 256));
    this.writeLengths(main.lengths.slice(256), this.mainLengths.slice(256));
    this.writeLengths(long.lengths, this.longLengths);
    this.mainLengths = main.lengths;
    this.longLengths = long.lengths;
    for (const item of items) this.writeItem(item, { main, long, ...(kind === 'aligned' && { aligned }) });
  }

  private writeItem(item: Item, trees: { main: Code; long: Code; aligned?: Code }): void {
    writeSymbol(this.writer, trees.main, item.main);
    if (item.long !== undefined) writeSymbol(this.writer, trees.long, item.long);
    if (trees.aligned && isAligned(item)) {
      this.writer.bits(item.extra! >> 3, item.width! - 3);
      writeSymbol(this.writer, trees.aligned, item.extra! & 7);
    } else if (item.width) this.writer.bits(item.extra!, item.width);
    this.advance(item.bytes);
  }

  private item(token: LzxToken): Item {
    if ('literal' in token) return { main: token.literal, bytes: 1 };
    const header = Math.min(7, token.length - 2);
    const { slot, ...rest } = this.place(token.distance);
    const long = header === 7 ? { long: token.length - 9 } : {};
    return { main: 256 + slot * 8 + header, bytes: token.length, ...long, ...rest };
  }

  private place(distance: number): { slot: number; extra?: number; width?: number } {
    const known = this.recent.indexOf(distance);
    if (known >= 0) {
      this.recent[known] = this.recent[0];
      this.recent[0] = distance;
      return { slot: known };
    }
    this.recent.unshift(distance);
    this.recent.pop();
    let slot = 3;
    while (slotBase[slot + 1]! <= distance + 2) slot++;
    return { slot, extra: distance + 2 - slotBase[slot]!, width: extraBits(slot) };
  }

  /** Counts bytes written and closes the frame when it is full. */
  private advance(bytes: number): void {
    this.at += bytes;
    if (this.at % FRAME !== 0 && this.at !== this.data.length) return;
    this.frames.push({ data: this.writer.take(), size: this.at - this.frames.length * FRAME });
  }

  private writeLengths(lengths: readonly number[], before: readonly number[]): void {
    const parts = packLengths(lengths, before);
    const pretree = codeFor(
      parts.flatMap((part) => part.symbols),
      20,
      15,
    );
    for (const length of pretree.lengths) this.writer.bits(length, 4);
    for (const { symbols, extra, width } of parts) {
      writeSymbol(this.writer, pretree, symbols[0]!);
      this.writer.bits(extra, width);
      if (symbols.length > 1) writeSymbol(this.writer, pretree, symbols[1]!);
    }
  }
}

interface LengthPart {
  readonly symbols: readonly number[];
  readonly extra: number;
  readonly width: number;
}

function packLengths(lengths: readonly number[], before: readonly number[]): LengthPart[] {
  const parts: LengthPart[] = [];
  for (let at = 0; at < lengths.length; ) {
    let run = 1;
    while (at + run < lengths.length && lengths[at + run] === lengths[at]) run++;
    const difference = (before[at]! - lengths[at]! + 17) % 17;
    const [part, taken] = lengthPart(lengths[at]!, run, difference);
    parts.push(part);
    at += taken;
  }
  return parts;
}

function lengthPart(length: number, run: number, difference: number): [LengthPart, number] {
  if (length === 0 && run >= 20) {
    const taken = Math.min(run, 51);
    return [{ symbols: [18], extra: taken - 20, width: 5 }, taken];
  }
  if (length === 0 && run >= 4)
    return [{ symbols: [17], extra: Math.min(run, 19) - 4, width: 4 }, Math.min(run, 19)];
  if (run >= 4)
    return [{ symbols: [19, difference], extra: Math.min(run, 5) - 4, width: 1 }, Math.min(run, 5)];
  return [{ symbols: [difference], extra: 0, width: 0 }, 1];
}

function isAligned(item: Item): boolean {
  return item.width !== undefined && item.width >= 3;
}

function codeFor(uses: readonly number[], symbols: number, longest: number): Code {
  const counts = Array.from({ length: symbols }, () => 0);
  for (const symbol of uses) counts[symbol]! += 1;
  const lengths = huffmanLengths(counts, longest);
  return { lengths, codes: canonicalCodes(lengths) };
}

function writeSymbol(writer: LzxBitWriter, code: Code, symbol: number): void {
  writer.bits(code.codes[symbol]!, code.lengths[symbol]!);
}
