import { Damage } from './damage.ts';
import { HuffmanCode } from './huffman-code.ts';
import { LzxBits } from './lzx-bits.ts';
import { restoreCalls } from './lzx-calls.ts';
import { LzxLengthReader } from './lzx-lengths.ts';

/** Smallest and largest window of cabinets, as powers of two. */
export const LZX_MIN_WINDOW_BITS = 15;
export const LZX_MAX_WINDOW_BITS = 21;

const LITERALS = 256;
const LENGTH_SYMBOLS = 249;
const ALIGNED_SYMBOLS = 8;
const ALIGNED_LENGTH_BITS = 3;
/** Eight main symbols share a slot, one per length 2 to 8; the eighth says that a length symbol follows. */
const LENGTHS_PER_SLOT = 8;
const LONG_MATCH = 7;
const MIN_MATCH = 2;
/** Position slots by window size less 15. */
const SLOTS = [30, 32, 34, 36, 38, 42, 50] as const;
const MOST_SLOTS = 50;
/** Shorter matches are copied byte by byte: cheaper than the call. */
const BULK_COPY_BYTES = 24;

const VERBATIM = 1;
const ALIGNED = 2;
const UNCOMPRESSED = 3;

/** By slot: how many bits follow, and the distance that zero in them means (the format counts it two higher). */
const EXTRA_BITS = Uint8Array.from({ length: MOST_SLOTS }, (_, slot) =>
  Math.min(17, Math.max(0, (slot >> 1) - 1)),
);
const DISTANCE_BASE = new Int32Array(MOST_SLOTS);
for (let slot = 1; slot < MOST_SLOTS; slot++) {
  DISTANCE_BASE[slot] = (DISTANCE_BASE[slot - 1] as number) + (1 << (EXTRA_BITS[slot - 1] as number));
}

/**
 * Unpacks the LZX stream of a cabinet folder, frame by frame, into one array that is output and window at once.
 * Format: [MS-PATCH] §2 without its delta extensions, and the LZX section of the Cabinet SDK.
 */
export class LzxDecoder {
  private readonly output: Uint8Array;
  private readonly windowBytes: number;
  private readonly bits = new LzxBits();
  private readonly lengthReader = new LzxLengthReader(this.bits);
  private readonly main: HuffmanCode;
  private readonly length = new HuffmanCode(LENGTH_SYMBOLS);
  private readonly aligned = new HuffmanCode(ALIGNED_SYMBOLS);
  /** The last three distances. */
  private recent0 = 1;
  private recent1 = 1;
  private recent2 = 1;
  private position = 0;
  private blockType = 0;
  private blockSize = 0;
  private blockLeft = 0;
  private padByteDue = false;
  private started = false;
  /** 0 where the packer left machine code alone. */
  private callFileSize = 0;

  /** `output` must have the exact size of the unpacked folder; `windowBits` is 15 to 21. */
  constructor(windowBits: number, output: Uint8Array) {
    const slots = SLOTS[windowBits - LZX_MIN_WINDOW_BITS];
    if (slots === undefined) throw new Damage(`a window of 2^${windowBits} bytes is unknown`);
    this.windowBytes = 2 ** windowBits;
    this.main = new HuffmanCode(LITERALS + slots * LENGTHS_PER_SLOT);
    this.output = output;
  }

  /** How many bytes are unpacked. */
  get unpacked(): number {
    return this.position;
  }

  /** Unpacks one frame into the next `size` bytes of the output. Throws {@link Damage}. */
  frame(input: Uint8Array, size: number): void {
    this.bits.load(input);
    if (!this.started) this.readCallHeader();
    const end = this.position + size;
    while (this.position < end) {
      if (this.blockLeft === 0) this.startBlock();
      this.unpackRun(Math.min(end, this.position + this.blockLeft));
    }
    this.bits.end();
  }

  /** Does what can only be done to the whole output. */
  finish(): void {
    if (this.callFileSize !== 0) restoreCalls(this.output, this.callFileSize);
  }

  private readCallHeader(): void {
    this.started = true;
    if (this.bits.take(1) === 0) return;
    const high = this.bits.take(16);
    this.callFileSize = (high << 16) | this.bits.take(16);
  }

