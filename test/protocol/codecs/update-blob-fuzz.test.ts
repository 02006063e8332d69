import fc from 'fast-check';
import t from 'tap';
import { MockWuError } from '../../../platform/errors/index.ts';
import { readUpdateBlob, writeUpdateBlob } from '../../../protocol/codecs/update-blob.ts';
import { sampleText } from '../../helpers/compressible.ts';
import { encodeLzx, lzxCompression } from '../../helpers/lzx-encoder.ts';
import { rawCab } from '../../helpers/raw-cab.ts';

const SIZE_AT = 8;
const CHECKSUM_AT = 0x41;
const DATA_AT = 0x49;

const xml = sampleText(3_000).toString('latin1');
const content = Buffer.from(xml, 'utf16le');
const samples: Readonly<Record<string, Buffer>> = {
  mszip: writeUpdateBlob(xml, 'mszip'),
  'lzx-stored': writeUpdateBlob(xml, 'lzx-stored'),
  lzx: rawCab({
    blocks: encodeLzx(content, { windowBits: 21, kinds: ['verbatim', 'aligned'], blockBytes: 2_000 }),
    compression: lzxCompression(21),
  }),
};

for (const [what, blob] of Object.entries(samples)) {
  t.test(`${what}: a blob cut short anywhere is refused`, async (t) => {
    for (let length = 0; length < blob.length; length++) {
      const cut = Buffer.from(blob.subarray(0, length));
      if (!refuses(cut)) t.fail(`${length} bytes`);
      // With a size to match, the parts behind the header are looked at.
      if (length >= 12) cut.writeUInt32LE(length, SIZE_AT);
      if (!refuses(cut)) t.fail(`${length} bytes, size to match`);
    }
    t.pass(`${blob.length} lengths`);
  });

  t.test(`${what}: any change of a blob is refused or gives text, never anything else`, async (t) => {
    let refusals = 0;
    const runs = 2_000;
    fc.assert(
      fc.property(mutation(blob), (changed) => {
        if (refuses(changed)) refusals++;
      }),
      { numRuns: runs, seed: 11 },
    );
    t.ok(refusals > runs / 4 && refusals < runs, `${refusals} of ${runs} refused`);
  });
}

t.test('any bytes are refused', async (t) => {
  const bytes = fc.tuple(fc.constantFrom('', 'MSCF'), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(bytes, ([start, rest]) => refuses(Buffer.concat([Buffer.from(start), rest]))),
    { numRuns: 1_000, seed: 13 },
  );
  t.end();
});

/** Whether `blob` is refused by an error of the catalogue; what it gives otherwise must be text. */
function refuses(blob: Uint8Array): boolean {
  try {
    const text: unknown = readUpdateBlob(blob);
    if (typeof text !== 'string' || /\p{Surrogate}/u.test(text)) throw new Error('gave something else');
    return false;
  } catch (thrown) {
    if (thrown instanceof MockWuError && thrown.code.startsWith('CODEC_')) return true;
    throw thrown;
  }
}

type Mutation = readonly ['mask' | 'remove' | 'repeat' | 'zero', number, number];

/** Bytes changed, taken out, put in or repeated; in two of three the checksum of the block is taken out too. */
function mutation(blob: Buffer): fc.Arbitrary<Buffer> {
  const kind = fc.constantFrom('mask' as const, 'remove' as const, 'repeat' as const, 'zero' as const);
  const place = fc.oneof(fc.nat(blob.length - 1), fc.nat(DATA_AT + 20));
  const changes = fc.array(fc.tuple(kind, place, fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 3,
  });
  return fc.tuple(changes, fc.nat(2)).map(([list, unchecked]) => {
    const changed = list.reduce(applied, blob);
    return unchecked ? zeroed(changed, CHECKSUM_AT, 4) : changed;
  });
}

function applied(blob: Buffer, [kind, at, amount]: Mutation): Buffer {
  if (kind === 'zero') return zeroed(blob, at, amount % 8);
  if (kind === 'remove') return Buffer.concat([blob.subarray(0, at), blob.subarray(at + (amount % 40))]);
  if (kind === 'repeat') return Buffer.concat([blob.subarray(0, at + (amount % 40)), blob.subarray(at)]);
  return Buffer.from(blob.map((byte, index) => (index === at ? byte ^ amount : byte)));
}

function zeroed(blob: Buffer, at: number, count: number): Buffer {
  return Buffer.from(blob.map((byte, index) => (index >= at && index < at + count ? 0 : byte)));
}
