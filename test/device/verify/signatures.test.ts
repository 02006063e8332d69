import t from 'tap';
import { nothing, octets, oid, sequence, setOf } from '../../../pki/der.ts';
import { certificatesAt, inertExecutable } from '../../helpers/executables.ts';
import {
  attribute,
  certificateEntry,
  padded,
  plainCabinet,
  type SignatureWish,
  signedCabinet,
  signedExecutable,
  withTable,
} from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const root = issue({ name: 'Root' });
const signer = publisher(root);
const stranger = publisher(root, { name: 'Stranger' });
const verify = verifier(t, [root]);
const wish: SignatureWish = { signer };
const cabinet = signedCabinet(wish);
const executable = signedExecutable(wish);
const CERTIFICATES = certificatesAt('pe32+');
/** Where a cabinet says where its signature is, and how long. */
const [START, LENGTH] = [44, 48];

function changed(bytes: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}
const flipped = (bytes: Buffer, at: number) =>
  changed(bytes, (copy) => copy.writeUInt8(copy.readUInt8(at) ^ 1, at));
const lying = (bytes: Buffer, at: number, value: number) =>
  changed(bytes, (copy) => copy.writeUInt32LE(value, at));
const withAttributes = (attributes: SignatureWish['attributes'] & {}) =>
  signedCabinet({ signer, attributes });
/** An executable whose table of certificates is made of these. */
const withEntries = (...entries: readonly Buffer[]) =>
  withTable(inertExecutable(), 'pe32+', Buffer.concat(entries));
const signature = executable.subarray(executable.readUInt32LE(CERTIFICATES) + 8);

const SHA1 = 'WU_E_FILETRUST_SHA2SIGNATURE_MISSING';
const MALFORMED = 'TRUST_E_MALFORMED_SIGNATURE';
const refused: Readonly<Record<string, readonly (readonly [string, Buffer, RegExp?])[]>> = {
  TRUST_E_SUBJECT_FORM_UNKNOWN: [
    ['text', Buffer.from('hello, patch\n'.repeat(100))],
    ['nothing', Buffer.alloc(0)],
    ['a cabinet that ends in its header', cabinet.subarray(0, 30)],
    ['a DOS program', changed(Buffer.alloc(400), (copy) => copy.write('MZ'))],
    ['an executable that ends in its header', executable.subarray(0, 80)],
    ['an executable of an unknown kind', changed(executable, (copy) => copy.writeUInt16LE(0x107, 88))],
    ['an executable with its header elsewhere', lying(executable, 0x3c, 0xffff_fff0)],
  ],
  TRUST_E_NOSIGNATURE: [
    ['a plain cabinet', plainCabinet()],
    ['a plain executable', inertExecutable()],
    ['a plain executable of 32 bits', inertExecutable('pe32')],
    ['a cabinet with an empty reserve', lying(cabinet, START, 0)],
    ['a cabinet with a signature of no bytes', lying(cabinet, LENGTH, 0)],
    ['a cabinet with another reserve', lying(cabinet, 36, 24)],
    ['a cabinet that ends in its reserve', cabinet.subarray(0, 50)],
    ['an executable with few directories', lying(executable, 88 + 108, 4)],
    ['an executable with a short header', changed(executable, (copy) => copy.writeUInt16LE(150, 84))],
    ['an executable with a table of no bytes', lying(executable, CERTIFICATES + 4, 0)],
    ['a certificate of revision 1', withEntries(certificateEntry(signature, 0x0100))],
    ['a certificate of another type', withEntries(certificateEntry(signature, 0x0200, 1))],
  ],
  [MALFORMED]: [
    ['a signature beyond the end', lying(cabinet, START, 0xffff_fff0), /to end at/],
    ['a signature longer than the file', lying(cabinet, LENGTH, 100_000), /to end at/],
    ['a signature of 4 GB', lying(cabinet, LENGTH, 0xffff_ffff), /to have 4294967295/],
    ['a signature in the header', lying(cabinet, START, 20), /inside its header/],
    ['a signature that is the cabinet', lying(cabinet, START, 60)],
    ['a cut signature', lying(cabinet, LENGTH, 300), /cut off/],
    ['a file cut in its signature', cabinet.subarray(0, -100), /to end at/],
    ['a table beyond the end', lying(executable, CERTIFICATES, 0xffff_fff0), /to end at/],
    ['a table in the headers', lying(executable, CERTIFICATES, 100), /inside its header/],
    ['a table of 4 GB', lying(executable, CERTIFICATES + 4, 0xffff_ffff), /to have/],
    ['a table of four bytes', lying(executable, CERTIFICATES + 4, 4), /ends inside an entry/],
    [
      'an entry without end',
      withEntries(certificateEntry(signature, 0x0200, 2, 1_000_000)),
      /to have 1000000/,
    ],
    ['an entry of no bytes', withEntries(certificateEntry(signature, 0x0200, 2, 0)), /to have 0/],
    ['nine entries', withEntries(...Array(9).fill(certificateEntry(signature))), /more than 8/],
    [
      'something behind the signature',
      withEntries(certificateEntry(Buffer.concat([signature, Buffer.of(1)]))),
      /padding/,
    ],
    [
      'zeros behind the signature',
      withEntries(certificateEntry(Buffer.concat([signature, Buffer.alloc(16)]))),
      /padding/,
    ],
    ['33 certificates', signedCabinet({ signer, sent: Array(33).fill(signer) }), /carries 33 certificates/],
    ['65 attributes', withAttributes((given) => [...given, ...many(63)]), /65 attributes/],
    ['two digests', withAttributes((given) => [...given, ...given]), /has not one value/],
    [
      'a digest of no value',
      withAttributes(([type]) => [type!, sequence(oid('1.2.840.113549.1.9.4'), setOf())]),
    ],
    ['no digest', withAttributes(([type]) => [type!]), /signed digest is missing/],
    ['no content type', withAttributes(([, digest]) => [digest!]), /signed content type is missing/],
    ['an attribute of another type', withAttributes(([type, digest]) => [type!, digest!, nothing()])],
    [
      'the signature of an executable',
      signedCabinet({ signer, dataType: '1.3.6.1.4.1.311.2.1.15' }),
      /not for a cabinet/,
    ],
    [
      'the signature of a cabinet',
      signedExecutable({ signer, dataType: '1.3.6.1.4.1.311.2.1.25' }),
      /not for an executable/,
    ],
  ],
  [SHA1]: [
    ['a cabinet signed with SHA-1', signedCabinet({ signer, hash: 'sha1' }), /SHA-1/],
    ['an executable signed with SHA-1', signedExecutable({ signer, hash: 'sha1' }), /SHA-1/],
  ],
  TRUST_E_BAD_DIGEST: [
    ['a changed cabinet', flipped(cabinet, 100)],
    ['a cabinet with another set', flipped(cabinet, 32)],
    ['bytes behind the signature of a cabinet', Buffer.concat([cabinet, Buffer.of(0)])],
    ['a changed executable', flipped(executable, 800)],
    ['a changed header', flipped(executable, 200)],
    ['bytes behind the signature of an executable', Buffer.concat([executable, Buffer.alloc(8)])],
    ['bytes between executable and signature', movedTable()],
    ['a digest of another file', signedCabinet({ signer, digest: Buffer.alloc(32) })],
    ['a digest of no bytes', signedCabinet({ signer, digest: Buffer.alloc(0) })],
    [
      'a signature over something else',
      withAttributes(([type]) => [type!, digestAttribute()]),
      /was changed/,
    ],
    [
      'a signature over another type',
      withAttributes(([, digest]) => [digest!, typeAttribute()]),
      /another type/,
    ],
  ],
  TRUST_E_NO_SIGNER_CERT: [
    ['no certificate', signedCabinet({ signer, sent: [] })],
    ["another's certificate", signedCabinet({ signer, sent: [stranger] })],
  ],
  TRUST_E_CERT_SIGNATURE: [
    ['a signature by another key', signedCabinet({ signer: stranger, named: signer, sent: [signer] })],
    ['a changed signature', flipped(cabinet, cabinet.length - 20)],
  ],
};

