import { sign } from 'node:crypto';
import t, { type Test } from 'tap';
import { bits, implicit, integer, sequence, tagged, time, toDer } from '../../../pki/der.ts';
import { crlDistributionPoint } from '../../../pki/extensions/crl-distribution-points.ts';
import { uri } from '../../../pki/extensions/general-name.ts';
import { keyUsage } from '../../../pki/extensions/key-usage.ts';
import { readCertificate } from '../../../protocol/x509/certificate.ts';
import { findEntry, MAX_CRL_BYTES, readCrl } from '../../../protocol/x509/crl.ts';
import { crlStatus } from '../../../protocol/x509/crl-status.ts';
import { derOf, TAG } from '../../../protocol/x509/der.ts';
import { crlAddresses } from '../../../protocol/x509/extensions.ts';
import { questionOf } from '../../../protocol/x509/revocation-answer.ts';
import { makePki } from '../../helpers/pki.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';
import { opensslAuthority } from '../../helpers/tls-openssl-authority.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const ca = issue({ name: 'CA' });
const point = crlDistributionPoint('http://crl.test/ca.crl');
const good = issue({ name: 'good', issuer: ca, names: ['good.test'], extensions: [point] });
const bad = issue({ name: 'bad', issuer: ca, names: ['bad.test'] });
const register = [{ certificate: good }, { certificate: bad, revoked: 'keyCompromise' }];

const now = Date.now();
const DAY = 86_400_000;
const ask = (list: Uint8Array, { certificate }: Issued, at = now, issuer = ca) =>
  crlStatus(list, questionOf(certificate.raw, issuer.certificate.raw, at), certificate.ca);

t.test('a list of openssl says what is revoked, when and why, and what is not', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  for (const hash of ['sha256', 'sha384', 'sha512']) {
    const list = opensslAuthority(t, ca, register).crl('-md', hash);
    t.same(ask(list, bad), { kind: 'revoked', at: Date.UTC(2026, 0, 1), reason: 'keyCompromise' }, hash);
    t.same(ask(list, good), { kind: 'good' }, hash);
  }
});

t.test('a list signed with an RSA key is read too, and an empty one', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const rsa = issue({ name: 'RSA CA', keyType: 'rsa' });
  const leaf = issue({ name: 'leaf', issuer: rsa, names: ['leaf.test'] });
  t.same(ask(opensslAuthority(t, rsa, []).crl(), leaf, now, rsa), { kind: 'good' });
});

t.test('a list signed with SHA-1 is no answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const answer = ask(opensslAuthority(t, ca, register).crl('-md', 'sha1'), bad);
  t.match(answer, { kind: 'none', reason: /SHA-1/ });
});

t.test('a list counts from thisUpdate to nextUpdate only', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const list = opensslAuthority(t, ca, register).crl();
  t.match(ask(list, good, now - DAY), { kind: 'none', reason: /holds only from/ });
  t.match(ask(list, good, now + 8 * DAY), { kind: 'none', reason: /it ended at/ });
  t.same(ask(list, good, now + 6 * DAY), { kind: 'good' });
});

t.test('the list of another authority, of the same name or not, is no answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const twin = issue({ name: 'CA' });
  t.match(ask(opensslAuthority(t, twin, []).crl(), bad), { kind: 'none', reason: /not that of the issuer/ });
  const other = issue({ name: 'Other' });
  t.match(ask(opensslAuthority(t, other, []).crl(), bad), { kind: 'none', reason: /another authority/ });
});

t.test('an authority whose key may not sign lists gives no answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const weak = issue({ name: 'CA', key: ca.key, extensions: [keyUsage('keyCertSign')] });
  const list = opensslAuthority(t, ca, []).crl();
  t.match(ask(list, good, now, weak), { kind: 'none', reason: /may not sign/ });
  const able = issue({ name: 'CA', key: ca.key, extensions: [keyUsage('keyCertSign', 'cRLSign')] });
  t.same(ask(list, good, now, able), { kind: 'good' });
});

t.test('a changed list is no answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const list = opensslAuthority(t, ca, register).crl();
  const at = list.indexOf(Buffer.from(bad.certificate.serialNumber, 'hex'));
  list.writeUInt8(list.readUInt8(at) ^ 1, at);
  t.match(ask(list, bad), { kind: 'none', reason: /not that of the issuer/ });
});

const scoped = (t: Test, ...fields: string[]) =>
  opensslAuthority(t, ca, [], `issuingDistributionPoint = critical, @idp\n[idp]\n${fields.join('\n')}`).crl();

