import t from 'tap';
import { packMszip } from '../../../protocol/codecs/mszip.ts';
import { readUpdateBlob, writeUpdateBlob } from '../../../protocol/codecs/update-blob.ts';
import { sampleText } from '../../helpers/compressible.ts';
import { encodeLzx, lzxCompression } from '../../helpers/lzx-encoder.ts';
import { type RawCab, rawCab } from '../../helpers/raw-cab.ts';

const AT = {
  size: 8,
  folders: 26,
  fileCount: 28,
  start: 36,
  blocks: 40,
  type: 42,
  fileSize: 44,
  fileOffset: 48,
};
const FILES = 44;
const BLOCK = { start: 0x41, stored: 0x45, unpacked: 0x47, data: 0x49 };
const MEBIBYTE = 1024 ** 2;

const content = Buffer.from(sampleText(3_000).toString('latin1'), 'utf16le');
const xml = content.toString('utf16le');
const samples: Readonly<Record<string, Buffer>> = {
  mszip: writeUpdateBlob(xml, 'mszip'),
  'lzx-stored': writeUpdateBlob(xml, 'lzx-stored'),
  lzx: rawCab({
    blocks: encodeLzx(content, { windowBits: 21, kinds: ['verbatim', 'aligned'], blockBytes: 2_000 }),
    compression: lzxCompression(21),
  }),
};

/** A blob whose content is stored as it is. */
function storedBlob(data: Uint8Array, parts: Partial<RawCab> = {}): Buffer {
  return rawCab({ blocks: [{ data, size: data.length }], compression: 0, ...parts });
}

/** `blob` changed by `edit`, with the checksum of its first block taken out, so that the damage gets to the unpacker. */
function edited(blob: Buffer, edit: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(blob);
  edit(copy);
  copy.fill(0, BLOCK.start, BLOCK.start + 4);
  return copy;
}

const twoFiles = [
  { name: 'blob', size: content.length },
  { name: 'other', size: 0 },
];

function twoFolders(): Buffer {
  const one = storedBlob(content);
  const folder = one.subarray(AT.start, FILES);
  const cab = Buffer.concat([one.subarray(0, FILES), folder, one.subarray(FILES)]);
  cab.writeUInt16LE(2, AT.folders);
  cab.writeUInt32LE(cab.length, AT.size);
  cab.writeUInt32LE(FILES + 8, 16);
  return cab;
}

