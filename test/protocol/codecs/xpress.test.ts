import fc from 'fast-check';
import t from 'tap';
import {
  packXpressBlocks,
  unpackXpressBlocks,
  WRITTEN_BLOCK_BYTES,
} from '../../../protocol/codecs/xpress-blocks.ts';
import { XpressCompressor } from '../../../protocol/codecs/xpress-compressor.ts';
import { mostPackedBytes, WINDOW_BYTES } from '../../../protocol/codecs/xpress-tokens.ts';
import { createXpressWriter } from '../../../protocol/codecs/xpress-writer.ts';
import { sampleNoise, sampleText } from '../../helpers/compressible.ts';
import { unpackByTheBook } from '../../helpers/xpress-pseudocode.ts';
import { compressXpress, decompressXpress } from '../../helpers/xpress-stream.ts';

/** Bytes of all kinds: random ones, few different ones, and markup as the services send it. */
const anyBytes: fc.Arbitrary<Buffer> = fc
  .oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(fc.constantFrom(0x61, 0x62), { maxLength: 2000 }),
    fc
      .array(fc.record({ byte: fc.nat(255), times: fc.nat(700) }), { maxLength: 12 })
      .map((runs) => runs.flatMap(({ byte, times }) => new Array<number>(times).fill(byte))),
    fc
      .array(fc.tuple(fc.constantFrom('UpdateInfo', 'ID', 'IsLeaf', 'Xml'), fc.nat(9999)), { maxLength: 400 })
      .map((tags) => [...Buffer.from(tags.map(([tag, id]) => `<${tag}>${id}</${tag}>`).join(''))]),
  )
  .map((bytes) => Buffer.from(bytes));

/** The first plain and packed sizes that stand in a row of blocks. */
function headers(blocks: Buffer): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let at = 0; at < blocks.length; at += 8 + blocks.readInt32LE(at + 4))
    found.push([blocks.readInt32LE(at), blocks.readInt32LE(at + 4)]);
  return found;
}

t.test('the examples of the specifications are packed and unpacked as printed', (t) => {
  const rows: readonly (readonly [string, string, string])[] = [
    [
      '[MS-XCA] §3.1',
      'abcdefghijklmnopqrstuvwxyz',
      '3f0000006162636465666768696a6b6c6d6e6f707172737475767778797a',
    ],
    ['[MS-XCA] §3.1, 300 bytes', 'abc'.repeat(100), 'ffffff1f61626317000fff2601'],
    // Its bitmask of eight bits, 00010001, here with the ones that fill it up to 32.
    ['[MS-WUSP] §2.1.1.1.2', 'ABCABCDEF', 'ffffff114142431000444546'],
    ['nothing', '', 'ffffffff'],
  ];
  for (const [what, plain, packed] of rows) {
    t.equal(compressXpress(Buffer.from(plain)).toString('hex'), packed, what);
    t.equal(decompressXpress(Buffer.from(packed, 'hex'), plain.length).toString(), plain, what);
  }
  t.end();
});

t.test('a stream of 32 literals has flags of its own for its end', (t) => {
  const plain = Buffer.from(Array.from({ length: 32 }, (_, n) => n));
  const packed = compressXpress(plain);
  t.equal(packed.toString('hex'), `00000000${plain.toString('hex')}ffffffff`);
  t.equal(packed.length, mostPackedBytes(32));
  t.same(decompressXpress(packed, 32), plain);
  t.end();
});

t.test('a match of any length is written in as many bytes as it needs', (t) => {
  // Bytes behind the literal and the word of the match: half a byte, a byte, a word, a double word.
  const rows: readonly (readonly [number, string])[] = [
    [3, ''],
    [9, ''],
    [10, '00'],
    [24, '0e'],
    [25, '0f00'],
    [279, '0ffe'],
    [280, '0fff1501'],
    [65_538, '0fffffff'],
    [65_539, '0fff000000000100'],
    [70_000, '0fff00006d110100'],
  ];
  for (const [length, tail] of rows) {
    const plain = Buffer.alloc(length + 1, 0x61);
    const packed = compressXpress(plain);
    const word = Math.min(length - 3, 7)
      .toString(16)
      .padStart(2, '0');
    t.equal(packed.toString('hex'), `ffffff7f61${word}00${tail}`, `${length}`);
    t.same(decompressXpress(packed, plain.length), plain);
    t.same(unpackByTheBook(packed, plain.length), plain);
  }
  t.end();
});

