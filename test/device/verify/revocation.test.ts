import t from 'tap';
import { rememberStatus } from '../../../device/verify/remember-status.ts';
import type { AskStatus, SigningTrust } from '../../../device/verify/signing-trust.ts';
import type { RevocationAnswer } from '../../../protocol/x509/revocation-answer.ts';
import { signedCabinet } from '../../helpers/signed-files.ts';
import { publisher, timestampAuthority } from '../../helpers/signers.ts';
import { tokenAttribute } from '../../helpers/timestamps.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const HOUR = 3_600_000;
const now = Math.floor(Date.now() / 1000) * 1000;
const root = issue({ name: 'Root', from: now - 10 * HOUR });
const lower = issue({ name: 'Lower', issuer: root, from: now - 10 * HOUR });
const signer = publisher(lower, { from: now - 10 * HOUR });
const authority = timestampAuthority(root, { from: now - 10 * HOUR });
const signedAt = now - 5 * HOUR;
const verify = verifier(t, [root]);

const plain = signedCabinet({ signer, sent: [signer, lower] });
const stamped = signedCabinet({
  signer,
  sent: [signer, lower],
  unsigned: (signature) => [tokenAttribute(signature, { signer: authority, at: signedAt })],
});

/** Answers by the name of the certificate asked about; good where nothing is said. */
function answering(answers: Readonly<Record<string, RevocationAnswer>>): AskStatus & { asked: string[] } {
  const asked: string[] = [];
  const ask: AskStatus = async (certificate, issuer) => {
    const name = certificate.subject.replace('CN=', '');
    asked.push(`${name} of ${issuer.subject.replace('CN=', '')}`);
    return answers[name] ?? { kind: 'good' };
  };
  return Object.assign(ask, { asked });
}
const revoked = (at: number, reason = 'superseded'): RevocationAnswer => ({ kind: 'revoked', at, reason });
const silent: RevocationAnswer = { kind: 'none', reason: 'nobody is there' };
const under = (revocation: SigningTrust['revocation'], answers: Parameters<typeof answering>[0]) => ({
  trust: { revocation, askStatus: answering(answers) },
});

t.test('every certificate but the roots is asked about, of its issuer', async (t) => {
  const askStatus = answering({});
  await verify(stamped, { trust: { askStatus } });
  t.same(askStatus.asked.toSorted(), ['Lower of Root', 'Publisher of Lower', 'Timestamps of Root']);
});

t.test('a revoked signer or issuer is refused, hard or soft', async (t) => {
  for (const mode of ['hard', 'soft'] as const) {
    for (const name of ['Publisher', 'Lower']) {
      const { failure, isThere } = await verify(plain, under(mode, { [name]: revoked(now - HOUR) }));
      t.match(failure, { code: 'CERT_E_REVOKED', check: 'revocation', reason: /revoked at .*superseded/ });
      t.notOk(isThere);
    }
  }
});

t.test('a signature stamped before its certificate was revoked stays good, and no other', async (t) => {
  for (const name of ['Publisher', 'Lower']) {
    const late = under('hard', { [name]: revoked(signedAt + HOUR, 'keyCompromise') });
    t.equal((await verify(stamped, late)).failure, undefined, name);
    for (const at of [signedAt - HOUR, signedAt]) {
      const { failure } = await verify(stamped, under('hard', { [name]: revoked(at) }));
      t.equal(failure?.code, 'CERT_E_REVOKED', name);
    }
  }
});

t.test('a timestamp of an authority that was revoked before, or lost its key, is not good', async (t) => {
  const cases = [
    [revoked(signedAt + HOUR), undefined],
    [revoked(signedAt - HOUR), 'TRUST_E_TIME_STAMP'],
    [revoked(signedAt + HOUR, 'keyCompromise'), 'TRUST_E_TIME_STAMP'],
  ] as const;
  for (const [answer, code] of cases)
    t.equal((await verify(stamped, under('soft', { Timestamps: answer }))).failure?.code, code);
});

t.test('where nobody answers, hard refuses and soft warns', async (t) => {
  for (const name of ['Publisher', 'Lower', 'Timestamps']) {
    const { failure } = await verify(stamped, under('hard', { [name]: silent }));
    t.match(failure, { code: 'CRYPT_E_REVOCATION_OFFLINE', check: 'revocation', reason: /nobody is there/ });
    const { failure: none, warnings, checks } = await verify(stamped, under('soft', { [name]: silent }));
    t.equal(none, undefined);
    t.match(warnings, [`"CN=${name}" was revoked is not known: nobody is there`]);
    t.notOk(
      checks.some(({ check }) => check === 'revocation'),
      'it is not said to have passed',
    );
  }
});

t.test('a revoked certificate goes before one nobody answers for', async (t) => {
  const { failure } = await verify(plain, under('hard', { Publisher: silent, Lower: revoked(now) }));
  t.equal(failure?.code, 'CERT_E_REVOKED');
});

t.test('where it is off nobody is asked', async (t) => {
  const { trust } = under('off', { Publisher: revoked(now) });
  const { failure, checks } = await verify(plain, { trust });
  t.equal(failure, undefined);
  t.same(trust.askStatus.asked, []);
  t.notOk(checks.some(({ check }) => check === 'revocation'));
});

t.test('a trusted publisher is asked of its issuer, where that is known', async (t) => {
  const stores = {
    roots: issue({ name: 'Unused' }).pem,
    trustedPublishers: signer.pem,
    acceptsTrustedPublishers: true,
  };
  const known = answering({});
  t.equal((await verify(plain, { trust: { ...stores, askStatus: known } })).failure, undefined);
  t.same(known.asked, ['Publisher of Lower']);
  const alone = signedCabinet({ signer });
  t.equal((await verify(alone, { trust: stores })).failure?.code, 'CRYPT_E_NO_REVOCATION_CHECK');
  t.equal((await verify(alone, { trust: { ...stores, revocation: 'soft' } })).failure, undefined);
});

t.test('answers are remembered for a run', async (t) => {
  const asked = answering({ Publisher: silent });
  const askStatus = rememberStatus(asked);
  for (let count = 0; count < 3; count += 1)
    await verify(stamped, { trust: { askStatus, revocation: 'soft' } });
  t.equal(asked.asked.length, 3);
});
