import { readFileSync } from 'node:fs';
import t from 'tap';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { cabextract, gcab } from '../../helpers/cab-judges.ts';
import { sampleCalls, sampleNoise, sampleSkewed, sampleText } from '../../helpers/compressible.ts';
import { LzxBitWriter } from '../../helpers/lzx-bit-writer.ts';
import { encodeLzx, type LzxKind, type LzxOptions, lzxCompression } from '../../helpers/lzx-encoder.ts';
import { rawCab } from '../../helpers/raw-cab.ts';
import { shared } from '../../helpers/shared.ts';
import { hasTool } from '../../helpers/tools.ts';

const mixes: readonly (readonly LzxKind[])[] = [
  ['verbatim'],
  ['aligned'],
  ['uncompressed'],
  ['verbatim', 'uncompressed', 'aligned'],
];

function lzxCab(data: Uint8Array, options: LzxOptions): Buffer {
  return rawCab({ blocks: encodeLzx(data, options), compression: lzxCompression(options.windowBits) });
}

t.test('every kind of block in every window gives back what was packed', async (t) => {
  const text = sampleText(100_001);
  for (const windowBits of [15, 16, 17, 18, 19, 20, 21]) {
    for (const kinds of mixes) {
      const cab = lzxCab(text, { windowBits, kinds });
      t.ok(text.equals(openCab(cab).extract('blob')), `2^${windowBits} ${kinds.join(', ')}`);
    }
  }
});

t.test('codes longer than the lookup table are found', async (t) => {
  const skewed = sampleSkewed(120_000);
  const cab = lzxCab(skewed, { windowBits: 17, kinds: ['verbatim', 'aligned'], blockBytes: 70_000 });
  t.ok(skewed.equals(openCab(cab).extract('blob')));
});

t.test('a match reaches back as far as its window allows', async (t) => {
  for (const windowBits of [15, 18, 21]) {
    const needle = sampleNoise(1_000);
    const data = Buffer.alloc(2 ** windowBits + 2_000);
    needle.copy(data, 0);
    needle.copy(data, 2 ** windowBits - 3);
    for (const kind of ['verbatim', 'aligned'] as const) {
      const cab = lzxCab(data, { windowBits, kinds: [kind] });
      t.ok(data.equals(openCab(cab).extract('blob')), `2^${windowBits} ${kind}`);
    }
  }
});

t.test('blocks of odd size keep the words aligned', async (t) => {
  const text = sampleText(70_000);
  for (const blockBytes of [1, 3, 255, 32_767, 32_769]) {
    const data = blockBytes < 10 ? text.subarray(0, 50) : text;
    const cab = lzxCab(data, { windowBits: 16, kinds: ['uncompressed', 'verbatim'], blockBytes });
    t.ok(data.equals(openCab(cab).extract('blob')), `blocks of ${blockBytes}`);
  }
});

t.test('the byte behind an odd block may lie in the next frame', async (t) => {
  const recent = Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
  const noise = sampleNoise(32_770);
  const header = (writer: LzxBitWriter, size: number) =>
    writer.bits(3, 3).bits(size, 24).align(true).raw(recent);
  const first = header(new LzxBitWriter().bits(0, 1), 1).raw(noise.subarray(0, 1)).raw(Uint8Array.of(0));
  const second = new LzxBitWriter().raw(Uint8Array.of(0));
  const blocks = [
    { data: header(first, 32_767).raw(noise.subarray(1, 32_768)).take(), size: 32_768 },
    { data: header(second, 2).raw(noise.subarray(32_768)).take(), size: 2 },
  ];
  const cab = rawCab({ blocks, compression: lzxCompression(15) });
  t.ok(noise.equals(openCab(cab).extract('blob')));
  if (hasTool(t, 'cabextract'))
    t.ok(noise.equals(cabextract(t.testdir({}), cab, ['blob'])[0]!), 'cabextract');
});

t.test('cabextract unpacks what the packer of these tests writes', async (t) => {
  if (!hasTool(t, 'cabextract')) return;
  const text = sampleText(100_001);
  for (const kinds of mixes) {
    const cab = lzxCab(text, { windowBits: 18, kinds });
    t.ok(text.equals(cabextract(t.testdir({}), cab, ['blob'])[0]!), kinds.join(', '));
  }
});

t.test('calls are restored as cabextract and gcab restore them', async (t) => {
  if (!hasTool(t, 'cabextract')) return;
  const prepared = sampleCalls(100_000);
  for (const callFileSize of [12_000_000, 100_000, 1, 0x7fffffff]) {
    const cab = lzxCab(prepared, { windowBits: 16, kinds: ['aligned', 'uncompressed'], callFileSize });
    const ours = Buffer.from(openCab(cab).extract('blob'));
    t.notOk(ours.equals(prepared), `something was restored with ${callFileSize}`);
    t.ok(ours.equals(cabextract(t.testdir({}), cab, ['blob'])[0]!), `cabextract, ${callFileSize}`);
    if (hasTool(t, 'gcab'))
      t.ok(ours.equals(gcab(t.testdir({}), cab, ['blob'])[0]!), `gcab, ${callFileSize}`);
  }
});

t.test('the target of a call is restored within its limits only', async (t) => {
  const fileSize = 5_000;
  const at = 1_000;
  const table = [
    { prepared: -at - 1, restored: -at - 1 },
    { prepared: -at, restored: fileSize - at },
    { prepared: -1, restored: fileSize - 1 },
    { prepared: 0, restored: -at },
    { prepared: fileSize - 1, restored: fileSize - 1 - at },
    { prepared: fileSize, restored: fileSize },
  ];
  for (const { prepared, restored } of table) {
    const data = Buffer.alloc(2_000);
    data.writeUInt8(0xe8, at);
    data.writeInt32LE(prepared, at + 1);
    const cab = lzxCab(data, { windowBits: 15, kinds: ['verbatim'], callFileSize: fileSize });
    const ours = Buffer.from(openCab(cab).extract('blob'));
    t.equal(ours.readInt32LE(at + 1), restored, `${prepared}`);
    if (hasTool(t, 'cabextract'))
      t.ok(ours.equals(cabextract(t.testdir({}), cab, ['blob'])[0]!), 'cabextract');
  }
});

t.test('without a call header 0xE8 is a byte like any other', async (t) => {
  const data = sampleCalls(50_000);
  t.ok(data.equals(openCab(lzxCab(data, { windowBits: 16, kinds: ['verbatim'] })).extract('blob')));
});

t.test('a real export unpacks as cabextract does it', async (t) => {
  const file = shared(t, 'data/WSUS.cab');
  if (!file || !hasTool(t, 'cabextract')) return;
  const bytes = readFileSync(file);
  const cab = openCab(bytes);
  const names = cab.files.map((entry) => entry.name);
  t.same(names, ['package.xml', 'metadata.txt']);
  t.equal(cab.headerReserve.length, 6_144);
  cabextract(t.testdir({}), bytes, names).forEach((judged, index) => {
    t.ok(judged.equals(cab.extract(names[index]!)), names[index]!);
  });
});
