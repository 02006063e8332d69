import t from 'tap';
import { octets } from '../../../pki/der.ts';
import { extendedKeyUsage } from '../../../pki/extensions/extended-key-usage.ts';
import { attribute, signedCabinet, signedExecutable } from '../../helpers/signed-files.ts';
import { CODE_SIGNING, publisher, timestampAuthority } from '../../helpers/signers.ts';
import { countersignatureAttribute, type StampWish, tokenAttribute } from '../../helpers/timestamps.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// Certificates and timestamps know whole seconds.
const now = Math.floor(Date.now() / 1000) * 1000;
const root = issue({ name: 'Root', from: now - 40 * DAY, to: now + DAY });
/** Valid until ten days ago. */
const old = publisher(root, { from: now - 30 * DAY, to: now - 10 * DAY });
/** Valid when it stamped, and expired since. */
const authority = timestampAuthority(root, { from: now - 35 * DAY, to: now - 5 * DAY });
const inTime = now - 20 * DAY;
const verify = verifier(t, [root]);

const KINDS = { token: tokenAttribute, countersignature: countersignatureAttribute } as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

/** A file by `signer`, stamped so. */
function stamped(kind: Kind, wish: Partial<StampWish> = {}, signer: Issued = old): Buffer {
  const stamp = { signer: authority, at: inTime, ...wish };
  const unsigned = (signature: Buffer) => [KINDS[kind](signature, stamp)];
  return signedCabinet({ signer, sent: [signer, ...(stamp.sent ?? [stamp.signer])], unsigned });
}

for (const kind of kinds) {
  t.test(`a ${kind} of when the signer was valid lets his signature count for ever`, async (t) => {
    const { failure, file, checks } = await verify(stamped(kind));
    t.equal(failure, undefined);
    t.equal(file?.signer.signedAt, inTime);
    const found = Object.fromEntries(checks.map((passed) => [passed.check, passed.found]));
    t.match(found.timestamp, /says "CN=Timestamps"/);
    t.match(found.validity, new Date(inTime).toISOString());
  });

  t.test(`a ${kind} of when the signer was not valid does not`, async (t) => {
    for (const at of [now - 32 * DAY, now - 7 * DAY]) {
      const { failure, isThere } = await verify(stamped(kind, { at }));
      t.match(failure, { code: 'CERT_E_EXPIRED', check: 'validity' });
      t.notOk(isThere);
    }
  });

  t.test(`a ${kind} that is not good is refused, needed or not`, async (t) => {
    const stranger = timestampAuthority(issue({ name: 'Other', from: now - 40 * DAY }), {
      from: now - 40 * DAY,
    });
    const late = timestampAuthority(root, { from: now - 3 * DAY });
    const coder = publisher(root, { name: 'Coder', from: now - 30 * DAY });
    const both = [extendedKeyUsage(CODE_SIGNING, '1.3.6.1.5.5.7.3.8')];
    const cases: readonly (readonly [string, Partial<StampWish>, RegExp])[] = [
      ['of another signature', { over: Buffer.alloc(64) }, /another signature|was changed/],
      ['of an authority not trusted', { signer: stranger }, /is not trusted/],
      ['of an authority not valid then', { signer: late }, /valid only from/],
      ['of a publisher', { signer: coder }, /not for 1\.3\.6\.1\.5\.5\.7\.3\.8/],
      ['by another key', { signer: { ...authority, key: coder.key } }, /not that of the signer/],
      ['with SHA-1', { hash: 'sha1' }, /SHA-1/],
      ['of nobody', { sent: [] }, /not sent along/],
    ];
    const valid = publisher(root, { name: 'Valid' });
    for (const [name, wish, reason] of cases) {
      for (const signer of [old, valid]) {
        const { failure } = await verify(stamped(kind, wish, signer));
        t.match(failure, { code: 'TRUST_E_TIME_STAMP', check: 'timestamp', reason }, name);
      }
    }
    const shared = timestampAuthority(root, { from: now - 35 * DAY, extensions: both });
    t.equal(
      (await verify(stamped(kind, { signer: shared }))).failure,
      undefined,
      'other purposes do no harm',
    );
  });
}

t.test('what cannot be read as a timestamp is refused', async (t) => {
  const ids = ['1.3.6.1.4.1.311.3.3.1', '1.2.840.113549.1.9.6'];
  for (const id of ids) {
    const unsigned = () => [attribute(id, octets(Buffer.from('now')))];
    const { failure } = await verify(signedExecutable({ signer: old, unsigned }));
    t.match(failure, { code: 'TRUST_E_TIME_STAMP', check: 'timestamp' });
  }
  const twice = (signature: Buffer) =>
    [1, 2].map(() => tokenAttribute(signature, { signer: authority, at: inTime }));
  t.match((await verify(signedCabinet({ signer: old, unsigned: twice }))).failure, {
    reason: /not one value/,
  });
});

t.test('a token goes before a countersignature', async (t) => {
  const signer = publisher(root, { name: 'Valid' });
  const stamp = { signer: authority, at: inTime };
  const unsigned = (signature: Buffer) => [
    countersignatureAttribute(signature, { ...stamp, over: Buffer.alloc(3) }),
    tokenAttribute(signature, { ...stamp, at: now - HOUR / 2, signer: timestampAuthority(root) }),
  ];
  const { file, failure } = await verify(signedCabinet({ signer, unsigned }));
  t.equal(failure, undefined);
  t.equal(file?.signer.signedAt, now - HOUR / 2);
});

t.test('roots of timestamps may be others than those of updates', async (t) => {
  const stampRoot = issue({ name: 'Stamp Root', from: now - 40 * DAY });
  const stamps = timestampAuthority(stampRoot, { from: now - 40 * DAY });
  const bytes = stamped('token', { signer: stamps });
  t.equal((await verify(bytes)).failure?.code, 'TRUST_E_TIME_STAMP');
  t.equal((await verify(bytes, { trust: { timestampRoots: stampRoot.pem } })).failure, undefined);
});

t.test('a certificate for lifetime signing ends its signatures, timestamp or not', async (t) => {
  const extensions = [extendedKeyUsage(CODE_SIGNING, '1.3.6.1.4.1.311.10.3.13')];
  const mortal = publisher(root, { from: now - 30 * DAY, to: now - 10 * DAY, extensions });
  t.equal((await verify(stamped('token', {}, mortal))).failure?.code, 'CERT_E_EXPIRED');
});
