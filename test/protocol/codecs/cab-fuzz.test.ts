import fc from 'fast-check';
import t from 'tap';
import { MockWuError } from '../../../platform/errors/index.ts';
import { openCab } from '../../../protocol/codecs/cab-reader.ts';
import { writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { sampleText } from '../../helpers/compressible.ts';
import { encodeLzx, lzxCompression } from '../../helpers/lzx-encoder.ts';
import { rawCab } from '../../helpers/raw-cab.ts';

const SIZE_AT = 8;
const FLAGS_AT = 30;
const modified = { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 6 };
const text = sampleText(3_000);

function unpackAll(cab: Uint8Array): Map<string, Uint8Array> {
  return openCab(cab).extractAll();
}

/** The size field says what is there, so that the parts behind the header get looked at. */
function cutWithMatchingSize(cab: Buffer, length: number): Buffer {
  const cut = Buffer.from(cab.subarray(0, length));
  if (length >= 12) cut.writeUInt32LE(length, SIZE_AT);
  return cut;
}

const lzx = rawCab({
  blocks: encodeLzx(text, {
    windowBits: 15,
    kinds: ['verbatim', 'aligned', 'uncompressed'],
    blockBytes: 1_000,
  }),
  compression: lzxCompression(15),
});
const samples: Readonly<Record<string, Buffer>> = {
  stored: Buffer.from(writeCab([{ name: 'f', data: text, modified }], { compression: 'stored' })),
  mszip: Buffer.from(
    writeCab([{ name: 'f', data: text, modified }], { compression: 'mszip', headerReserve: 20 }),
  ),
  lzx,
};

for (const [what, cab] of Object.entries(samples)) {
  t.test(`a ${what} cabinet cut short anywhere is refused`, async (t) => {
    for (let length = 0; length < cab.length; length += 7) {
      const code = length < 4 ? 'CODEC_CAB_NOT_A_CABINET' : 'CODEC_CAB_TRUNCATED';
      t.throws(() => openCab(cab.subarray(0, length)), { code }, `${length} bytes`);
      t.throws(
        () => unpackAll(cutWithMatchingSize(cab, length)),
        MockWuError,
        `${length} bytes, size to match`,
      );
    }
  });

  t.test(`a ${what} cabinet with any bytes changed is refused or read, never a crash`, async (t) => {
    let refused = 0;
    const change = fc.tuple(fc.nat(cab.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), (changes, unchecked) => {
        const changed = Buffer.from(cab);
        for (const [at, mask] of changes) changed[at]! ^= mask;
        // Without its checksum the damage reaches the unpackers.
        if (unchecked) changed.fill(0, blockStart(cab), blockStart(cab) + 4);
        try {
          unpackAll(changed);
        } catch (thrown) {
          if (!(thrown instanceof MockWuError)) throw thrown;
          refused++;
        }
      }),
      { numRuns: 400, seed: 7 },
    );
    t.ok(refused > 0, `${refused} of 400 refused`);
  });
}

function blockStart(cab: Buffer): number {
  const folderAt = cab.readUInt16LE(FLAGS_AT) & 4 ? 40 + cab.readUInt16LE(36) : 36;
  return cab.readUInt32LE(folderAt);
}