function many(count: number) {
  return Array.from({ length: count }, (_, index) => attribute(`1.2.3.${index}`, nothing()));
}
function digestAttribute() {
  return attribute('1.2.840.113549.1.9.4', octets(Buffer.alloc(32)));
}
function typeAttribute() {
  return attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1'));
}
function movedTable(): Buffer {
  const at = executable.readUInt32LE(CERTIFICATES);
  const gap = Buffer.alloc(8, 0xcc);
  const moved = Buffer.concat([executable.subarray(0, at), gap, executable.subarray(at)]);
  moved.writeUInt32LE(at + gap.length, CERTIFICATES);
  return moved;
}

for (const [code, cases] of Object.entries(refused)) {
  t.test(`${code} is the end of`, async (t) => {
    for (const [name, bytes, reason = /./] of cases) {
      const { failure, isThere } = await verify(bytes);
      t.match(failure, { code, check: 'signature', reason }, name);
      t.notOk(isThere, 'and the file is deleted');
    }
  });
}

t.test(
  'what no signature covers may change: checksum, place of the signature, number in the set',
  async (t) => {
    t.equal((await verify(lying(executable, 152, 0xdead_beef))).failure, undefined);
    t.equal((await verify(flipped(cabinet, 34))).failure, undefined);
  },
);

t.test('the first of several certificates of an executable counts', async (t) => {
  const entry = certificateEntry(signature);
  const strange = certificateEntry(padded(Buffer.from('something else')), 0x0200, 1);
  t.equal((await verify(withEntries(strange, entry))).failure, undefined);
  t.equal((await verify(withEntries(entry, certificateEntry(Buffer.alloc(8))))).failure, undefined);
  t.equal((await verify(withEntries(certificateEntry(Buffer.alloc(8)), entry))).failure?.code, MALFORMED);
});

t.test('every hash of SHA-2 and both kinds of keys are accepted', async (t) => {
  const rsa = publisher(root, { name: 'RSA', keyType: 'rsa' });
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    t.equal((await verify(signedCabinet({ signer, hash }))).failure, undefined, hash);
    t.equal((await verify(signedExecutable({ signer: rsa, hash }, 'pe32'))).failure, undefined, hash);
  }
});
