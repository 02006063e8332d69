import { deflateRawSync } from 'node:zlib';
import { fail } from '../../platform/errors/index.ts';
import { withoutDeclaration } from '../metadata/without-declaration.ts';
import { sealBlock } from './cab-block-writer.ts';
import { BLOCK_BYTES, BLOCK_UNPACKED_BYTES, COMPRESSION_LZX, COMPRESSION_MSZIP } from './cab-format.ts';
import {
  CAB_SIZE_AT,
  FIRST_FILE_SIZE_AT,
  FOLDER_BLOCKS_AT,
  FOLDER_COMPRESSION_AT,
  writeCabHead,
} from './cab-head-writer.ts';
import { LZX_MAX_WINDOW_BITS } from './lzx.ts';
import { LZX_STORED_HEAD_BYTES, writeLzxStoredHead } from './lzx-stored.ts';
import { MSZIP_WINDOW_BYTES, packMszip } from './mszip.ts';
import { loneSurrogate } from './well-formed.ts';

/**
 * `mszip` is small. `lzx-stored` does not shrink the document, but is LZX with a window of 2 MB as [MS-WSUSSS]
 * GetUpdateData demands, with the very header of a real server.
 */
export type UpdateBlobCompression = 'mszip' | 'lzx-stored';

/**
 * Levels 1 to 3 take the same time for real documents (50 µs for one of 11 KB), and 3 packs 5 % better than 1. Level 4
 * takes half as much again for another 5 %, 9 twice as much for 13 %.
 */
const DEFLATE_LEVEL = 3;
const CHARACTER_BYTES = 2;
const BLOCK_CHARACTERS = BLOCK_UNPACKED_BYTES / CHARACTER_BYTES;
const LZX_COMPRESSION = (LZX_MAX_WINDOW_BITS << 8) | COMPRESSION_LZX;
const MSZIP_SIGNATURE = Buffer.from('CK');

/** The head of every blob, as capture 37 has it; the fields that depend on the document are patched in. */
const HEAD = writeCabHead({
  entries: [
    {
      name: Buffer.from('blob'),
      attributes: 0,
      size: 0,
      // Date and time words of 0.
      modified: { year: 1980, month: 0, day: 0, hour: 0, minute: 0, second: 0 },
    },
  ],
  compression: 0,
  blocks: 0,
  dataBytes: 0,
  headerReserve: 0,
  setId: 0,
});

/**
 * Packs the update document `xml` as a server sends it in XmlUpdateBlobCompressed of GetUpdateData: a cabinet with the
 * one file `blob`, which is UTF-16LE without byte order mark and XML declaration (those of `xml` are left out). The
 * same document gives the same bytes, with `mszip` only under the same zlib.
 * Throws CODEC_BLOB_UNWRITABLE where half of a surrogate pair stands alone.
 */
export function writeUpdateBlob(xml: string, compression: UpdateBlobCompression): Buffer {
  const text = withoutDeclaration(xml);
  const lone = loneSurrogate(text);
  if (lone !== -1) fail('CODEC_BLOB_UNWRITABLE', { at: lone });
  return compression === 'mszip' ? writeMszip(text) : writeLzxStored(text);
}

function writeMszip(text: string): Buffer {
  const content = Buffer.from(text, 'utf16le');
  const packed = packBlocks(content);
  const packedBytes = packed.reduce((sum, block) => sum + BLOCK_BYTES + block.length, 0);
  const cab = startCab(COMPRESSION_MSZIP, content.length, packedBytes);
  let at = HEAD.length;
  packed.forEach((block, number) => {
    const size = Math.min(BLOCK_UNPACKED_BYTES, content.length - number * BLOCK_UNPACKED_BYTES);
    cab.set(block, at + BLOCK_BYTES);
    at = sealBlock(cab, at, block.length, size);
  });
  return cab;
}

function packBlocks(content: Uint8Array): readonly Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += BLOCK_UNPACKED_BYTES) {
    const history = content.subarray(Math.max(0, at - MSZIP_WINDOW_BYTES), at);
    blocks.push(packBlock(content.subarray(at, at + BLOCK_UNPACKED_BYTES), history));
  }
  return blocks;
}

function packBlock(data: Uint8Array, history: Uint8Array): Uint8Array {
  const dictionary = history.length > 0 && { dictionary: history };
  const deflated = deflateRawSync(data, { level: DEFLATE_LEVEL, ...dictionary });
  // What does not shrink is left to the packer that knows how far a block may grow.
  return deflated.length < data.length
    ? Buffer.concat([MSZIP_SIGNATURE, deflated])
    : packMszip(data, history);
}

/** Puts every piece of `text` right where it belongs: the size of the cabinet is known from the start. */
function writeLzxStored(text: string): Buffer {
  const size = text.length * CHARACTER_BYTES;
  const headBytes = BLOCK_BYTES + LZX_STORED_HEAD_BYTES;
  const cab = startCab(LZX_COMPRESSION, size, size + blocksFor(size) * headBytes);
  let at = HEAD.length;
  for (let from = 0; from < text.length; from += BLOCK_CHARACTERS) {
    const piece = text.slice(from, from + BLOCK_CHARACTERS);
    const pieceBytes = piece.length * CHARACTER_BYTES;
    writeLzxStoredHead(cab, at + BLOCK_BYTES, pieceBytes, from === 0);
    cab.write(piece, at + headBytes, 'utf16le');
    at = sealBlock(cab, at, LZX_STORED_HEAD_BYTES + pieceBytes, pieceBytes);
  }
  return cab;
}

function startCab(compression: number, documentBytes: number, dataBytes: number): Buffer {
  const cab = Buffer.allocUnsafe(HEAD.length + dataBytes);
  HEAD.copy(cab);
  cab.writeUInt32LE(cab.length, CAB_SIZE_AT);
  cab.writeUInt16LE(blocksFor(documentBytes), FOLDER_BLOCKS_AT);
  cab.writeUInt16LE(compression, FOLDER_COMPRESSION_AT);
  cab.writeUInt32LE(documentBytes, FIRST_FILE_SIZE_AT);
  return cab;
}

function blocksFor(bytes: number): number {
  return Math.ceil(bytes / BLOCK_UNPACKED_BYTES);
}
