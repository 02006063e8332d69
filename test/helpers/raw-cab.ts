import { cabChecksum } from '../../protocol/codecs/cab-checksum.ts';

/** A data block as a test wants it, right or wrong. */
export interface RawBlock {
  readonly data: Uint8Array;
  readonly size: number;
  /** Default: the right one over data, sizes and reserve. */
  readonly checksum?: number;
  readonly reserve?: Uint8Array;
}

export interface RawCab {
  readonly blocks: readonly RawBlock[];
  readonly compression: number;
  /** Default: one file `blob` over everything. */
  readonly files?: readonly {
    name: Uint8Array | string;
    size: number;
    offset?: number;
    attributes?: number;
  }[];
  readonly folderReserve?: number;
  readonly blockReserve?: number;
}

/** Assembles a cabinet with one folder from parts that need not fit together. */
export function rawCab(parts: RawCab): Buffer {
  const { blocks, compression, folderReserve = 0, blockReserve = 0 } = parts;
  const total = blocks.reduce((sum, block) => sum + block.size, 0);
  const files = Buffer.concat((parts.files ?? [{ name: 'blob', size: total }]).map(rawFile));
  const hasReserve = folderReserve + blockReserve > 0;
  const reserve = hasReserve ? Buffer.from([0, 0, folderReserve, blockReserve]) : Buffer.alloc(0);
  const folderAt = 36 + reserve.length;
  const filesAt = folderAt + 8 + folderReserve;
  const folder = Buffer.alloc(8 + folderReserve, 0xaa);
  folder.writeUInt32LE(filesAt + files.length, 0);
  folder.writeUInt16LE(blocks.length, 4);
  folder.writeUInt16LE(compression, 6);
  const data = Buffer.concat(blocks.map((block) => rawBlock(block, blockReserve)));
  const header = Buffer.alloc(36);
  header.write('MSCF', 'latin1');
  header.writeUInt32LE(filesAt + files.length + data.length, 8);
  header.writeUInt32LE(filesAt, 16);
  header.writeUInt16LE(0x0103, 24);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(parts.files?.length ?? 1, 28);
  header.writeUInt16LE(hasReserve ? 4 : 0, 30);
  return Buffer.concat([header, reserve, folder, files, data]);
}

function rawFile(file: NonNullable<RawCab['files']>[number]): Buffer {
  const entry = Buffer.alloc(16);
  entry.writeUInt32LE(file.size, 0);
  entry.writeUInt32LE(file.offset ?? 0, 4);
  entry.writeUInt16LE(file.attributes ?? 0, 14);
  return Buffer.concat([entry, Buffer.from(file.name as string), Buffer.from([0])]);
}

function rawBlock(block: RawBlock, blockReserve: number): Buffer {
  const reserve = block.reserve ?? Buffer.alloc(blockReserve);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(block.data.length, 4);
  head.writeUInt16LE(block.size, 6);
  const right = cabChecksum(Buffer.concat([head.subarray(4), reserve]), cabChecksum(block.data));
  head.writeUInt32LE(block.checksum ?? right, 0);
  return Buffer.concat([head, reserve, block.data]);
}
