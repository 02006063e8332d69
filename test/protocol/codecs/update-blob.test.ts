import fc from 'fast-check';
import t from 'tap';
import {
  isCompressedBlobNeeded,
  PLAIN_BLOB_BYTES,
  readUpdateBlob,
  type UpdateBlobCompression,
  writeUpdateBlob,
} from '../../../protocol/codecs/update-blob.ts';
import { cabextract, gcab } from '../../helpers/cab-judges.ts';
import { sampleNoise, sampleText } from '../../helpers/compressible.ts';
import { encodeLzx, lzxCompression } from '../../helpers/lzx-encoder.ts';
import { rawCab } from '../../helpers/raw-cab.ts';
import { realExport } from '../../helpers/real-export.ts';
import { hasTool } from '../../helpers/tools.ts';

const ways: readonly UpdateBlobCompression[] = ['mszip', 'lzx-stored'];
const BLOCK_CHARACTERS = 0x8000 / 2;

function plainText(characters: number): string {
  return sampleText(characters).toString('latin1');
}

/** Random characters with seven random bits in each byte. */
function noiseText(characters: number): string {
  return Buffer.from(sampleNoise(characters * 2).map((byte) => byte & 0x7f)).toString('utf16le');
}

/** Random characters, any below the surrogates. */
function denseText(characters: number): string {
  const bytes = sampleNoise(characters * 2);
  for (let at = 1; at < bytes.length; at += 2) bytes[at]! %= 0xd8;
  return bytes.toString('utf16le');
}

const documents: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['one character', 'x'],
  ['10 KB', plainText(5_120)],
  ['a block less one character', plainText(BLOCK_CHARACTERS - 1)],
  ['a block', plainText(BLOCK_CHARACTERS)],
  ['a block and one character', plainText(BLOCK_CHARACTERS + 1)],
  ['two blocks less one character', plainText(0x7fff)],
  ['two blocks', plainText(0x8000)],
  ['two blocks and one character', plainText(0x8001)],
  ['1.7 MB', plainText(850_000)],
  ['characters of two halves', '𝕌𝕡𝕕𝕒𝕥𝕖 😀 更新 '.repeat(5_000)],
  ['halves on both sides of a block border', `${'a'.repeat(BLOCK_CHARACTERS - 1)}😀b`],
  ['what hardly shrinks', noiseText(40_000)],
  ['what does not shrink', denseText(40_000)],
];

for (const way of ways) {
  for (const [tool, judge] of Object.entries({ cabextract, gcab })) {
    t.test(`${tool} finds UTF-16LE without byte order mark in what ${way} packs`, async (t) => {
      if (!hasTool(t, tool)) return;
      for (const [what, xml] of documents) {
        const [unpacked] = judge(t.testdir({}), writeUpdateBlob(xml, way), ['blob']);
        t.ok(unpacked!.equals(Buffer.from(xml, 'utf16le')), what);
      }
    });
  }

  t.test(`${way}: what is written reads back`, async (t) => {
    for (const [what, xml] of documents) t.ok(readUpdateBlob(writeUpdateBlob(xml, way)) === xml, what);
  });

  t.test(`${way}: any text reads back`, async (t) => {
    const piece = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    const text = fc.tuple(fc.array(piece, { maxLength: 5 }), fc.integer({ min: 1, max: 2_000 }));
    fc.assert(
      fc.property(text, ([pieces, times]) => {
        const xml = `<${pieces.join('').repeat(times)}`;
        t.ok(readUpdateBlob(writeUpdateBlob(xml, way)) === xml);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  t.test(`${way}: byte order mark and XML declaration are left out`, async (t) => {
    const declarations = [
      '\uFEFF',
      '<?xml version="1.0"?>',
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n',
    ];
    for (const declaration of declarations) {
      t.same(
        writeUpdateBlob(`${declaration}<Update/>`, way),
        writeUpdateBlob('<Update/>', way),
        JSON.stringify(declaration),
      );
    }
    const other = '<?xml-stylesheet href="a"?><Update/>';
    t.equal(readUpdateBlob(writeUpdateBlob(other, way)), other);
  });

  t.test(`${way}: half a surrogate pair is refused`, async (t) => {
    for (const xml of ['ab\ud83d', 'ab\ude00c', '😀\ude00']) {
      const error = { code: 'CODEC_BLOB_UNWRITABLE', message: /at character 2/ };
      t.throws(() => writeUpdateBlob(xml, way), error, JSON.stringify(xml));
    }
  });

  t.test(`${way}: every document of a real export reads back`, async (t) => {
    const revisions = realExport(t);
    const lost = revisions?.filter(({ xml }) => readUpdateBlob(writeUpdateBlob(xml, way)) !== xml);
    if (lost) t.same(lost, []);
  });
}

t.test('mszip makes real documents less than a sixth of their size', async (t) => {
  const revisions = realExport(t);
  if (!revisions) return;
  const compressed = revisions.filter(({ xml }) => isCompressedBlobNeeded(xml));
  const packed = compressed.reduce((sum, { xml }) => sum + writeUpdateBlob(xml, 'mszip').length, 0);
  const unpacked = compressed.reduce((sum, { xml }) => sum + xml.length * 2, 0);
  t.ok(packed < unpacked / 6, `${packed} of ${unpacked}`);
});

t.test('a document of 5,120 bytes of UTF-16 is sent plain, a longer one compressed', async (t) => {
  t.equal(PLAIN_BLOB_BYTES, 5_120);
  t.notOk(isCompressedBlobNeeded('a'.repeat(2_560)));
  t.ok(isCompressedBlobNeeded('a'.repeat(2_561)));
  t.ok(isCompressedBlobNeeded('😀'.repeat(1_281)), 'halves of a pair count');
});

t.test(
  'compressed LZX of any window, stored data, a byte order mark and another name are read',
  async (t) => {
    const xml = plainText(40_000);
    const content = Buffer.from(xml, 'utf16le');
    for (const windowBits of [15, 17, 21]) {
      const blocks = encodeLzx(content, { windowBits, kinds: ['verbatim', 'aligned', 'uncompressed'] });
      t.ok(
        readUpdateBlob(rawCab({ blocks, compression: lzxCompression(windowBits) })) === xml,
        `${windowBits}`,
      );
    }
    const data = Buffer.from('\uFEFF<Update/>', 'utf16le');
    const blocks = [{ data, size: data.length }];
    const files = [{ name: 'metadata.xml', size: data.length }];
    t.equal(readUpdateBlob(rawCab({ blocks, compression: 0, files })), '<Update/>');
  },
);

t.test('bytes behind the cabinet are ignored, and a view into a larger array is read', async (t) => {
  const around = Buffer.concat([Buffer.from('abc'), writeUpdateBlob('<Update/>', 'mszip'), Buffer.alloc(7)]);
  t.equal(readUpdateBlob(new Uint8Array(around).subarray(3)), '<Update/>');
});