t.test('a list for one distribution point is an answer for its certificates only', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const list = scoped(t, 'fullname = URI:http://crl.test/ca.crl');
  t.same(ask(list, good), { kind: 'good' });
  t.match(ask(list, bad), { kind: 'none', reason: /covers other certificates/ }, 'it names no point');
});

t.test('a list for authorities is none for servers, and the other way round', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const lower = issue({ name: 'lower CA', issuer: ca });
  const ofServers = scoped(t, 'onlyuser = TRUE');
  t.same([ask(ofServers, good).kind, ask(ofServers, lower).kind], ['good', 'none']);
  const ofAuthorities = scoped(t, 'onlyCA = TRUE');
  t.same([ask(ofAuthorities, good).kind, ask(ofAuthorities, lower).kind], ['none', 'good']);
});

t.test(
  'lists for some reasons, of several issuers or with unknown critical parts are no answer',
  async (t) => {
    if (!hasTool(t, 'openssl')) return;
    for (const field of ['onlysomereasons = keyCompromise', 'indirectCRL = TRUE', 'onlyAA = TRUE']) {
      t.match(ask(scoped(t, field), good), { kind: 'none', reason: /covers other/ }, field);
    }
    const delta = opensslAuthority(t, ca, [], '2.5.29.27 = critical, DER:020101').crl();
    t.match(ask(delta, good), { kind: 'none', reason: /critical extension 2\.5\.29\.27/ });
  },
);

t.test('our own lists are read, and openssl lists the same entries', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const { pki } = await makePki(t);
  const serials = ['one.test', 'two.test', 'three.test'].map(
    (serverName) => pki.revoke({ serverName }, 'superseded').serial,
  );
  const der = pki.crl('tls');
  const list = readCrl(der);
  const text = run('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], der).stdout.toString();
  t.same(
    Array.from(text.matchAll(/Serial Number: (\w+)/g), ([, serial]) => serial),
    serials,
  );
  const issuer = pki.certificateDer('tls');
  for (const name of ['one.test', 'other.test']) {
    const pem = pki.secureContextFor(name)?.cert ?? '';
    const leaf = Buffer.from(pem.split('-----')[2] ?? '', 'base64');
    const question = questionOf(leaf, issuer, now);
    t.equal(crlStatus(der, question, false).kind, name === 'one.test' ? 'revoked' : 'good', name);
    t.equal(findEntry(list, question.certificate.serial)?.reason, name === 'one.test' ? 4 : undefined);
  }
});

t.test('addresses that only some reasons or another issuer stand behind are not asked', async (t) => {
  const named = tagged(0, tagged(0, uri('http://crl.test/ca.crl')));
  const value = sequence(
    sequence(named, implicit(1, Buffer.of(0, 0x40))),
    sequence(tagged(0, tagged(0, uri('ldap://crl.test/ca')))),
    sequence(tagged(0, tagged(0, uri('http://crl.test/whole.crl')))),
  );
  const certificate = issue({
    name: 'several',
    issuer: ca,
    names: ['several.test'],
    extensions: [{ id: '2.5.29.31', critical: false, value }],
  });
  const { extensions } = questionOf(certificate.certificate.raw, ca.certificate.raw, now).certificate;
  t.same(crlAddresses(extensions), ['http://crl.test/whole.crl']);
});

t.test('an entry is found in a list of 16 MiB, and a larger list is not read', async (t) => {
  const entry = toDer(sequence(integer(0x10000000), time(now)));
  const count = Math.floor((MAX_CRL_BYTES - 1_000) / entry.length);
  const entries = Buffer.alloc(count * entry.length, entry);
  // The serial number stands behind two heads of two bytes.
  for (let index = 0; index < count; index += 1) {
    entries.writeUInt32BE(0x10000000 + index, index * entry.length + 4);
  }
  const { subject, signed } = readCertificate(ca.certificate.raw);
  const head = [toDer(integer(1)), signed.algorithm.raw, subject, toDer(time(now)), toDer(time(now + DAY))];
  const content = derOf(TAG.sequence, ...head, derOf(TAG.sequence, entries));
  const list = derOf(
    TAG.sequence,
    content,
    signed.algorithm.raw,
    toDer(bits(sign('sha256', content, ca.key))),
  );
  const last = issue({ name: 'last', issuer: ca, names: ['last.test'], serial: 0x10000000 + count - 1 });
  t.equal(ask(list, last).kind, 'revoked');
  t.equal(ask(list, good).kind, 'good');
  const larger = Buffer.concat([list, Buffer.alloc(1_001)]);
  t.match(ask(larger, good), { kind: 'none', reason: /too large/ });
});
