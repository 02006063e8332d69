import t from 'tap';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { packMszip } from '../../../protocol/codecs/mszip.ts';
import { sampleText } from '../../helpers/compressible.ts';
import { rawCab } from '../../helpers/raw-cab.ts';

const modified = { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 6 };
const text = sampleText(3_000);

/** Where the fields of a cabinet without reserve lie, with one folder and a file named `f`. */
const AT = {
  size: 8,
  files: 16,
  version: 24,
  folders: 26,
  fileCount: 28,
  flags: 30,
  start: 36,
  blocks: 40,
  type: 42,
};
const FILE = { size: 44, offset: 48, folder: 52, name: 60 };
const BLOCK = { start: 62, checksum: 62, stored: 66, unpacked: 68, data: 70 };

function small(): Buffer {
  return Buffer.from(writeCab([{ name: 'f', data: text, modified }], { compression: 'stored' }));
}

function openAll(cab: Uint8Array): Map<string, Uint8Array> {
  return openCab(cab).extractAll();
}

type Edit = (cab: Buffer) => unknown;
const edits: readonly (readonly [string, string, RegExp, Edit])[] = [
  ['another signature', 'NOT_A_CABINET', /504b0304/, (cab) => cab.writeUInt32BE(0x504b0304, 0)],
  ['a version to come', 'VERSION', /version 2\.4/, (cab) => cab.writeUInt16LE(0x0204, AT.version)],
  ['a size of 0', 'TRUNCATED', /header at offset 0 needs 36/, (cab) => cab.writeUInt32LE(0, AT.size)],
  ['a size beyond the end', 'TRUNCATED', /4294967295/, (cab) => cab.writeUInt32LE(0xffffffff, AT.size)],
  ['a previous cabinet', 'SPLIT', /a previous cabinet/, (cab) => cab.writeUInt16LE(1, AT.flags)],
  ['a next cabinet', 'SPLIT', /a next cabinet/, (cab) => cab.writeUInt16LE(2, AT.flags)],
  [
    'a reserve beyond the end',
    'TRUNCATED',
    /header reserve/,
    (cab) => {
      cab.writeUInt16LE(4, AT.flags);
      cab.writeUInt16LE(60_000, 36);
    },
  ],
  ['no folders', 'EMPTY', /no folders/, (cab) => cab.writeUInt16LE(0, AT.folders)],
  ['no files', 'EMPTY', /no files/, (cab) => cab.writeUInt16LE(0, AT.fileCount)],
  ['too many folders', 'LIMIT', /65535 folders.*1024/, (cab) => cab.writeUInt16LE(65_535, AT.folders)],
  [
    'a folder table beyond the end',
    'TRUNCATED',
    /folder table/,
    (cab) => cab.writeUInt16LE(1_000, AT.folders),
  ],
  [
    'more files than there are',
    'NAME',
    /offset 78 is longer than 255/,
    (cab) => cab.writeUInt16LE(65_535, AT.fileCount),
  ],
  [
    'a file table beyond the end',
    'TRUNCATED',
    /entry of file 1 at offset 4294967280/,
    (cab) => cab.writeUInt32LE(0xfffffff0, AT.files),
  ],
  [
    'blocks beyond the end',
    'TRUNCATED',
    /data block 0 of folder 0/,
    (cab) => cab.writeUInt32LE(0xfffffff0, AT.start),
  ],
  [
    'more blocks than there are',
    'TRUNCATED',
    /data block 1 of folder 0/,
    (cab) => cab.writeUInt16LE(65_535, AT.blocks),
  ],
  ['Quantum', 'COMPRESSION', /type 0x2\b/, (cab) => cab.writeUInt16LE(2, AT.type)],
  ['an LZX window of 2^14', 'COMPRESSION', /0xe03/, (cab) => cab.writeUInt16LE(0x0e03, AT.type)],
  ['an LZX window of 2^22', 'COMPRESSION', /0x1603/, (cab) => cab.writeUInt16LE(0x1603, AT.type)],
  [
    'a file larger than its folder',
    'FILE_OUTSIDE_FOLDER',
    /3001 of folder 0, which holds 3000/,
    (cab) => cab.writeUInt32LE(3_001, FILE.size),
  ],
  [
    'a file behind its folder',
    'FILE_OUTSIDE_FOLDER',
    /4294970295/,
    (cab) => cab.writeUInt32LE(0xffffffff, FILE.offset),
  ],
  [
    'a folder that does not exist',
    'NO_SUCH_FOLDER',
    /folder 1\b/,
    (cab) => cab.writeUInt16LE(1, FILE.folder),
  ],
  [
    'a file continued elsewhere',
    'SPLIT',
    /the file f in another/,
    (cab) => cab.writeUInt16LE(0xffff, FILE.folder),
  ],
  ['an empty name', 'NAME', /offset 60 is empty/, (cab) => cab.writeUInt8(0, FILE.name)],
  ['a block of nothing', 'BLOCK_SIZE', /cannot be empty/, (cab) => cab.writeUInt16LE(0, BLOCK.stored)],
  [
    'a block that unpacks to nothing',
    'BLOCK_SIZE',
    /continued in another/,
    (cab) => cab.writeUInt16LE(0, BLOCK.unpacked),
  ],
  [
    'a block too large',
    'BLOCK_SIZE',
    /38912 can be stored/,
    (cab) => cab.writeUInt16LE(38_913, BLOCK.stored),
  ],
  [
    'a block that unpacks to too much',
    'BLOCK_SIZE',
    /32768 can be unpacked/,
    (cab) => cab.writeUInt16LE(32_769, BLOCK.unpacked),
  ],
  [
    'block data beyond the end',
    'TRUNCATED',
    /data of block 0 of folder 0 at offset 70 needs 3001/,
    (cab) => cab.writeUInt16LE(3_001, BLOCK.stored),
  ],
  [
    'a wrong checksum',
    'CHECKSUM',
    /Block 0 of folder 0 at offset 62 .*0x[0-9a-f]{8}.*0x00000001/,
    (cab) => cab.writeUInt32LE(1, BLOCK.checksum),
  ],
  ['an altered byte', 'CHECKSUM', /Block 0 of folder 0/, (cab) => cab.writeUInt8(0x7f, BLOCK.data)],
  [
    'stored data that grows',
    'BLOCK_SIZE',
    /does not change its size/,
    (cab) => {
      cab.writeUInt16LE(3_010, BLOCK.unpacked);
      cab.writeUInt32LE(0, BLOCK.checksum);
    },
  ],
];

