import { fail } from '../../platform/errors/index.ts';
import { Damage } from './damage.ts';
import type { XpressCompressor } from './xpress-compressor.ts';
import { expandXpress } from './xpress-expand.ts';
import { mostPackedBytes } from './xpress-tokens.ts';

/** Most bytes of one block, packed or not: [MS-WUSP] §2.1.1. */
export const MOST_BLOCK_BYTES = 65_535;
/**
 * Bytes put into one block. A real server's blocks have this size and real clients have read them; larger ones,
 * which [MS-WUSP] §2.1.1 allows, would save a tenth of what goes over the wire.
 */
export const WRITTEN_BLOCK_BYTES = 16_352;

/** Both sizes, 32 bits with sign each. */
const HEADER_BYTES = 8;

/**
 * Unpacks the blocks of [MS-WUSP] §2.1.1: plain size, packed size, data; equal sizes mean that the data is stored as it is.
 * Throws CODEC_XPRESS_TOO_LARGE when they hold more than `limit` bytes and CODEC_XPRESS_DAMAGED when they are no
 * such blocks. All headers are checked before anything is unpacked, or memory taken for it.
 */
export function unpackXpressBlocks(bytes: Uint8Array, limit: number): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // Filled whole, or not handed out at all.
  const plain = Buffer.allocUnsafe(plainSizeOf(view, limit));
  let to = 0;
  for (let offset = 0, number = 0; offset < bytes.length; number++) {
    const block = blockAt(view, offset, number);
    const packed = bytes.subarray(block.from, block.end);
    expandBlock(packed, plain.subarray(to, to + block.size), number, offset);
    to += block.size;
    offset = block.end;
  }
  return plain;
}

/** Packs `plain` as blocks of [MS-WUSP] §2.1.1, each stored as it is when it does not shrink. */
export function packXpressBlocks(plain: Uint8Array, compressor: XpressCompressor): Buffer {
  const room = Math.min(plain.length, WRITTEN_BLOCK_BYTES);
  const blocks = Math.ceil(plain.length / WRITTEN_BLOCK_BYTES);
  // A block that does not shrink is written over, so only the last can pass its plain size.
  const out = Buffer.allocUnsafe(plain.length + blocks * HEADER_BYTES + mostPackedBytes(room) - room);
  let at = 0;
  for (let from = 0; from < plain.length; from += WRITTEN_BLOCK_BYTES) {
    const block = plain.subarray(from, from + WRITTEN_BLOCK_BYTES);
    const data = at + HEADER_BYTES;
    let end = compressor.compress(block, out, data);
    if (end - data >= block.length) {
      out.set(block, data);
      end = data + block.length;
    }
    out.writeInt32LE(block.length, at);
    out.writeInt32LE(end - data, at + 4);
    at = end;
  }
  // A copy, so that what is kept is not the room it was made in.
  return Buffer.from(out.subarray(0, at));
}

interface Block {
  /** Bytes it unpacks to. */
  readonly size: number;
  /** Where its data begins and ends. */
  readonly from: number;
  readonly end: number;
}

function plainSizeOf(view: DataView, limit: number): number {
  let total = 0;
  for (let offset = 0, number = 0; offset < view.byteLength; number++) {
    const block = blockAt(view, offset, number);
    total += block.size;
    if (total > limit) fail('CODEC_XPRESS_TOO_LARGE', { limit });
    offset = block.end;
  }
  return total;
}

function blockAt(view: DataView, offset: number, number: number): Block {
  const rest = view.byteLength - offset - HEADER_BYTES;
  if (rest < 0) damaged(number, offset, 'its header is cut short');
  const size = view.getInt32(offset, true);
  const packed = view.getInt32(offset + 4, true);
  for (const given of [size, packed])
    if (given < 1 || given > MOST_BLOCK_BYTES)
      damaged(number, offset, `it declares ${given} bytes, not 1 to ${MOST_BLOCK_BYTES}`);
  if (packed > rest) damaged(number, offset, `it declares ${packed} bytes, but ${rest} are left`);
  const from = offset + HEADER_BYTES;
  return { size, from, end: from + packed };
}

function expandBlock(packed: Uint8Array, plain: Uint8Array, number: number, offset: number): void {
  if (packed.length === plain.length) {
    plain.set(packed);
    return;
  }
  try {
    expandXpress(packed, plain);
  } catch (error) {
    if (error instanceof Damage) damaged(number, offset, error.message);
    throw error;
  }
}

function damaged(block: number, offset: number, problem: string): never {
  fail('CODEC_XPRESS_DAMAGED', { block, offset, problem });
}