  private startBlock(): void {
    if (this.padByteDue) this.bits.skipByte();
    this.padByteDue = false;
    this.blockType = this.bits.take(3);
    const high = this.bits.take(16);
    this.blockSize = (high << 8) | this.bits.take(8);
    this.blockLeft = this.blockSize;
    if (this.blockType === UNCOMPRESSED) this.readRecent();
    else if (this.blockType === VERBATIM || this.blockType === ALIGNED) this.readTrees();
    else throw new Damage(`block type ${this.blockType} is unknown`);
  }

  private readTrees(): void {
    if (this.blockType === ALIGNED) {
      for (let symbol = 0; symbol < ALIGNED_SYMBOLS; symbol++) {
        this.aligned.lengths[symbol] = this.bits.take(ALIGNED_LENGTH_BITS);
      }
      this.aligned.build('tree of aligned offsets');
    }
    this.lengthReader.update(this.main.lengths, 0, LITERALS);
    this.lengthReader.update(this.main.lengths, LITERALS, this.main.lengths.length);
    this.main.build('main tree');
    this.lengthReader.update(this.length.lengths, 0, LENGTH_SYMBOLS);
    this.length.build('tree of lengths', true);
  }

  private readRecent(): void {
    const recent = new Uint8Array(12);
    this.bits.alignPastPadding();
    this.bits.copyBytes(recent, 0, recent.length);
    const view = new DataView(recent.buffer);
    this.recent0 = view.getUint32(0, true);
    this.recent1 = view.getUint32(4, true);
    this.recent2 = view.getUint32(8, true);
  }

  private unpackRun(end: number): void {
    this.blockLeft -= end - this.position;
    if (this.blockType === UNCOMPRESSED) this.copyRaw(end);
    else this.unpackSymbols(end);
  }

  private copyRaw(end: number): void {
    this.bits.copyBytes(this.output, this.position, end - this.position);
    this.position = end;
    // Words stay aligned: an uncompressed block of odd size is followed by one byte of padding.
    if (this.blockLeft === 0 && this.blockSize & 1) this.padByteDue = !this.bits.skipByte();
  }

  private unpackSymbols(end: number): void {
    const { bits, main, output } = this;
    while (this.position < end) {
      const symbol = bits.symbol(main);
      if (symbol < LITERALS) output[this.position++] = symbol;
      else this.copyMatch(symbol - LITERALS, end);
    }
  }

  private copyMatch(symbol: number, end: number): void {
    const header = symbol % LENGTHS_PER_SLOT;
    const length = MIN_MATCH + (header === LONG_MATCH ? LONG_MATCH + this.bits.symbol(this.length) : header);
    const distance = this.distance(symbol >> 3);
    const to = this.position;
    if (to + length > end) throw new Damage('a match runs past the end of its block or frame');
    if (distance < 1 || distance > to || distance > this.windowBytes) {
      throw new Damage(`a match reaches ${distance} bytes back, where nothing is`);
    }
    this.position = to + length;
    copyWithin(this.output, to, distance, length);
  }

  private distance(slot: number): number {
    if (slot > 2) {
      this.recent2 = this.recent1;
      this.recent1 = this.recent0;
      this.recent0 = (DISTANCE_BASE[slot] as number) - 2 + this.extraBits(EXTRA_BITS[slot] as number);
    } else if (slot === 1) {
      [this.recent0, this.recent1] = [this.recent1, this.recent0];
    } else if (slot === 2) {
      [this.recent0, this.recent2] = [this.recent2, this.recent0];
    }
    return this.recent0;
  }

  private extraBits(width: number): number {
    if (this.blockType !== ALIGNED || width < ALIGNED_LENGTH_BITS) return this.bits.take(width);
    const high = this.bits.take(width - ALIGNED_LENGTH_BITS) << ALIGNED_LENGTH_BITS;
    return high + this.bits.symbol(this.aligned);
  }
}

/** Repeats what lies `distance` back; where that overlaps the target, the pattern goes on. */
function copyWithin(output: Uint8Array, to: number, distance: number, length: number): void {
  const from = to - distance;
  if (length >= BULK_COPY_BYTES && distance >= length) {
    output.copyWithin(to, from, from + length);
    return;
  }
  for (let done = 0; done < length; done++) output[to + done] = output[from + done] as number;
}
