import fc from 'fast-check';
import t from 'tap';
import { spansWithout } from '../../../protocol/authenticode/byte-source.ts';
import { hashSpans } from '../../../protocol/authenticode/hash-spans.ts';
import { locateSignature } from '../../../protocol/authenticode/locate-signature.ts';
import { bufferSource } from '../../helpers/buffer-source.ts';
import { CHECKSUM_AT, certificatesAt, inertExecutable } from '../../helpers/executables.ts';
import {
  certificateEntry,
  digestOf,
  plainCabinet,
  signedCabinet,
  signedExecutable,
  withTable,
} from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const MIB = 1024 * 1024;
const signer = publisher(issue({ name: 'Root' }));
const cabinet = signedCabinet({ signer });

async function locate(bytes: Buffer) {
  const located = await locateSignature(bufferSource(bytes));
  if (located.kind !== 'signed') return located;
  const hashed = located.hashed.map(({ offset, length }) => [offset, offset + length]);
  return { ...located, hashed };
}

t.test('the digest of an executable leaves out checksum, directory entry and table', async (t) => {
  for (const layout of ['pe32', 'pe32+'] as const) {
    const bytes = signedExecutable({ signer }, layout);
    const entry = certificatesAt(layout);
    const [table, length] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)];
    t.match(await locate(bytes), {
      form: 'executable',
      hashed: [
        [0, CHECKSUM_AT],
        [CHECKSUM_AT + 4, entry],
        [entry + 8, table],
      ],
      signature: { offset: table + 8, length: length - 8 },
    });
  }
});

t.test('the digest of a cabinet leaves out what says where its signature is', async (t) => {
  const start = cabinet.readUInt32LE(44);
  t.match(await locate(cabinet), {
    form: 'cabinet',
    hashed: [
      [0, 4],
      [8, 34],
      [56, start],
    ],
    signature: { offset: start, length: cabinet.length - start },
  });
});

t.test('what lies behind a signature belongs to the digest', async (t) => {
  const behind = { hashed: [{}, {}, {}, [cabinet.length, cabinet.length + 3]] };
  t.match(await locate(Buffer.concat([cabinet, Buffer.alloc(3)])), behind);
});

t.test('of a large file only the headers and the signature are read', async (t) => {
  const source = bufferSource(signedExecutable({ signer }, 'pe32+', inertExecutable('pe32+', 4 * MIB)));
  t.match(await locateSignature(source), { kind: 'signed' });
  const read = source.reads.reduce((sum, [, length]) => sum + length, 0);
  t.ok(read < 5_000, `${read} bytes`);
});

t.test('a table of certificates may have several entries, each at a multiple of eight', async (t) => {
  const first = certificateEntry(Buffer.alloc(5), 0x0200, 1, 13);
  const second = certificateEntry(Buffer.from('0123456789'), 0x0200, 2, 18);
  const bytes = withTable(inertExecutable(), 'pe32+', Buffer.concat([first, second]));
  const table = bytes.length - first.length - second.length;
  t.match(await locate(bytes), { signature: { offset: table + 24, length: 10 } });
});

t.test('any damage to headers is said to be something, and nothing is read outside the file', async (t) => {
  const samples = [cabinet, signedExecutable({ signer }), plainCabinet(), inertExecutable('pe32')];
  const property = fc.asyncProperty(
    fc.constantFrom(...samples),
    fc.nat(200),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.nat(400),
    async (sample, at, change, cut) => {
      const damaged = Buffer.from(sample);
      damaged.set(change, Math.min(at, damaged.length - change.length));
      const kinds = ['signed', 'unsigned', 'malformed', 'unknown'];
      const located = await locateSignature(bufferSource(damaged.subarray(0, damaged.length - cut)));
      return kinds.includes(located.kind);
    },
  );
  await fc.assert(property, { numRuns: 500 });
  t.pass('500 headers');
});

t.test('spans are what is left between others', async (t) => {
  const hole = (offset: number, length: number) => ({ offset, length });
  t.same(spansWithout(10, []), [hole(0, 10)]);
  t.same(spansWithout(10, [hole(0, 2), hole(2, 3), hole(9, 1)]), [hole(5, 4)]);
  t.same(spansWithout(0, []), []);
});

t.test('spans are digested in order, in parts of a MiB at most that begin at multiples of it', async (t) => {
  const bytes = Buffer.alloc(3.5 * MIB, 'part of a file');
  const source = bufferSource(bytes);
  const spans = [
    { offset: 10, length: 2 * MIB },
    { offset: 3 * MIB, length: 100 },
  ];
  const expected = Buffer.concat([bytes.subarray(10, 10 + 2 * MIB), bytes.subarray(3 * MIB, 3 * MIB + 100)]);
  t.same(await hashSpans(source, spans, 'sha384'), digestOf(expected, 'sha384'));
  const parts = [
    [10, MIB - 10],
    [MIB, MIB],
    [2 * MIB, 10],
    [3 * MIB, 100],
  ];
  t.same(source.reads, parts);
});
