import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { type CabInput, type CabWriteOptions, writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { packMszip, unpackMszip } from '../../../protocol/codecs/mszip.ts';
import { cabextract, gcab } from '../../helpers/cab-judges.ts';
import { sampleNoise, sampleText } from '../../helpers/compressible.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const modified = { year: 2026, month: 2, day: 28, hour: 23, minute: 59, second: 58 };
const several: readonly CabInput[] = [
  { name: 'text.txt', data: sampleText(150_000), modified },
  { name: 'noise.bin', data: sampleNoise(100_000), modified },
  { name: 'empty', data: new Uint8Array(0), modified },
  { name: 'last', data: sampleText(10), modified },
];
const ways: readonly CabWriteOptions[] = [
  { compression: 'stored' },
  { compression: 'mszip' },
  { compression: 'mszip', headerReserve: 20 },
  { compression: 'stored', headerReserve: 6_144, setId: 65_535 },
];

for (const [tool, judge] of Object.entries({ cabextract, gcab })) {
  t.test(`${tool} unpacks what was written`, async (t) => {
    if (!hasTool(t, tool)) return;
    for (const way of ways) {
      const unpacked = judge(
        t.testdir({}),
        writeCab(several, way),
        several.map((file) => file.name),
      );
      several.forEach((file, index) => {
        t.ok(unpacked[index]!.equals(file.data), `${file.name} ${JSON.stringify(way)}`);
      });
    }
  });
}

t.test('cabextract finds every checksum right, and an altered byte wrong', async (t) => {
  if (!hasTool(t, 'cabextract')) return;
  const good = Buffer.from(writeCab(several, { compression: 'stored' }));
  const bad = Buffer.from(good);
  bad[bad.length - 5]! ^= 1;
  const folder = t.testdir({ 'good.cab': good, 'bad.cab': bad });
  t.equal(run('cabextract', ['-t', path.join(folder, 'good.cab')]).status, 0);
  t.not(run('cabextract', ['-t', path.join(folder, 'bad.cab')]).status, 0);
});

const time = fc.record(
  {
    year: fc.integer({ min: 1980, max: 2107 }),
    month: fc.integer({ min: 0, max: 12 }),
    day: fc.integer({ min: 0, max: 31 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 29 }).map((half) => half * 2),
  },
  { noNullPrototype: true },
);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 80_000 })).map(repeated),
);
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('../../etc/passwd', 'C:\\Windows\\x.dll', '/absolute', 'a/b/c', '.'),
);
const inputs = fc.uniqueArray(
  fc.record({ name: name.filter((text) => !text.includes('\0')), data: content, modified: time }),
  { minLength: 1, maxLength: 6, selector: (file) => file.name.toLowerCase() },
);

function repeated([pattern, length]: [Uint8Array, number]): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => pattern[index % pattern.length]!);
}

t.test('whatever is written reads back: names, times, bytes, reserve and set', async (t) => {
  const options = fc.record({
    compression: fc.constantFrom('stored' as const, 'mszip' as const),
    headerReserve: fc.constantFrom(0, 1, 20, 6_144, 60_000),
    setId: fc.integer({ min: 0, max: 65_535 }),
  });
  fc.assert(
    fc.property(inputs, options, (files, way) => {
      const cab = openCab(writeCab(files, way));
      const read = cab.files.map((file) => ({
        name: file.name,
        modified: file.modified,
        same: Buffer.from(cab.extract(file.name)).equals(
          files.find((given) => given.name === file.name)!.data,
        ),
      }));
      t.strictSame(
        read,
        files.map((file) => ({ name: file.name, modified: file.modified, same: true })),
      );
      t.equal(cab.setId, way.setId);
      t.ok(Buffer.alloc(way.headerReserve).equals(cab.headerReserve));
    }),
    { numRuns: 60, seed: 1 },
  );
  t.end();
});

t.test('the same input gives the same bytes', async (t) => {
  for (const way of ways) t.ok(Buffer.from(writeCab(several, way)).equals(writeCab(several, way)));
});

t.test('data that does not shrink grows by no more than MSZIP allows', async (t) => {
  const noise = sampleNoise(21 * 32_768);
  for (let at = 32_768; at < noise.length; at += 32_768) {
    const history = noise.subarray(at - 32_768, at);
    const data = noise.subarray(at, at + 32_768);
    const block = packMszip(data, history);
    t.ok(block.length <= 32_768 + 12, `${block.length}`);
    t.ok(data.equals(unpackMszip(block, 32_768, history)));
  }
});

t.test('repeats are found across block borders', async (t) => {
  const noise = sampleNoise(20_000);
  const data = Buffer.concat([noise, noise, noise, noise]);
  const packed = writeCab([{ name: 'n', data, modified }], { compression: 'mszip' });
  t.ok(packed.length < 22_000, `${packed.length}`);
  t.ok(data.equals(openCab(packed).extract('n')));
});

const one: CabInput = { name: 'a', data: Uint8Array.of(1), modified };
const refused: readonly (readonly [string, readonly CabInput[], CabWriteOptions, RegExp])[] = [
  ['no files', [], {}, /there are no files/],
  ['a file without a name', [{ ...one, name: '' }], {}, /no name/],
  ['a name too long in bytes', [{ ...one, name: 'ä'.repeat(128) }], {}, /longer than 255 bytes/],
  ['a NUL in a name', [{ ...one, name: 'a\0b' }], {}, /a\\u0000b/],
  ['half a surrogate pair in a name', [{ ...one, name: 'a\ud800' }], {}, /not plain text/],
  ['two names that differ in case', [one, { ...one, name: 'A' }], {}, /two files are named A/],
  ['a year before 1980', [{ ...one, modified: { ...modified, year: 1979 } }], {}, /"year":1979/],
  ['a fraction of a second', [{ ...one, modified: { ...modified, second: 1.5 } }], {}, /"second":1.5/],
  ['a reserve that is too large', [one], { headerReserve: 60_001 }, /headerReserve is 60001/],
  ['a negative set', [one], { setId: -1 }, /setId is -1/],
];

for (const [what, files, options, message] of refused) {
  t.test(`${what} is refused`, async (t) => {
    t.throws(() => writeCab(files, options), { code: 'CODEC_CAB_UNWRITABLE', message });
  });
}
