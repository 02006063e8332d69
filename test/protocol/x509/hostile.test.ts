import fc from 'fast-check';
import t from 'tap';
import { readCertificate } from '../../../protocol/x509/certificate.ts';
import { crlStatus } from '../../../protocol/x509/crl-status.ts';
import { DerError, derOf, TAG } from '../../../protocol/x509/der.ts';
import { ocspRequest } from '../../../protocol/x509/ocsp-request.ts';
import { ocspStatus } from '../../../protocol/x509/ocsp-status.ts';
import { questionOf } from '../../../protocol/x509/revocation-answer.ts';
import { makePki } from '../../helpers/pki.ts';

const { pki } = await makePki(t);
pki.revoke({ certificate: 'tls' });
const question = questionOf(pki.certificateDer('tls'), pki.certificateDer('root'), Date.now());
const list = pki.crl('root');
const answer = pki.ocspResponse(ocspRequest(question.certificate, question.issuer));

/** Whether `read` takes the bytes or refuses them as it says it does. */
function survives(read: (bytes: Buffer) => unknown, bytes: Buffer): boolean {
  try {
    read(bytes);
    return true;
  } catch (error) {
    return error instanceof DerError;
  }
}

const readers = {
  certificate: (bytes: Buffer) => readCertificate(bytes),
  list: (bytes: Buffer) => crlStatus(bytes, question, true),
  answer: (bytes: Buffer) => ocspStatus(bytes, question),
};
const samples = { certificate: pki.certificateDer('tls'), list, answer };

t.test('the samples say what they should', async (t) => {
  t.equal(crlStatus(list, question, true).kind, 'revoked');
  t.equal(ocspStatus(answer, question).kind, 'revoked');
});

for (const kind of ['certificate', 'list', 'answer'] as const) {
  const sample = samples[kind];
  const read = readers[kind];

  t.test(
    `any changed byte of a ${kind} is read or refused, and revocation is never taken back`,
    async (t) => {
      const property = fc.property(
        fc.nat(sample.length - 1),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const changed = Buffer.from(sample);
          changed.writeUInt8(changed.readUInt8(at) ^ change, at);
          const said = survives(read, changed) && kind !== 'certificate' ? read(changed) : undefined;
          return survives(read, changed) && (said as { kind?: string } | undefined)?.kind !== 'good';
        },
      );
      fc.assert(property, { numRuns: 500 });
      t.pass('500 changes');
    },
  );

  t.test(`a ${kind} cut off anywhere is refused`, async (t) => {
    for (let length = 0; length < sample.length; length += 7) {
      if (!survives(read, sample.subarray(0, length))) t.fail(`${length} bytes`);
    }
    t.pass('every seventh length');
  });

  t.test(`bytes that are no ${kind} are refused`, async (t) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(read, Buffer.from(bytes))));
    const deep = Array.from({ length: 20_000 }).reduce<Buffer>(
      (inner) => derOf(TAG.sequence, inner),
      Buffer.alloc(0),
    );
    t.ok(survives(read, deep), 'deep nesting');
    t.ok(survives(read, derOf(TAG.sequence, Buffer.alloc(200_000, 5))), 'many elements');
  });
}