t.test('two long lengths share one byte', (t) => {
  const plain = Buffer.from(`abc${'abc'.repeat(4)}xyz${'xyz'.repeat(5)}qrs${'qrs'.repeat(6)}`);
  const packed = compressXpress(plain);
  const [first, second, third] = ['1700', '1700', '1700'];
  t.match(packed.toString('hex'), new RegExp(`616263${first}5278797a${second}717273${third}08$`));
  t.same(decompressXpress(packed, plain.length), plain);
  t.end();
});

t.test('a match reaches back as far as the window and no farther', (t) => {
  const needle = Buffer.from('needle in a haystack');
  for (const [distance, isFound] of [
    [WINDOW_BYTES, true],
    [WINDOW_BYTES + 1, false],
  ] as const) {
    const plain = Buffer.concat([needle, Buffer.alloc(distance - needle.length, 1), needle]);
    const packed = compressXpress(plain);
    t.equal(packed.length < 40, isFound, `${distance}`);
    t.same(decompressXpress(packed, plain.length), plain);
  }
  t.end();
});

t.test('whatever is packed unpacks to itself, also by the book', (t) => {
  const compressor = new XpressCompressor();
  fc.assert(
    fc.property(anyBytes, (plain) => {
      const packed = compressXpress(plain);
      t.ok(packed.length <= mostPackedBytes(plain.length));
      t.same(decompressXpress(packed, plain.length), plain);
      t.same(unpackByTheBook(packed, plain.length), plain);
      const again = Buffer.alloc(mostPackedBytes(plain.length));
      t.equal(compressor.compress(plain, again, 0), packed.length);
      t.same(again.subarray(0, packed.length), packed, 'a packer used before packs as a new one');
    }),
    { numRuns: 300, endOnFailure: true },
  );
  t.end();
});

t.test('whatever is put into blocks comes out again, whichever pieces it was in', (t) => {
  const writer = createXpressWriter();
  fc.assert(
    fc.property(fc.array(anyBytes, { maxLength: 5 }), fc.nat(20_000), (pieces, long) => {
      const all = [...pieces, sampleText(long), ...pieces];
      const plain = Buffer.concat(all);
      t.same(unpackXpressBlocks(Buffer.concat(writer.pack(all)), plain.length), plain);
      t.same(unpackXpressBlocks(packXpressBlocks(plain, new XpressCompressor()), plain.length), plain);
    }),
    { numRuns: 200, endOnFailure: true },
  );
  t.end();
});

t.test('blocks have the size of those of a real server, and are stored when they do not shrink', (t) => {
  const text = sampleText(2 * WRITTEN_BLOCK_BYTES + 10);
  const packed = packXpressBlocks(text, new XpressCompressor());
  t.same(
    headers(packed).map(([plain]) => plain),
    [16_352, 16_352, 10],
  );
  t.ok(packed.length < text.length / 2);

  const noise = sampleNoise(20_000);
  const stored = packXpressBlocks(noise, new XpressCompressor());
  t.same(headers(stored), [
    [16_352, 16_352],
    [3648, 3648],
  ]);
  t.same(stored.subarray(8, 8 + 16_352), noise.subarray(0, 16_352));
  t.same(unpackXpressBlocks(stored, 20_000), noise);
  t.equal(packXpressBlocks(Buffer.alloc(0), new XpressCompressor()).length, 0, 'nothing has no block');
  t.end();
});

t.test('blocks of any size up to the limit of the specification are read', (t) => {
  const plain = sampleText(65_535);
  const packed = compressXpress(plain);
  const header = Buffer.alloc(8);
  header.writeInt32LE(65_535);
  header.writeInt32LE(packed.length, 4);
  t.same(unpackXpressBlocks(Buffer.concat([header, packed]), 65_535), plain);
  t.end();
});

t.test('a writer packs a long piece once, and short ones together', (t) => {
  const writer = createXpressWriter();
  const page = sampleText(26_000);
  const [head, tail] = [Buffer.from('<head>'), Buffer.from('</head>')];
  const first = writer.pack([head, tail, page, tail, head]);
  const second = writer.pack([tail, page]);
  t.equal(first.length, 3);
  t.equal(second[1], first[1], 'the very same bytes');
  t.same(
    headers(Buffer.concat(first)).map(([plain]) => plain),
    [13, 16_352, 9648, 13],
  );
  t.not(createXpressWriter().pack([page])[0], first[1], 'each writer remembers for itself');
  t.end();
});
