import t from 'tap';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { certificatesAt } from '../../helpers/executables.ts';
import { signedCabinet, signedExecutable } from '../../helpers/signed-files.ts';
import { publisher, timestampAuthority } from '../../helpers/signers.ts';
import { tokenAttribute } from '../../helpers/timestamps.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const MUTATIONS = 400;
const root = issue({ name: 'Root' });
const signer = publisher(root);
const authority = timestampAuthority(root);
const verify = verifier(t, [root]);
const randomness = createSeededRandomness('hostile signatures');
const number = (below: number) => randomness.bytes(4).readUInt32LE(0) % below;

const wish = {
  signer,
  unsigned: (signature: Buffer) => [tokenAttribute(signature, { signer: authority, at: Date.now() - 1000 })],
};
const samples = [signedCabinet(wish), signedExecutable(wish)] as const;
/** Where the signature of each begins, and what the digest covers ends. */
const places = [samples[0].readUInt32LE(44), samples[1].readUInt32LE(certificatesAt('pe32+'))] as const;

/** A few bytes changed, cut out, doubled or set to what lengths and counts are at their ends. */
function mutated(bytes: Buffer, from: number): Buffer {
  const at = from + number(bytes.length - from);
  const count = 1 + number(8);
  const extremes = [0x00, 0x7f, 0x80, 0x84, 0xff];
  switch (number(4)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, at + count), bytes.subarray(at)]);
    case 2:
      return Buffer.from(bytes).fill(extremes[number(extremes.length)] ?? 0, at, at + number(4) + 1);
    default: {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << number(8)), at);
      return copy;
    }
  }
}

for (const [index, name] of ['cabinet', 'executable'].entries()) {
  const sample = samples[index] ?? Buffer.alloc(0);
  // What the metadata says is made to fit, so that every mutation comes to the reader of signatures.
  t.test(`a mutated signature of a ${name} is accepted or refused, and nothing else`, async (t) => {
    const codes = new Map<string, number>();
    for (let count = 0; count < MUTATIONS / 2; count += 1) {
      const { failure, file, isThere } = await verify(mutated(sample, places[index] ?? 0));
      const code = failure?.code ?? 'accepted';
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (isThere !== (file !== undefined)) t.fail(`${code}: the file is ${isThere ? '' : 'not '}there`);
    }
    t.ok(codes.size > 4, [...codes].join(' '));
  });

  t.test(`a mutated head of a ${name} is never accepted with other contents`, async (t) => {
    for (let count = 0; count < MUTATIONS / 4; count += 1) {
      const copy = Buffer.from(sample);
      const at = number(Math.min(160, places[index] ?? 0));
      copy.writeUInt8(number(256), at);
      const { file } = await verify(copy);
      const isFree = index === 0 ? at < 8 || (at >= 34 && at < 56) : at >= 152 && at < 156;
      if (file !== undefined && !isFree && !copy.equals(sample)) t.fail(`byte ${at}`);
    }
    t.pass('no byte that is covered');
  });
}

t.test('a file of nothing but marks of length is refused quickly', async (t) => {
  for (const byte of [0x30, 0x31, 0x80, 0xa0, 0xff]) {
    const sample = Buffer.from(samples[0]);
    sample.fill(byte, places[0]);
    t.equal((await verify(sample)).failure?.code, 'TRUST_E_MALFORMED_SIGNATURE');
  }
});
