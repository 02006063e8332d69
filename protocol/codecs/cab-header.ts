import { fail } from '../../platform/errors/index.ts';
import {
  CAB_SIGNATURE,
  CAB_VERSION,
  type CabFolder,
  type CabLimits,
  FLAG_NEXT_CABINET,
  FLAG_PREVIOUS_CABINET,
  FLAG_RESERVE,
  FOLDER_BYTES,
  HEADER_BYTES,
  RESERVE_FIELD_BYTES,
} from './cab-format.ts';

/** The bytes of a cabinet up to the end its header declares; a signature appended after it is not part of it. */
export interface CabSource {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Reserved bytes in front of the data of each block. */
  readonly blockReserve: number;
}

/** What the head of a cabinet says. */
export interface CabHead {
  readonly source: CabSource;
  readonly setId: number;
  readonly headerReserve: Uint8Array;
  readonly folders: readonly CabFolder[];
  readonly fileCount: number;
  /** Where the file table starts. */
  readonly filesAt: number;
}

interface Reserves {
  readonly header: number;
  readonly folder: number;
  readonly block: number;
}

/**
 * Reads header and folder table, [MS-CAB] §2.1 and §2.2.
 * Throws CODEC_CAB_… for what is no cabinet, cut short, one of a set, or beyond `limits`.
 */
export function readCabHead(given: Uint8Array, limits: CabLimits): CabHead {
  if (given.length > limits.maxCabBytes) {
    fail('CODEC_CAB_TOO_LARGE', { bytes: given.length, limit: limits.maxCabBytes });
  }
  const bytes = given.subarray(0, declaredEnd(given));
  const view = viewOf(bytes);
  checkIdentity(view);
  const folderCount = view.getUint16(26, true);
  const fileCount = view.getUint16(28, true);
  checkCount('folders', folderCount, limits.maxFolders, 'maxFolders');
  checkCount('files', fileCount, limits.maxFiles, 'maxFiles');
  const reserves = readReserves(bytes, view);
  const reserveAt = HEADER_BYTES + (hasReserve(view) ? RESERVE_FIELD_BYTES : 0);
  needBytes(bytes, 'header reserve', reserveAt, reserves.header);
  return {
    source: { bytes, view, blockReserve: reserves.block },
    setId: view.getUint16(32, true),
    headerReserve: bytes.subarray(reserveAt, reserveAt + reserves.header),
    folders: readFolders(bytes, view, reserveAt + reserves.header, folderCount, reserves.folder),
    fileCount,
    filesAt: view.getUint32(16, true),
  };
}

/** Throws CODEC_CAB_TRUNCATED unless `part` of `size` bytes at `offset` lies within the cabinet. */
export function needBytes(bytes: Uint8Array, part: string, offset: number, size: number): void {
  if (offset + size <= bytes.length) return;
  fail('CODEC_CAB_TRUNCATED', { part, offset, needed: size, end: bytes.length });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The length the header gives, once it is known to be a cabinet and all there. */
function declaredEnd(given: Uint8Array): number {
  const view = viewOf(given);
  if (given.length < 4 || view.getUint32(0, true) !== CAB_SIGNATURE) {
    fail('CODEC_CAB_NOT_A_CABINET', { found: firstBytes(given) });
  }
  needBytes(given, 'header', 0, HEADER_BYTES);
  const declared = view.getUint32(8, true);
  needBytes(given, 'whole cabinet', 0, declared);
  needBytes(given.subarray(0, declared), 'header', 0, HEADER_BYTES);
  return declared;
}

function firstBytes(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'nothing' : Buffer.from(bytes.subarray(0, 4)).toString('hex');
}

function checkIdentity(view: DataView): void {
  const version = view.getUint16(24, true);
  if (version !== CAB_VERSION) fail('CODEC_CAB_VERSION', { version: `${version >> 8}.${version & 0xff}` });
  const flags = view.getUint16(30, true);
  if (flags & FLAG_PREVIOUS_CABINET) fail('CODEC_CAB_SPLIT', { neighbour: 'a previous cabinet' });
  if (flags & FLAG_NEXT_CABINET) fail('CODEC_CAB_SPLIT', { neighbour: 'in a next cabinet' });
}

function checkCount(what: string, count: number, limit: number, option: string): void {
  if (count === 0) fail('CODEC_CAB_EMPTY', { what: `no ${what}` });
  if (count > limit) fail('CODEC_CAB_LIMIT', { count, what, limit, option });
}

function hasReserve(view: DataView): boolean {
  return (view.getUint16(30, true) & FLAG_RESERVE) !== 0;
}

function readReserves(bytes: Uint8Array, view: DataView): Reserves {
  if (!hasReserve(view)) return { header: 0, folder: 0, block: 0 };
  needBytes(bytes, 'reserve sizes', HEADER_BYTES, RESERVE_FIELD_BYTES);
  return { header: view.getUint16(36, true), folder: view.getUint8(38), block: view.getUint8(39) };
}

function readFolders(bytes: Uint8Array, view: DataView, at: number, count: number, reserve: number) {
  const each = FOLDER_BYTES + reserve;
  needBytes(bytes, 'folder table', at, count * each);
  return Array.from({ length: count }, (_, index): CabFolder => {
    const start = at + index * each;
    return {
      index,
      start: view.getUint32(start, true),
      blocks: view.getUint16(start + 4, true),
      compression: view.getUint16(start + 6, true),
    };
  });
}