for (const [what, code, message, edit] of edits) {
  t.test(`${what} is refused`, async (t) => {
    const cab = small();
    edit(cab);
    t.throws(() => openAll(cab), { code: `CODEC_CAB_${code}`, message });
  });
}

t.test('each limit is named with its option', async (t) => {
  const cab = small();
  const table = [
    [{ maxCabBytes: 100 }, { code: 'CODEC_CAB_TOO_LARGE', message: /3070 bytes.*100/ }],
    [{ maxFiles: 0 }, { code: 'CODEC_CAB_LIMIT', repair: /maxFiles/ }],
    [{ maxFolders: 0 }, { code: 'CODEC_CAB_LIMIT', repair: /maxFolders/ }],
    [{ maxUncompressedBytes: 2_999 }, { code: 'CODEC_CAB_LIMIT', repair: /maxUncompressedBytes/ }],
  ] as const;
  for (const [limits, error] of table) t.throws(() => openCab(cab, limits), error);
  t.doesNotThrow(() =>
    openCab(cab, { maxCabBytes: 3_070, maxFiles: 1, maxFolders: 1, maxUncompressedBytes: 3_000 }),
  );
});

t.test('a name longer than the format allows is refused', async (t) => {
  const blocks = [{ data: Uint8Array.of(1), size: 1 }];
  const cab = rawCab({ blocks, compression: 0, files: [{ name: 'a'.repeat(256), size: 1 }] });
  t.throws(() => openCab(cab), { code: 'CODEC_CAB_NAME', message: /offset 60 is longer than 255/ });
});

t.test('two names that differ in case only are refused', async (t) => {
  const files = [
    { name: 'a', size: 1 },
    { name: 'A', size: 1 },
  ];
  const cab = rawCab({ blocks: [{ data: Uint8Array.of(1), size: 1 }], compression: 0, files });
  t.throws(() => openCab(cab), { code: 'CODEC_CAB_DUPLICATE_NAME', message: /named A/ });
});

t.test('folders that share their data are refused before they multiply', async (t) => {
  const one = small();
  const folder = one.subarray(AT.start, AT.start + 8);
  const added = 1_000;
  const cab = Buffer.concat([
    one.subarray(0, 44),
    ...Array.from({ length: added }, () => folder),
    one.subarray(44),
  ]);
  const move = added * 8;
  cab.writeUInt32LE(cab.length, AT.size);
  cab.writeUInt32LE(44 + move, AT.files);
  cab.writeUInt16LE(added + 1, AT.folders);
  for (let index = 0; index <= added; index++) cab.writeUInt32LE(BLOCK.start + move, AT.start + index * 8);
  t.throws(() => openCab(cab), { code: 'CODEC_CAB_OVERLAP' });
});

t.test('a cabinet that declares more than it may unpack to is refused before memory is taken', async (t) => {
  const block = { data: Uint8Array.of(1), size: 32_768 };
  const cab = rawCab({
    blocks: Array.from({ length: 65_535 }, () => block),
    compression: 1,
    files: [{ name: 'x', size: 1 }],
  });
  t.throws(() => openCab(cab), { code: 'CODEC_CAB_LIMIT', message: /2147450880 unpacked bytes/ });
});

t.test('bad MSZIP is refused with block and reason', async (t) => {
  const needsHistory = Buffer.from(packMszip(text, text));
  const table: readonly (readonly [RegExp, Buffer, number])[] = [
    [/block 0 of folder 0.*does not start with CK/, Buffer.from('XX'), 1],
    [/unexpected end of file/, Buffer.from('CK'), 1],
    [/invalid/, Buffer.concat([Buffer.from('CK'), Buffer.alloc(9, 0xff)]), 9],
    [/too far back/, needsHistory, text.length],
  ];
  for (const [message, data, size] of table) {
    const cab = rawCab({ blocks: [{ data, size }], compression: 1 });
    t.throws(() => openAll(cab), { code: 'CODEC_MSZIP_DAMAGED', message });
  }
  const cab = Buffer.from(writeCab([{ name: 'f', data: text, modified }], { compression: 'mszip' }));
  cab.writeUInt16LE(2_999, BLOCK.unpacked);
  cab.writeUInt32LE(0, BLOCK.checksum);
  cab.writeUInt32LE(2_999, FILE.size);
  t.throws(() => openAll(cab), { code: 'CODEC_MSZIP_DAMAGED', message: /more than the 2999 bytes/ });
  cab.writeUInt16LE(3_001, BLOCK.unpacked);
  t.throws(() => openAll(cab), { code: 'CODEC_MSZIP_DAMAGED', message: /to 3000 bytes instead of 3001/ });
});
