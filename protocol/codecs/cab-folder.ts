import { fail } from '../../platform/errors/index.ts';
import { blocksOf, type CabBlock, verifyBlock } from './cab-blocks.ts';
import {
  BLOCK_UNPACKED_BYTES,
  type CabFolder,
  COMPRESSION_LZX,
  COMPRESSION_MSZIP,
  COMPRESSION_STORED,
} from './cab-format.ts';
import type { CabSource } from './cab-header.ts';
import { Damage } from './damage.ts';
import { LZX_MAX_WINDOW_BITS, LZX_MIN_WINDOW_BITS, LzxDecoder } from './lzx.ts';
import { MSZIP_WINDOW_BYTES, unpackMszip } from './mszip.ts';

/** Throws CODEC_CAB_COMPRESSION unless this decoder can unpack `folder`. */
export function checkCompression(folder: CabFolder): void {
  const { method, windowBits } = methodOf(folder);
  if (method === COMPRESSION_STORED || method === COMPRESSION_MSZIP) return;
  const known = windowBits >= LZX_MIN_WINDOW_BITS && windowBits <= LZX_MAX_WINDOW_BITS;
  if (method === COMPRESSION_LZX && known) return;
  fail('CODEC_CAB_COMPRESSION', { folder: folder.index, type: `0x${folder.compression.toString(16)}` });
}

/**
 * Unpacks all of `folder`, which has `size` bytes by the headers of its blocks.
 * Throws CODEC_CAB_CHECKSUM, CODEC_CAB_BLOCK_SIZE, CODEC_MSZIP_DAMAGED, CODEC_LZX_DAMAGED.
 */
export function unpackFolder(source: CabSource, folder: CabFolder, size: number): Uint8Array {
  const { method, windowBits } = methodOf(folder);
  if (method === COMPRESSION_LZX) return unpackLzxFolder(source, folder, size, windowBits);
  const unpack = method === COMPRESSION_MSZIP ? unpackMszipBlock : unpackStoredBlock;
  const output = new Uint8Array(size);
  let at = 0;
  for (const block of blocksOf(source, folder)) {
    verifyBlock(source, block);
    output.set(unpack(block, output.subarray(Math.max(0, at - MSZIP_WINDOW_BYTES), at)), at);
    at += block.size;
  }
  return output;
}

function methodOf(folder: CabFolder): { method: number; windowBits: number } {
  return { method: folder.compression & 0xf, windowBits: (folder.compression >> 8) & 0x1f };
}

function unpackStoredBlock(block: CabBlock): Uint8Array {
  if (block.data.length !== block.size) badSize(block, 'stored data does not change its size');
  return block.data;
}

function unpackMszipBlock(block: CabBlock, history: Uint8Array): Uint8Array {
  try {
    return unpackMszip(block.data, block.size, history);
  } catch (cause) {
    if (!(cause instanceof Damage)) throw cause;
    fail('CODEC_MSZIP_DAMAGED', { block: block.number, folder: block.folder, problem: cause.message });
  }
}

function unpackLzxFolder(source: CabSource, folder: CabFolder, size: number, windowBits: number): Uint8Array {
  const output = new Uint8Array(size);
  const decoder = new LzxDecoder(windowBits, output);
  for (const block of blocksOf(source, folder)) {
    verifyBlock(source, block);
    const last = block.number === folder.blocks - 1;
    if (!last && block.size !== BLOCK_UNPACKED_BYTES) {
      badSize(block, `only the last LZX block may unpack to other than ${BLOCK_UNPACKED_BYTES}`);
    }
    unpackLzxBlock(decoder, block);
  }
  decoder.finish();
  return output;
}

function unpackLzxBlock(decoder: LzxDecoder, block: CabBlock): void {
  try {
    decoder.frame(block.data, block.size);
  } catch (cause) {
    if (!(cause instanceof Damage)) throw cause;
    const { number, folder } = block;
    const position = decoder.unpacked;
    fail('CODEC_LZX_DAMAGED', { block: number, folder, position, problem: cause.message });
  }
}

function badSize(block: CabBlock, problem: string): never {
  const { number, folder, offset, size } = block;
  fail('CODEC_CAB_BLOCK_SIZE', { block: number, folder, offset, stored: block.data.length, size, problem });
}
