import t from 'tap';
import { nothing } from '../../../pki/der.ts';
import { authorityConstraints } from '../../../pki/extensions/basic-constraints.ts';
import { extendedKeyUsage } from '../../../pki/extensions/extended-key-usage.ts';
import { keyUsage } from '../../../pki/extensions/key-usage.ts';
import { signedCabinet } from '../../helpers/signed-files.ts';
import { CODE_SIGNING, publisher } from '../../helpers/signers.ts';
import { type Issued, issue, type Wanted } from '../../helpers/tls-certificates.ts';
import { type VerifyWish, verifier } from '../../helpers/verify-bytes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';

const root = issue({ name: 'Root' });
const lower = issue({ name: 'Lower', issuer: root });
const verify = verifier(t, [root]);
const signed = (signer: Issued, ...sent: readonly Issued[]) =>
  signedCabinet({ signer, sent: [signer, ...sent] });
const codeOf = async (bytes: Buffer, wish: VerifyWish = {}) => (await verify(bytes, wish)).failure?.code;

/** An authority with `extensions` beside the mark of one, and a publisher under it. */
function under(extensions: NonNullable<Wanted['extensions']>, changes: Partial<Wanted> = {}) {
  const authority = issue({ name: 'Authority', issuer: root, extensions, ...changes });
  return signed(publisher(authority), authority);
}

t.test('a signer is trusted through the authorities sent along, in whatever order', async (t) => {
  const second = issue({ name: 'Second', issuer: lower });
  const signer = publisher(second);
  t.equal(await codeOf(signed(signer, second, lower)), undefined);
  t.equal(await codeOf(signed(signer, root, lower, issue({ name: 'Other' }), second)), undefined);
  t.equal(
    await codeOf(signed(signer, second), { trust: { roots: lower.pem } }),
    undefined,
    'a pin below the root',
  );
});

t.test('a signer who does not come to the pinned root is refused, by what is missing', async (t) => {
  const other = issue({ name: 'Other' });
  const twin = issue({ name: 'Root' });
  const below = issue({ name: 'Below', issuer: other });
  const forged = { ...lower, key: below.key };
  const weak = issue({ name: 'Weak', issuer: root, hash: 'sha1' });
  const server = publisher(root, { name: 'Server' });
  const unread = { ...extendedKeyUsage(CODE_SIGNING), value: nothing() };
  const cases = [
    ['CERT_E_UNTRUSTEDROOT', 'another root sent along', signed(publisher(below), below, other)],
    ['CERT_E_UNTRUSTEDROOT', 'another root', signed(publisher(below), below)],
    ['CERT_E_UNTRUSTEDROOT', 'another root of the same name', signed(publisher(twin), twin)],
    ['CERT_E_UNTRUSTEDROOT', 'a certificate of its own making', signed(ownCertificate())],
    ['CERT_E_CHAINING', 'no issuer', signed(publisher(lower))],
    ['CERT_E_CHAINING', "another's issuer", signed(publisher(lower), other)],
    ['TRUST_E_CERT_SIGNATURE', 'an issuer who did not sign', signed(publisher(forged), lower)],
    ['TRUST_E_CERT_SIGNATURE', 'an issuer signed with SHA-1', signed(publisher(weak), weak, root)],
    ['TRUST_E_BASIC_CONSTRAINTS', 'an issuer that is no authority', signed(publisher(server), server)],
    ['CERT_E_CHAINING', 'a purpose nobody can read', signed(publisher(root, { extensions: [unread] }))],
  ] as const;
  for (const [code, name, bytes] of cases) {
    const { failure, isThere } = await verify(bytes);
    t.match(failure, { code, check: 'signer' }, name);
    t.notOk(isThere);
  }
});

function ownCertificate(): Issued {
  return issue({ name: 'Own', names: ['own.test'], extensions: [extendedKeyUsage(CODE_SIGNING)] });
}

t.test('a signer must be one for code, by name', async (t) => {
  const cases = [
    ['no purpose', [keyUsage('digitalSignature')]],
    ['servers', [extendedKeyUsage(SERVER_AUTH)]],
    ['any purpose', [extendedKeyUsage(ANY_PURPOSE)]],
    ['a key not for signing', [keyUsage('keyEncipherment'), extendedKeyUsage(CODE_SIGNING)]],
  ] as const;
  for (const [name, extensions] of cases) {
    const { failure } = await verify(signed(publisher(root, { extensions })));
    t.match(failure, { code: 'CERT_E_WRONG_USAGE', check: 'usage' }, name);
  }
  t.equal(
    await codeOf(signed(publisher(root, { extensions: [extendedKeyUsage(SERVER_AUTH, CODE_SIGNING)] }))),
    undefined,
  );
});

