import t from 'tap';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { LzxBitWriter } from '../../helpers/lzx-bit-writer.ts';
import { lzxCompression } from '../../helpers/lzx-encoder.ts';
import { rawCab } from '../../helpers/raw-cab.ts';

/** Opens a cabinet of one LZX block and gives the file over all of it. */
function unpack(data: Uint8Array, size: number): Uint8Array {
  return openCab(rawCab({ blocks: [{ data, size }], compression: lzxCompression(15) })).extract('blob');
}

/** An LZX stream without call header, up to its first block header. */
function block(type: number, size: number): LzxBitWriter {
  return new LzxBitWriter().bits(0, 1).bits(type, 3).bits(size, 24);
}

/** A tree of code lengths in which each of the 20 symbols has the length given. */
function pretree(writer: LzxBitWriter, lengths: Readonly<Record<number, number>>): LzxBitWriter {
  for (let symbol = 0; symbol < 20; symbol++) writer.bits(lengths[symbol] ?? 0, 4);
  return writer;
}

/** 256 literals without codes: runs of 51 zeros (18) and one of 4 + 1 single zeros, by a code of two symbols. */
function noLiterals(writer: LzxBitWriter): LzxBitWriter {
  pretree(writer, { 0: 1, 18: 1 });
  for (let run = 0; run < 5; run++) writer.bits(1, 1).bits(31, 5);
  return writer.bits(0, 1);
}

/** Gives code length 1 to the main symbols `first` and `first + 1` of the 240 behind the literals, 0 to the rest. */
function twoMatches(writer: LzxBitWriter, first: number): LzxBitWriter {
  pretree(writer, { 0: 1, 16: 1 });
  for (let symbol = 0; symbol < 240; symbol++)
    writer.bits(symbol === first || symbol === first + 1 ? 1 : 0, 1);
  return writer;
}

function noLengths(writer: LzxBitWriter): LzxBitWriter {
  pretree(writer, { 0: 1, 18: 1 });
  for (let symbol = 0; symbol < 249; symbol++) writer.bits(0, 1);
  return writer;
}

function raw(size: number, data: Uint8Array, recent: readonly [number, number, number]): LzxBitWriter {
  const distances = Buffer.alloc(12);
  recent.forEach((distance, index) => {
    distances.writeUInt32LE(distance, index * 4);
  });
  return block(3, size).align(true).raw(distances).raw(data);
}

/** Two bytes as they are, then a block whose only match is `first` (slot × 8 + length - 2), repeated. */
function rawThenMatch(recent: readonly [number, number, number], first: number): Uint8Array {
  const writer = raw(2, Buffer.from('ab'), recent).bits(1, 3).bits(6, 24);
  return noLengths(twoMatches(noLiterals(writer), first))
    .bits(0, 3)
    .take();
}

const lzxTable: readonly (readonly [string, RegExp, Uint8Array, number])[] = [
  ['nothing but zeros', /block 0 of folder 0 .* byte 0: block type 0/, new Uint8Array(40), 10],
  ['block type 7', /block type 7/, block(7, 10).take(), 10],
  [
    'a tree of code lengths without codes',
    /tree of code lengths is empty/,
    pretree(block(1, 10), {}).take(),
    10,
  ],
  ['too many codes', /more codes than fit/, pretree(block(1, 10), { 0: 1, 1: 1, 2: 1 }).take(), 10],
  ['too few codes', /tree of code lengths is incomplete/, pretree(block(1, 10), { 0: 2, 1: 2 }).take(), 10],
  ['a run past the end', /past the end of its tree/, runsPastEnd(), 10],
  [
    'a run of no length',
    /names no length/,
    pretree(block(1, 10), { 18: 1, 19: 1 }).bits(0b1_0_0, 3).take(),
    10,
  ],
  ['aligned offsets without codes', /aligned offsets is empty/, block(2, 10).bits(0, 24).take(), 10],
  ['a main tree without codes', /main tree is empty/, emptyMainTree(), 10],
  [
    'a raw block cut short',
    /ends within an uncompressed run/,
    raw(10, Buffer.from('abc'), [1, 1, 1]).take(),
    10,
  ],
  ['recent distances cut short', /ends within an uncompressed run/, block(3, 10).align(true).take(), 10],
  ['bytes left over', /2 of its bytes are left over/, raw(2, Buffer.from('abcd'), [1, 1, 1]).take(), 2],
  ['a match before the first byte', /reaches 3 bytes back/, rawThenMatch([3, 1, 1], 0), 8],
  ['a match of distance 0', /reaches 0 bytes back/, rawThenMatch([0, 1, 1], 0), 8],
  ['a match of distance 2^32 - 1', /reaches 4294967295 bytes back/, rawThenMatch([0xffffffff, 1, 1], 0), 8],
  ['a match past the end of the frame', /past the end of its block or frame/, rawThenMatch([1, 1, 1], 4), 6],
  ['a length from an empty tree', /tree of lengths is empty/, rawThenMatch([1, 1, 1], 7), 8],
];

function runsPastEnd(): Uint8Array {
  const writer = pretree(block(1, 10), { 17: 1, 18: 1 });
  for (let run = 0; run < 6; run++) writer.bits(1, 1).bits(31, 5);
  return writer.take();
}

function emptyMainTree(): Uint8Array {
  const writer = pretree(noLiterals(block(1, 10)), { 0: 1, 18: 1 });
  for (let symbol = 0; symbol < 240; symbol++) writer.bits(0, 1);
  return writer.take();
}

for (const [what, message, data, size] of lzxTable) {
  t.test(`LZX with ${what} is refused`, async (t) => {
    t.throws(() => unpack(data, size), { code: 'CODEC_LZX_DAMAGED', message });
  });
}

t.test(
  'the handmade LZX of these tests is good but for its faults, and its distances change places',
  async (t) => {
    const cab = rawCab({
      blocks: [{ data: rawThenMatch([1, 2, 1], 8), size: 8 }],
      compression: lzxCompression(15),
    });
    t.equal(Buffer.from(openCab(cab).extract('blob')).toString(), 'ababbbbb');
  },
);

t.test('a match that reaches back further than its window is refused', async (t) => {
  const data = new Uint8Array(32_772);
  const first = raw(data.length, data.subarray(0, 32_768), [32_769, 1, 1]).take();
  const second = new LzxBitWriter().raw(data.subarray(32_768)).bits(1, 3).bits(6, 24);
  noLengths(twoMatches(noLiterals(second), 0)).bits(0, 3);
  const blocks = [
    { data: first, size: 32_768 },
    { data: second.take(), size: 10 },
  ];
  const cab = rawCab({ blocks, compression: lzxCompression(15) });
  const message = /block 1 of folder 0 .* byte 32772: a match reaches 32769 bytes back/;
  t.throws(() => openCab(cab).extract('blob'), { code: 'CODEC_LZX_DAMAGED', message });
});

t.test('an LZX block shorter than a frame is refused anywhere but at the end', async (t) => {
  const data = raw(2, Buffer.from('ab'), [1, 1, 1]).take();
  const cab = rawCab({
    blocks: [
      { data, size: 2 },
      { data, size: 2 },
    ],
    compression: lzxCompression(15),
  });
  t.throws(() => openCab(cab).extract('blob'), {
    code: 'CODEC_CAB_BLOCK_SIZE',
    message: /only the last LZX block/,
  });
});
