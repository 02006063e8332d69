import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { cabChecksum } from '../../../protocol/codecs/cab-checksum.ts';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { sampleNoise, sampleText } from '../../helpers/compressible.ts';
import { rawCab } from '../../helpers/raw-cab.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const modified = { year: 2024, month: 6, day: 19, hour: 10, minute: 11, second: 20 };

t.test('files come with every field of their entry', async (t) => {
  const data = Buffer.from('abc');
  const cab = openCab(
    writeCab(
      [
        { name: 'x', data, modified },
        { name: 'ÿ', data, modified },
      ],
      { setId: 9 },
    ),
  );
  t.strictSame(cab.files, [
    { name: 'x', size: 3, folder: 0, offset: 0, attributes: 0x20, modified },
    { name: 'ÿ', size: 3, folder: 0, offset: 3, attributes: 0xa0, modified },
  ]);
  t.equal(cab.setId, 9);
  t.equal(cab.headerReserve.length, 0);
});

t.test('names match without regard to case and stay as written', async (t) => {
  const cab = openCab(writeCab([{ name: '..\\Package.XML', data: Buffer.from('abc'), modified }]));
  t.equal(Buffer.from(cab.extract('..\\package.xml')).toString(), 'abc');
  t.strictSame([...cab.extractAll().keys()], ['..\\Package.XML']);
  t.throws(() => cab.extract('other'), {
    code: 'CODEC_CAB_NO_SUCH_FILE',
    message: /other; it holds ..\\Package/,
  });
});

t.test('a name without the UTF-8 mark is Latin-1', async (t) => {
  const blocks = [{ data: Uint8Array.of(1), size: 1 }];
  const name = Uint8Array.of(0xe4);
  const latin = rawCab({ blocks, compression: 0, files: [{ name, size: 1 }] });
  t.equal(openCab(latin).files[0]!.name, 'ä');
});

t.test('a folder is unpacked once', async (t) => {
  const files = ['a', 'b'].map((name) => ({ name, data: sampleText(40_000), modified }));
  const cab = openCab(writeCab(files));
  t.equal(cab.extract('a').buffer, cab.extract('b').buffer);
  t.equal(cab.extract('a').buffer, cab.extractAll().get('a')!.buffer);
});

t.test('what lies behind the declared end, as signatures do, is not looked at', async (t) => {
  const cab = writeCab([{ name: 'a', data: Buffer.from('abc'), modified }]);
  const opened = openCab(Buffer.concat([cab, sampleNoise(1_000)]));
  t.equal(Buffer.from(opened.extract('a')).toString(), 'abc');
});

t.test('a cabinet may be a view into larger memory', async (t) => {
  const cab = writeCab([{ name: 'a', data: sampleText(70_000), modified }]);
  const larger = new Uint8Array(cab.length + 6);
  larger.set(cab, 3);
  t.ok(sampleText(70_000).equals(openCab(larger.subarray(3, 3 + cab.length)).extract('a')));
});

t.test('reserved areas of folders and blocks are skipped, and count in the checksum or not', async (t) => {
  const data = Buffer.from('stored bytes');
  const reserve = Buffer.from([1, 2, 3]);
  const counted = rawCab({
    blocks: [{ data, size: data.length, reserve }],
    compression: 0,
    folderReserve: 5,
    blockReserve: 3,
  });
  t.equal(Buffer.from(openCab(counted).extract('blob')).toString(), 'stored bytes');
  const sizes = Buffer.from([data.length, 0, data.length, 0]);
  const leftOut = { data, size: data.length, reserve, checksum: cabChecksum(sizes, cabChecksum(data)) };
  const cab = rawCab({ blocks: [leftOut], compression: 0, blockReserve: 3 });
  t.equal(Buffer.from(openCab(cab).extract('blob')).toString(), 'stored bytes');
});

t.test('a block without a checksum is taken as it is', async (t) => {
  const block = { data: Buffer.from('abc'), size: 3, checksum: 0 };
  t.equal(
    Buffer.from(openCab(rawCab({ blocks: [block], compression: 0 })).extract('blob')).toString(),
    'abc',
  );
});

t.test('checksums count whole words little endian and the rest big endian', async (t) => {
  t.equal(cabChecksum(Uint8Array.of(1, 2, 3, 4)), 0x04030201);
  t.equal(cabChecksum(Uint8Array.of(1, 2, 3, 4, 0xff)), 0x040302fe);
  t.equal(cabChecksum(Uint8Array.of(0xa, 0xb)), 0xa0b);
  t.equal(cabChecksum(Uint8Array.of(0xa, 0xb, 0xc)), 0xa0b0c);
  t.equal(cabChecksum(Uint8Array.of(0, 0, 0, 0x80), 0x80000001), 1);
});

for (const [what, options] of Object.entries({ stored: [], MSZIP: ['-z'] })) {
  t.test(`reads a ${what} cabinet that gcab wrote`, async (t) => {
    if (!hasTool(t, 'gcab')) return;
    const contents = {
      'text.txt': sampleText(200_000),
      'noise.bin': sampleNoise(80_000),
      empty: Buffer.alloc(0),
    };
    const folder = t.testdir(contents);
    const inputs = Object.keys(contents).map((name) => path.join(folder, name));
    const file = path.join(folder, 'peer.cab');
    t.equal(run('gcab', ['-c', '-n', ...options, file, ...inputs]).status, 0);
    const cab = openCab(readFileSync(file));
    for (const [name, data] of Object.entries(contents)) t.ok(data.equals(cab.extract(name)), name);
  });
}
