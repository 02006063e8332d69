import t from 'tap';
import { readSignature } from '../../../protocol/authenticode/signature.ts';
import { findSigner } from '../../../protocol/authenticode/signer-certificate.ts';
import { contentProblem, signatureProblem } from '../../../protocol/authenticode/signer-proof.ts';
import { readTimestamp } from '../../../protocol/authenticode/timestamp.ts';
import { DerError, derOf, TAG } from '../../../protocol/x509/der.ts';
import { signedCabinet } from '../../helpers/signed-files.ts';
import { publisher, timestampAuthority } from '../../helpers/signers.ts';
import { countersignatureAttribute, tokenAttribute } from '../../helpers/timestamps.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const root = issue({ name: 'Root' });
const signer = publisher(root);
const authority = timestampAuthority(root);
const at = Date.parse('2026-05-04T03:02:01Z');
const wishes = {
  plain: { signer },
  token: {
    signer,
    unsigned: (signature: Buffer) => [tokenAttribute(signature, { signer: authority, at })],
  },
  countersignature: {
    signer,
    sent: [signer, authority],
    unsigned: (signature: Buffer) => [countersignatureAttribute(signature, { signer: authority, at })],
  },
};

function signatureOf(cabinet: Buffer): Buffer {
  return cabinet.subarray(cabinet.readUInt32LE(44));
}

t.test('a signature says what is signed, by whom, and with which certificates', async (t) => {
  const cabinet = signedCabinet({ signer, sent: [root, signer] });
  const read = readSignature(signatureOf(cabinet), 'cabinet');
  t.match(read.indirect.digest, { kind: 'accepted', name: 'sha256' });
  t.same(
    read.certificates.map(({ subject }) => subject),
    ['CN=Root', 'CN=Publisher'],
  );
  const found = findSigner(read.signer, read.certificates);
  t.equal(found?.subject, 'CN=Publisher');
  t.equal(contentProblem(read.signer, read.content), undefined);
  t.equal(signatureProblem(read.signer, signer.certificate), undefined);
  t.match(signatureProblem(read.signer, root.certificate), /not that of the signer/);
  t.equal(readTimestamp(read.signer), undefined);
});

t.test('a timestamp of either kind says when', async (t) => {
  for (const kind of ['token', 'countersignature'] as const) {
    const read = readSignature(signatureOf(signedCabinet(wishes[kind])), 'cabinet');
    t.match(readTimestamp(read.signer), { kind, moment: at, problem: undefined });
  }
});

t.test('a certificate that cannot be read is left out', async (t) => {
  const broken = { ...signer, certificate: { raw: derOf(TAG.sequence, Buffer.of(5, 0)) } } as typeof signer;
  const read = readSignature(signatureOf(signedCabinet({ signer, sent: [broken, signer] })), 'cabinet');
  t.equal(read.certificates.length, 1);
});

t.test('every changed byte and every cut is read or refused as malformed, with its timestamp', async (t) => {
  for (const [name, wish] of Object.entries(wishes)) {
    const good = signatureOf(signedCabinet(wish));
    for (let place = 0; place < good.length; place += 3) {
      const changed = Buffer.from(good);
      changed.writeUInt8(changed.readUInt8(place) ^ (1 << (place % 8)), place);
      for (const bytes of [changed, good.subarray(0, place)]) {
        const thrown = thrownBy(bytes);
        if (thrown !== undefined && !(thrown instanceof DerError))
          t.fail(`${name}, byte ${place}: ${thrown}`);
      }
    }
    t.pass(name);
  }
});

function thrownBy(bytes: Buffer): unknown {
  try {
    const { signer: found, content, certificates } = readSignature(bytes, 'cabinet');
    contentProblem(found, content);
    for (const certificate of certificates) signatureProblem(found, certificate);
    readTimestamp(found);
    return undefined;
  } catch (error) {
    return error;
  }
}
