import { readFileSync } from 'node:fs';
import t from 'tap';
import { extendedKeyUsage } from '../../../pki/extensions/extended-key-usage.ts';
import { readCertificate } from '../../../protocol/x509/certificate.ts';
import { ocspRequest } from '../../../protocol/x509/ocsp-request.ts';
import { ocspStatus } from '../../../protocol/x509/ocsp-status.ts';
import { questionOf } from '../../../protocol/x509/revocation-answer.ts';
import { makePki } from '../../helpers/pki.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';
import { opensslAuthority } from '../../helpers/tls-openssl-authority.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const OCSP_SIGNING = extendedKeyUsage('1.3.6.1.5.5.7.3.9');
const ca = issue({ name: 'CA' });
const good = issue({ name: 'good', issuer: ca, names: ['good.test'] });
const bad = issue({ name: 'bad', issuer: ca, names: ['bad.test'] });
const strange = issue({ name: 'strange', issuer: ca, names: ['strange.test'] });
const signer = issue({ name: 'signer', issuer: ca, names: ['signer.test'], extensions: [OCSP_SIGNING] });
const register = [{ certificate: good }, { certificate: bad, revoked: 'superseded' }];

const now = Date.now();
const DAY = 86_400_000;
const ask = (answer: Uint8Array, { certificate }: Issued, at = now, issuer = ca) =>
  ocspStatus(answer, questionOf(certificate.raw, issuer.certificate.raw, at));

t.test('openssl understands our request, and we its answers', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const authority = opensslAuthority(t, ca, register);
  t.same(ask(authority.ocsp(good), good), { kind: 'good' });
  const revoked = { kind: 'revoked', at: Date.UTC(2026, 0, 1), reason: 'superseded' };
  t.same(ask(authority.ocsp(bad), bad), revoked);
  t.match(ask(authority.ocsp(strange), strange), { kind: 'none', reason: /does not know/ });
});

t.test('the signer is named by name or by key, and signs with what it likes of SHA-2', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const authority = opensslAuthority(t, ca, register);
  for (const args of [['-resp_key_id'], ['-rmd', 'sha384'], ['-rmd', 'sha512'], ['-resp_no_certs']]) {
    t.same(ask(authority.ocsp(good, ca, ...args), good), { kind: 'good' }, args.join(' '));
  }
});

t.test('an RSA authority is read too', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const rsa = issue({ name: 'RSA CA', keyType: 'rsa' });
  const leaf = issue({ name: 'leaf', issuer: rsa, names: ['leaf.test'] });
  const answer = opensslAuthority(t, rsa, [{ certificate: leaf }]).ocsp(leaf);
  t.same(ask(answer, leaf, now, rsa), { kind: 'good' });
});

t.test('an answer signed with SHA-1 is none', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const answer = opensslAuthority(t, ca, register).ocsp(good, ca, '-rmd', 'sha1');
  t.match(ask(answer, good), { kind: 'none', reason: /SHA-1/ });
});

t.test('a signer the authority certified for it may answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const authority = opensslAuthority(t, ca, register);
  t.same(ask(authority.ocsp(good, signer), good), { kind: 'good' });
  t.same(ask(authority.ocsp(bad, signer, '-resp_key_id'), bad).kind, 'revoked');
  const missing = ask(authority.ocsp(good, signer, '-resp_no_certs'), good);
  t.match(missing, { kind: 'none', reason: /neither the issuer nor sent along/ });
});

t.test('nobody else may answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const twin = issue({ name: 'CA' });
  const other = issue({ name: 'Other CA' });
  const named = { names: ['signer.test'], extensions: [OCSP_SIGNING] };
  const cases: readonly (readonly [string, Issued, RegExp])[] = [
    ['a server of the authority', strange, /may not sign/],
    ['an authority of the same name', twin, /not that of the issuer/],
    [
      'a signer of another authority',
      issue({ name: 'foreign', issuer: other, ...named }),
      /another authority/,
    ],
    ['a signer of the twin', issue({ name: 'false', issuer: twin, ...named }), /not signed by the issuer/],
    [
      'a signer that is no more',
      issue({ name: 'old', issuer: ca, to: now - 1_000, ...named }),
      /not valid now/,
    ],
  ];
  const authority = opensslAuthority(t, ca, register);
  for (const [name, by, reason] of cases) {
    t.match(ask(authority.ocsp(good, by), good), { kind: 'none', reason }, name);
  }
});

t.test('an answer counts from thisUpdate to nextUpdate only', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const answer = opensslAuthority(t, ca, register).ocsp(good);
  t.match(ask(answer, good, now - DAY), { kind: 'none', reason: /holds only from/ });
  t.match(ask(answer, good, now + 2 * DAY), { kind: 'none', reason: /it ended at/ });
});

t.test('an answer about another certificate is none', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const answer = opensslAuthority(t, ca, register).ocsp(good);
  t.match(ask(answer, bad), { kind: 'none', reason: /other certificates/ });
});

t.test('a refusal is told by its name', async (t) => {
  t.match(ask(Buffer.from('30030a0106', 'hex'), good), { kind: 'none', reason: /unauthorized/ });
  t.match(ask(Buffer.from('30030a0103', 'hex'), good), { kind: 'none', reason: /tryLater/ });
});

t.test('a changed answer is none', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const answer = opensslAuthority(t, ca, register).ocsp(bad);
  // [1] revoked with its moment becomes something else; the signature is over it.
  const at = answer.indexOf('20260101000000Z');
  answer.write('20270101000000Z', at, 'latin1');
  t.match(ask(answer, bad), { kind: 'none', reason: /not that of the issuer/ });
});

t.test('our own responder understands our request, and we its answer', async (t) => {
  const { pki } = await makePki(t);
  const issuer = pki.certificateDer('tls');
  const leaf = (name: string) =>
    Buffer.from(pki.secureContextFor(name)?.cert.split('-----')[2] ?? '', 'base64');
  pki.revoke({ serverName: 'bad.test' }, 'keyCompromise');
  for (const [name, kind] of [
    ['good.test', 'good'],
    ['bad.test', 'revoked'],
  ] as const) {
    const question = questionOf(leaf(name), issuer, now);
    const answer = pki.ocspResponse(ocspRequest(question.certificate, question.issuer));
    t.equal(ocspStatus(answer, question).kind, kind, name);
  }
});

t.test('the request is that of openssl without a nonce, byte for byte', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const dir = t.testdir({ 'ca.pem': ca.pem, 'good.pem': good.pem });
  const files = ['-issuer', `${dir}/ca.pem`, '-cert', `${dir}/good.pem`];
  t.equal(run('openssl', ['ocsp', ...files, '-no_nonce', '-reqout', `${dir}/request.der`]).status, 0);
  const ours = ocspRequest(readCertificate(good.certificate.raw), readCertificate(ca.certificate.raw));
  t.same(ours, readFileSync(`${dir}/request.der`));
});