const { mszip, lzx } = samples as { mszip: Buffer; lzx: Buffer };
const stored = samples['lzx-stored'] as Buffer;
const refused: readonly (readonly [string, string, RegExp, Uint8Array])[] = [
  ['nothing at all', 'CAB_NOT_A_CABINET', /nothing/, new Uint8Array(0)],
  ['plain XML', 'CAB_NOT_A_CABINET', /3c757064/, Buffer.from('<upd:Update/>')],
  ['a cabinet of two files', 'BLOB_MEMBERS', /2 files in 1 /, storedBlob(content, { files: twoFiles })],
  ['a cabinet of two folders', 'BLOB_MEMBERS', /1 files in 2 folders/, twoFolders()],
  [
    'a cabinet of no file',
    'CAB_EMPTY',
    /no files/,
    edited(mszip, (blob) => blob.writeUInt16LE(0, AT.fileCount)),
  ],
  [
    'a document longer than its blocks',
    'CAB_FILE_OUTSIDE_FOLDER',
    /6002 .*6000 bytes/,
    edited(mszip, (blob) => blob.writeUInt32LE(6_002, AT.fileSize)),
  ],
  [
    'a document of 4 GiB in a few bytes',
    'CAB_FILE_OUTSIDE_FOLDER',
    /4294967295 .*6000 bytes/,
    edited(mszip, (blob) => blob.writeUInt32LE(0xffffffff, AT.fileSize)),
  ],
  [
    'a document shorter than its blocks',
    'BLOB_SIZE',
    /unpacks to 6000 bytes.*has 5998, starting at 0/,
    edited(mszip, (blob) => blob.writeUInt32LE(5_998, AT.fileSize)),
  ],
  [
    'a document behind other bytes',
    'BLOB_SIZE',
    /has 5998, starting at 2/,
    edited(mszip, (blob) => {
      blob.writeUInt32LE(5_998, AT.fileSize);
      blob.writeUInt32LE(2, AT.fileOffset);
    }),
  ],
  ['Quantum', 'CAB_COMPRESSION', /0x2 ?/, edited(mszip, (blob) => blob.writeUInt16LE(2, AT.type))],
  [
    'more blocks than there are',
    'CAB_TRUNCATED',
    /data block 1 of folder 0/,
    edited(lzx, (blob) => blob.writeUInt16LE(65_535, AT.blocks)),
  ],
  [
    'an MSZIP block longer than it says',
    'MSZIP_DAMAGED',
    /more than the 5998 bytes/,
    edited(mszip, (blob) => {
      blob.writeUInt16LE(5_998, BLOCK.unpacked);
      blob.writeUInt32LE(5_998, AT.fileSize);
    }),
  ],
  [
    'an MSZIP block shorter than it says',
    'MSZIP_DAMAGED',
    /6000 bytes instead of 6002/,
    edited(mszip, (blob) => {
      blob.writeUInt16LE(6_002, BLOCK.unpacked);
      blob.writeUInt32LE(6_002, AT.fileSize);
    }),
  ],
  [
    'an LZX block longer than it says',
    'LZX_DAMAGED',
    /left over/,
    edited(stored, (blob) => {
      blob.writeUInt16LE(5_998, BLOCK.unpacked);
      blob.writeUInt32LE(5_998, AT.fileSize);
    }),
  ],
  [
    'an LZX block shorter than it says',
    'LZX_DAMAGED',
    /block 0 of folder 0/,
    edited(lzx, (blob) => {
      blob.writeUInt16LE(6_002, BLOCK.unpacked);
      blob.writeUInt32LE(6_002, AT.fileSize);
    }),
  ],
  ['a wrong checksum', 'CAB_CHECKSUM', /Block 0/, Buffer.from(mszip).fill(1, BLOCK.start, BLOCK.start + 4)],
  ['half a character', 'BLOB_NOT_UTF16', /3 bytes, an odd number/, storedBlob(Buffer.from('abc'))],
  [
    'half a surrogate pair',
    'BLOB_NOT_UTF16',
    /alone at character 3/,
    storedBlob(Buffer.from('abc\ude00', 'utf16le')),
  ],
];

for (const [what, code, message, blob] of refused) {
  t.test(`${what} is refused`, async (t) => {
    t.throws(() => readUpdateBlob(blob), { code: `CODEC_${code}`, message });
  });
}

t.test('the limit counts unpacked bytes and is named', async (t) => {
  const tooLong = { code: 'CODEC_CAB_LIMIT', message: /6000 unpacked.*5999/, repair: /maxDocumentBytes/ };
  for (const [what, blob] of Object.entries(samples)) {
    t.throws(() => readUpdateBlob(blob, { maxDocumentBytes: 5_999 }), tooLong, what);
    t.equal(readUpdateBlob(blob, { maxDocumentBytes: 6_000 }), xml, what);
  }
});

t.test('a small blob that declares more than the limit is refused before memory is taken', async (t) => {
  const block = { data: Uint8Array.of(1), size: 32_768 };
  for (const compression of [1, lzxCompression(21)]) {
    const blocks = Array.from({ length: 256 * 32 + 1 }, () => block);
    const blob = rawCab({ blocks, compression });
    const before = process.memoryUsage().arrayBuffers;
    t.throws(() => readUpdateBlob(blob), { code: 'CODEC_CAB_LIMIT', message: /268468224 unpacked/ });
    t.ok(process.memoryUsage().arrayBuffers - before < MEBIBYTE, 'no memory of that size');
  }
});

t.test('a bomb in one block stops at the size the block declares', async (t) => {
  const bomb = packMszip(Buffer.alloc(16 * MEBIBYTE), new Uint8Array(0));
  const blob = rawCab({ blocks: [{ data: bomb, size: 32_768 }], compression: 1 });
  const before = process.memoryUsage().arrayBuffers;
  t.throws(() => readUpdateBlob(blob), { code: 'CODEC_MSZIP_DAMAGED', message: /more than the 32768 bytes/ });
  t.ok(process.memoryUsage().arrayBuffers - before < MEBIBYTE, 'no memory of that size');
});

t.test('an honest document is read, however well it packs', async (t) => {
  const dull = 'a'.repeat(4 * MEBIBYTE);
  const packed = writeUpdateBlob(dull, 'mszip');
  t.ok(packed.length < (dull.length * 2) / 100, `${packed.length}`);
  t.ok(readUpdateBlob(packed) === dull);
});
