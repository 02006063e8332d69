import { fail } from '../../platform/errors/index.ts';
import { cabChecksum } from './cab-checksum.ts';
import { BLOCK_BYTES, BLOCK_UNPACKED_BYTES, type CabFolder, MAX_BLOCK_STORED_BYTES } from './cab-format.ts';
import { type CabSource, needBytes } from './cab-header.ts';

/** One data block, [MS-CAB] §2.4. */
export interface CabBlock {
  readonly folder: number;
  /** Counted from 0 within its folder. */
  readonly number: number;
  /** Where its header starts in the cabinet. */
  readonly offset: number;
  /** 0 where the packer stored none. */
  readonly checksum: number;
  /** The packed bytes. */
  readonly data: Uint8Array;
  /** Bytes it unpacks to. */
  readonly size: number;
}

/** The blocks of `folder` in order, sizes checked. Throws CODEC_CAB_TRUNCATED and CODEC_CAB_BLOCK_SIZE. */
export function* blocksOf(source: CabSource, folder: CabFolder): Generator<CabBlock> {
  let offset = folder.start;
  for (let number = 0; number < folder.blocks; number++) {
    const block = readBlock(source, folder.index, number, offset);
    yield block;
    offset = block.data.byteOffset - source.bytes.byteOffset + block.data.length;
  }
}

/** How many bytes `folder` unpacks to and how many its blocks take in the cabinet, by their headers alone. */
export function measureFolder(source: CabSource, folder: CabFolder): { size: number; stored: number } {
  let size = 0;
  let stored = 0;
  for (const block of blocksOf(source, folder)) {
    size += block.size;
    stored += BLOCK_BYTES + source.blockReserve + block.data.length;
  }
  return { size, stored };
}

/** Throws CODEC_CAB_CHECKSUM unless `block` carries no checksum or the right one. */
export function verifyBlock(source: CabSource, block: CabBlock): void {
  if (block.checksum === 0) return;
  const ofData = cabChecksum(block.data);
  const sizes = source.bytes.subarray(block.offset + 4, block.offset + BLOCK_BYTES);
  const found = cabChecksum(sizes, ofData);
  if (found === block.checksum) return;
  // [MS-CAB] counts the reserved bytes in, libmspack leaves them out: packers of both kinds exist.
  const withReserve = source.bytes.subarray(
    block.offset + 4,
    block.offset + BLOCK_BYTES + source.blockReserve,
  );
  if (cabChecksum(withReserve, ofData) === block.checksum) return;
  const { number, folder, offset } = block;
  fail('CODEC_CAB_CHECKSUM', {
    block: number,
    folder,
    offset,
    found: hex(found),
    expected: hex(block.checksum),
  });
}

function readBlock(source: CabSource, folder: number, number: number, offset: number): CabBlock {
  const { bytes, view, blockReserve } = source;
  needBytes(bytes, `data block ${number} of folder ${folder}`, offset, BLOCK_BYTES + blockReserve);
  const stored = view.getUint16(offset + 4, true);
  const size = view.getUint16(offset + 6, true);
  const problem = sizeProblem(stored, size);
  if (problem) fail('CODEC_CAB_BLOCK_SIZE', { block: number, folder, offset, stored, size, problem });
  const start = offset + BLOCK_BYTES + blockReserve;
  needBytes(bytes, `data of block ${number} of folder ${folder}`, start, stored);
  const data = bytes.subarray(start, start + stored);
  return { folder, number, offset, checksum: view.getUint32(offset, true), data, size };
}

function sizeProblem(stored: number, size: number): string | undefined {
  if (stored === 0) return 'a block cannot be empty';
  if (size === 0) return 'only a block continued in another cabinet unpacks to nothing';
  if (stored > MAX_BLOCK_STORED_BYTES) return `at most ${MAX_BLOCK_STORED_BYTES} can be stored`;
  if (size > BLOCK_UNPACKED_BYTES) return `at most ${BLOCK_UNPACKED_BYTES} can be unpacked`;
  return undefined;
}

function hex(checksum: number): string {
  return `0x${checksum.toString(16).padStart(8, '0')}`;
}
