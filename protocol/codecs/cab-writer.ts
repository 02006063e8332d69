import { fail } from '../../platform/errors/index.ts';
import { sealBlock } from './cab-block-writer.ts';
import {
  ATTRIBUTE_ARCHIVE,
  ATTRIBUTE_UTF8_NAME,
  BLOCK_BYTES,
  BLOCK_UNPACKED_BYTES,
  type CabTime,
  COMPRESSION_MSZIP,
  COMPRESSION_STORED,
  MAX_HEADER_RESERVE,
  MAX_NAME_BYTES,
} from './cab-format.ts';
import { type CabEntry, writeCabHead } from './cab-head-writer.ts';
import { fitsCabTime } from './cab-time.ts';
import { MSZIP_WINDOW_BYTES, packMszip } from './mszip.ts';

/** Counts and most sizes of the format are 16-bit numbers. */
const MAX_UINT16 = 0xffff;
const MAX_CONTENT_BYTES = MAX_UINT16 * BLOCK_UNPACKED_BYTES;

/** A file to put into a cabinet. */
export interface CabInput {
  /** Up to 255 bytes of UTF-8, unlike every other name even without regard to case. */
  readonly name: string;
  readonly data: Uint8Array;
  /** An odd second is written as the even one before. */
  readonly modified: CabTime;
}

export interface CabWriteOptions {
  /** Default `mszip`. */
  readonly compression?: 'stored' | 'mszip';
  /** Zero bytes to keep in the header for a signer to fill, 0 to 60,000: Authenticode wants 20, exports have 6,144. */
  readonly headerReserve?: number;
  /** A number of your choice, 0 to 65,535. */
  readonly setId?: number;
}

/**
 * Writes `files`, in their order, as one cabinet with one folder ([MS-CAB]). The same input gives the same bytes; with
 * `mszip` only under the same zlib, so compare cabinets of different Node versions unpacked.
 * Throws CODEC_CAB_UNWRITABLE, naming the file or option that cannot be written.
 */
export function writeCab(files: readonly CabInput[], options: CabWriteOptions = {}): Uint8Array {
  const { compression = 'mszip', headerReserve = 0, setId = 0 } = options;
  checkNumber('headerReserve', headerReserve, MAX_HEADER_RESERVE);
  checkNumber('setId', setId, MAX_UINT16);
  checkFiles(files);
  const blocks = packBlocks(Buffer.concat(files.map((file) => file.data)), compression);
  const head = writeCabHead({
    entries: files.map(entryOf),
    compression: compression === 'mszip' ? COMPRESSION_MSZIP : COMPRESSION_STORED,
    blocks: blocks.length,
    dataBytes: blocks.reduce((sum, block) => sum + block.length, 0),
    headerReserve,
    setId,
  });
  return Buffer.concat([head, ...blocks]);
}

function checkNumber(option: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  unwritable(`${option} is ${value}, not a whole number from 0 to ${most}`);
}

function checkFiles(files: readonly CabInput[]): void {
  if (files.length === 0) unwritable('there are no files');
  if (files.length > MAX_UINT16) unwritable(`${files.length} files are more than ${MAX_UINT16}`);
  const bytes = files.reduce((sum, file) => sum + file.data.length, 0);
  if (bytes > MAX_CONTENT_BYTES) unwritable(`${bytes} bytes are more than ${MAX_CONTENT_BYTES}`);
  const names = new Set<string>();
  for (const { name, modified } of files) {
    if (names.has(name.toLowerCase())) unwritable(`two files are named ${name}`);
    names.add(name.toLowerCase());
    if (!fitsCabTime(modified)) unwritable(`the time of ${name} is ${JSON.stringify(modified)}`);
  }
}

function entryOf(file: CabInput): CabEntry {
  const name = Buffer.from(file.name, 'utf8');
  if (name.length === 0) unwritable('a file has no name');
  if (name.length > MAX_NAME_BYTES)
    unwritable(`the name ${file.name} is longer than ${MAX_NAME_BYTES} bytes`);
  if (/[\0\p{Surrogate}]/u.test(file.name))
    unwritable(`the name ${JSON.stringify(file.name)} is not plain text`);
  const encoding = name.length === file.name.length ? 0 : ATTRIBUTE_UTF8_NAME;
  return { name, attributes: ATTRIBUTE_ARCHIVE | encoding, size: file.data.length, modified: file.modified };
}

function packBlocks(content: Uint8Array, compression: 'stored' | 'mszip'): readonly Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += BLOCK_UNPACKED_BYTES) {
    const data = content.subarray(at, at + BLOCK_UNPACKED_BYTES);
    const history = content.subarray(Math.max(0, at - MSZIP_WINDOW_BYTES), at);
    blocks.push(writeBlock(compression === 'mszip' ? packMszip(data, history) : data, data.length));
  }
  return blocks;
}

function writeBlock(stored: Uint8Array, size: number): Uint8Array {
  const block = Buffer.allocUnsafe(BLOCK_BYTES + stored.length);
  block.set(stored, BLOCK_BYTES);
  sealBlock(block, 0, stored.length, size);
  return block;
}

function unwritable(problem: string): never {
  fail('CODEC_CAB_UNWRITABLE', { problem });
}
