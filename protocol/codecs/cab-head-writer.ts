import {
  CAB_SIGNATURE,
  CAB_VERSION,
  type CabTime,
  FILE_BYTES,
  FLAG_RESERVE,
  FOLDER_BYTES,
  HEADER_BYTES,
  RESERVE_FIELD_BYTES,
} from './cab-format.ts';
import { packCabTime } from './cab-time.ts';

/** Where the fields lie that depend on the data, in a head without reserve; see {@link writeCabHead}. */
export const CAB_SIZE_AT = 8;
export const FOLDER_BLOCKS_AT = HEADER_BYTES + 4;
export const FOLDER_COMPRESSION_AT = HEADER_BYTES + 6;
export const FIRST_FILE_SIZE_AT = HEADER_BYTES + FOLDER_BYTES;

/** One row of the file table. */
export interface CabEntry {
  /** Without the NUL that closes it. */
  readonly name: Uint8Array;
  readonly attributes: number;
  readonly size: number;
  readonly modified: CabTime;
}

/** What the head of a cabinet with one folder says. */
export interface CabHeadFields {
  /** In the order of their bytes. */
  readonly entries: readonly CabEntry[];
  /** The typeCompress field: method, and the window for LZX. */
  readonly compression: number;
  readonly blocks: number;
  /** All data blocks with their heads. */
  readonly dataBytes: number;
  readonly headerReserve: number;
  readonly setId: number;
}

/** Everything in front of the data blocks: header, reserve, folder and file table, [MS-CAB] §2.1 to §2.3. Checks nothing. */
export function writeCabHead(fields: CabHeadFields): Buffer {
  const fileTable = writeFileTable(fields.entries);
  const reserve = writeReserve(fields.headerReserve);
  const filesAt = HEADER_BYTES + reserve.length + FOLDER_BYTES;
  const dataAt = filesAt + fileTable.length;
  const header = writeHeader(fields, dataAt + fields.dataBytes, filesAt);
  return Buffer.concat([header, reserve, writeFolder(fields, dataAt), fileTable]);
}

function writeHeader(fields: CabHeadFields, size: number, filesAt: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32LE(CAB_SIGNATURE, 0);
  bytes.writeUInt32LE(size, CAB_SIZE_AT);
  bytes.writeUInt32LE(filesAt, 16);
  bytes.writeUInt16LE(CAB_VERSION, 24);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(fields.entries.length, 28);
  bytes.writeUInt16LE(fields.headerReserve > 0 ? FLAG_RESERVE : 0, 30);
  bytes.writeUInt16LE(fields.setId, 32);
  return bytes;
}

function writeReserve(headerReserve: number): Uint8Array {
  if (headerReserve === 0) return new Uint8Array(0);
  const bytes = Buffer.alloc(RESERVE_FIELD_BYTES + headerReserve);
  bytes.writeUInt16LE(headerReserve, 0);
  return bytes;
}

function writeFolder(fields: CabHeadFields, dataAt: number): Uint8Array {
  const bytes = Buffer.alloc(FOLDER_BYTES);
  bytes.writeUInt32LE(dataAt, 0);
  bytes.writeUInt16LE(fields.blocks, FOLDER_BLOCKS_AT - HEADER_BYTES);
  bytes.writeUInt16LE(fields.compression, FOLDER_COMPRESSION_AT - HEADER_BYTES);
  return bytes;
}

function writeFileTable(entries: readonly CabEntry[]): Uint8Array {
  let offset = 0;
  const rows = entries.map((entry) => {
    const row = writeFileEntry(entry, offset);
    offset += entry.size;
    return row;
  });
  return Buffer.concat(rows);
}

function writeFileEntry(entry: CabEntry, offset: number): Uint8Array {
  const { date, time } = packCabTime(entry.modified);
  const bytes = Buffer.alloc(FILE_BYTES + entry.name.length + 1);
  bytes.writeUInt32LE(entry.size, 0);
  bytes.writeUInt32LE(offset, 4);
  bytes.writeUInt16LE(date, 10);
  bytes.writeUInt16LE(time, 12);
  bytes.writeUInt16LE(entry.attributes, 14);
  bytes.set(entry.name, FILE_BYTES);
  return bytes;
}
