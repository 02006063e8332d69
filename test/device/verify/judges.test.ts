import t from 'tap';
import type { SigningTrust } from '../../../device/verify/signing-trust.ts';
import { openPki, pkiResource } from '../../../pki/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { askStatus, type FetchStatus } from '../../../protocol/x509/ask-status.ts';
import { stateFolderAt } from '../../../server/state-folder.ts';
import { inertExecutable } from '../../helpers/executables.ts';
import { osslsigncode } from '../../helpers/osslsigncode.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { plainCabinet, signedCabinet, signedExecutable } from '../../helpers/signed-files.ts';
import { publisher, timestampAuthority } from '../../helpers/signers.ts';
import { countersignatureAttribute, tokenAttribute } from '../../helpers/timestamps.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { hasTool } from '../../helpers/tools.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const HOUR = 3_600_000;
/** A byte of the folder table of a cabinet, and of the headers of an executable. */
const COVERED = 70;
const root = issue({ name: 'Root' });
const lower = issue({ name: 'Lower', issuer: root });
const signer = publisher(lower);
const rsaSigner = publisher(root, { keyType: 'rsa' });
const authority = timestampAuthority(root);
const sent = [signer, lower];
const verify = verifier(t, [root]);

const files = {
  'a cabinet': plainCabinet(),
  'a cabinet of several blocks': plainCabinet(100_000),
  'an executable of 32 bits': inertExecutable('pe32'),
  'an executable of 64 bits': inertExecutable('pe32+'),
  'a large executable': inertExecutable('pe32+', 3 * 1024 * 1024),
};

for (const [name, bytes] of Object.entries(files)) {
  t.test(`${name} signed by osslsigncode is accepted, and refused with a byte changed`, async (t) => {
    if (!hasTool(t, 'osslsigncode')) return;
    const tool = osslsigncode(t);
    const by = name.startsWith('a cabinet of') ? rsaSigner : signer;
    const signed = tool.sign(bytes, { signer: by, sent: [lower] });
    const { failure, file } = await verify(signed);
    t.equal(failure, undefined);
    t.equal(file?.signer.certificate.fingerprint256, by.certificate.fingerprint256);
    const changed = Buffer.from(signed);
    changed.writeUInt8(changed.readUInt8(COVERED) ^ 1, COVERED);
    t.equal((await verify(changed)).failure?.code, 'TRUST_E_BAD_DIGEST');
    t.notOk(tool.verify(changed, root).accepted, 'as osslsigncode does');
  });
}

t.test('osslsigncode accepts what the tests sign', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const tool = osslsigncode(t);
  const unsigned = (signature: Buffer) => [
    tokenAttribute(signature, { signer: authority, at: Date.now() - HOUR / 2 }),
  ];
  const counter = (signature: Buffer) => [
    countersignatureAttribute(signature, { signer: authority, at: Date.now() - HOUR / 2 }),
  ];
  const signed = {
    cabinet: signedCabinet({ signer, sent }),
    'executable of 32 bits': signedExecutable({ signer, sent }, 'pe32'),
    'executable of 64 bits': signedExecutable({ signer, sent, unsigned }, 'pe32+'),
    'cabinet with a countersignature': signedCabinet({
      signer,
      sent: [...sent, authority],
      unsigned: counter,
    }),
    'cabinet with SHA-384': signedCabinet({ signer, sent, hash: 'sha384' }),
  };
  for (const [name, bytes] of Object.entries(signed)) {
    const { accepted, output } = tool.verify(bytes, root);
    t.ok(accepted, `${name}: ${output}`);
    t.equal((await verify(bytes)).failure, undefined, name);
  }
});

t.test('page hashes and a nested signature change nothing', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const tool = osslsigncode(t);
  const paged = tool.sign(files['an executable of 64 bits'], { signer, sent: [lower], args: ['-ph'] });
  t.equal((await verify(paged)).failure, undefined);
  const nested = tool.sign(paged, { signer, sent: [lower], hash: 'sha384', args: ['-nest'] });
  t.equal((await verify(nested)).failure, undefined);
});

t.test('a SHA-1 signature of osslsigncode is refused, also with a SHA-256 one nested in it', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const tool = osslsigncode(t);
  for (const bytes of [files['a cabinet'], files['an executable of 32 bits']]) {
    const weak = tool.sign(bytes, { signer, sent: [lower], hash: 'sha1' });
    t.equal((await verify(weak)).failure?.code, 'WU_E_FILETRUST_SHA2SIGNATURE_MISSING');
    const nested = tool.sign(weak, { signer, sent: [lower], args: ['-nest'] });
    t.equal((await verify(nested)).failure?.code, 'WU_E_FILETRUST_SHA2SIGNATURE_MISSING');
  }
});

t.test('a timestamp by openssl lets the signature of an expired signer count', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const now = Date.now();
  const tool = osslsigncode(t);
  const expired = publisher(root, { from: now - 10 * HOUR, to: now - 5 * HOUR });
  const early = issue({ name: 'Early', from: now - 20 * HOUR });
  const stamps = timestampAuthority(early, { from: now - 20 * HOUR });
  const old = publisher(early, { from: now - 10 * HOUR, to: now - 5 * HOUR });
  const inTime = { authority: stamps, sent: [], at: now - 7 * HOUR };
  const verifyEarly = verifier(t, [early]);
  t.equal((await verify(tool.sign(files['a cabinet'], { signer: expired }))).failure?.code, 'CERT_E_EXPIRED');
  for (const bytes of [files['a cabinet'], files['an executable of 64 bits']]) {
    const stamped = tool.sign(bytes, { signer: old, stamp: inTime });
    const { failure, file } = await verifyEarly(stamped);
    t.equal(failure, undefined);
    t.equal(file?.signer.signedAt, Math.floor(inTime.at / 1000) * 1000);
    const late = tool.sign(bytes, { signer: old, stamp: { ...inTime, at: now - 2 * HOUR } });
    t.equal((await verifyEarly(late)).failure?.code, 'CERT_E_EXPIRED');
  }
});

t.test("a cabinet signed by the double's own publishers is accepted until they are revoked", async (t) => {
  const pki = await openPki({
    folder: stateFolderAt(withKeys(t.testdir({}))).pkiFolder,
    clock: systemClock,
    randomness: createSeededRandomness('pki'),
    publicHttpUrl: 'http://127.0.0.1:8530',
  });
  const fetchStatus: FetchStatus = async ({ address, body }) =>
    body === undefined
      ? Buffer.from(pkiResource(pki, new URL(address).pathname)?.body ?? '')
      : pki.ocspResponse(body);
  const trust: Partial<SigningTrust> = {
    roots: pki.rootPem,
    askStatus: (certificate, issuer, now) => askStatus(certificate, issuer, now, fetchStatus),
  };
  for (const by of ['a', 'b'] as const) {
    const signed = pki.signCabinet(files['a cabinet'], by);
    const { failure, file, checks } = await verify(signed, { trust });
    t.equal(failure, undefined);
    t.match(file?.signer.certificate.subject, `Publisher ${by.toUpperCase()}`);
    t.equal(checks.at(-1)?.check, 'revocation');
    t.equal((await verify(signed)).failure?.code, 'CERT_E_UNTRUSTEDROOT', 'under another root');
  }
  pki.revoke({ certificate: 'publisher-b' }, 'keyCompromise');
  t.equal(
    (await verify(pki.signCabinet(files['a cabinet'], 'b'), { trust })).failure?.code,
    'CERT_E_REVOKED',
  );
  t.equal((await verify(pki.signCabinet(files['a cabinet'], 'a'), { trust })).failure, undefined);
});