t.test('an authority signs no files', async (t) => {
  const extensions = [extendedKeyUsage(CODE_SIGNING), authorityConstraints()];
  const { failure } = await verify(signed(publisher(root, { extensions })));
  t.match(failure, { code: 'TRUST_E_BASIC_CONSTRAINTS', check: 'usage' });
});

t.test('an authority that names purposes must have code signing among them', async (t) => {
  t.equal(await codeOf(under([extendedKeyUsage(SERVER_AUTH)])), 'CERT_E_WRONG_USAGE');
  t.equal(await codeOf(under([extendedKeyUsage(CODE_SIGNING)])), undefined);
  t.equal(await codeOf(under([extendedKeyUsage(ANY_PURPOSE)])), undefined);
});

t.test('a critical extension nobody understands is refused, and not critical it is none', async (t) => {
  const unknown = { id: '1.3.6.1.4.1.99999.1', critical: true, value: nothing() };
  const extensions = [extendedKeyUsage(CODE_SIGNING), unknown];
  t.equal(await codeOf(signed(publisher(root, { extensions }))), 'CERT_E_CRITICAL');
  t.equal(await codeOf(under([unknown])), 'CERT_E_CRITICAL');
  const harmless = extensions.map((extension) => ({ ...extension, critical: false }));
  t.equal(await codeOf(signed(publisher(root, { extensions: harmless }))), undefined);
});

t.test('an authority may have no more authorities below it than it says', async (t) => {
  const limited = issue({
    name: 'Limited',
    issuer: root,
    names: ['x.test'],
    extensions: [authorityConstraints(0)],
  });
  const below = issue({ name: 'Below', issuer: limited });
  t.equal(await codeOf(signed(publisher(limited), limited)), undefined);
  t.equal(await codeOf(signed(publisher(below), below, limited)), 'TRUST_E_BASIC_CONSTRAINTS');
});

t.test('a signature without timestamp ends with its certificates', async (t) => {
  const short = { from: now - 2 * HOUR, to: now - HOUR };
  const cases = [
    ['an expired signer', signed(publisher(root, short))],
    ['a signer to come', signed(publisher(root, { from: now + HOUR, to: now + DAY }))],
    ['an expired authority', under([], short)],
  ] as const;
  for (const [name, bytes] of cases)
    t.match((await verify(bytes)).failure, { code: 'CERT_E_EXPIRED', check: 'validity' }, name);
  t.equal(
    await codeOf(signed(publisher(root)), { now: now + 2 * DAY }),
    'CERT_E_EXPIRED',
    'by the clock given',
  );
  const old = { now: now - HOUR - HOUR / 2, trust: { roots: issue({ name: 'Unused' }).pem + root.pem } };
  t.equal(await codeOf(signed(publisher(root, short)), old), 'CERT_E_EXPIRED', 'and the root counts');
});

t.test('a trusted publisher is taken where policy has it, and said to be one', async (t) => {
  const own = ownCertificate();
  const stores = { trustedPublishers: `${publisher(root).pem}${own.pem}` };
  const accepting = { trust: { ...stores, acceptsTrustedPublishers: true } };
  const { file, failure, checks } = await verify(signed(own), accepting);
  t.equal(failure, undefined);
  t.equal(file?.signer.isLocallyPublished, true);
  t.match(checks.find(({ check }) => check === 'signer')?.found, /the trusted publisher "CN=Own"/);
  const { failure: refused } = await verify(signed(own), { trust: stores });
  t.match(refused, { code: 'CERT_E_UNTRUSTEDROOT', reason: /which policy does not accept/ });
  t.equal(await codeOf(signed(ownCertificate()), accepting), 'CERT_E_UNTRUSTEDROOT', 'a name is not enough');
});

t.test('a trusted publisher must be valid and for code, too', async (t) => {
  const expired = issue({
    name: 'Old',
    names: ['a.test'],
    from: now - DAY,
    to: now - HOUR,
    extensions: [extendedKeyUsage(CODE_SIGNING)],
  });
  const server = issue({ name: 'Server', names: ['a.test'], extensions: [extendedKeyUsage(SERVER_AUTH)] });
  const trust = { trustedPublishers: expired.pem + server.pem, acceptsTrustedPublishers: true };
  t.equal(await codeOf(signed(expired), { trust }), 'CERT_E_EXPIRED');
  t.equal(await codeOf(signed(server), { trust }), 'CERT_E_WRONG_USAGE');
});
