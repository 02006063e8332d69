import { X509Certificate } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import {
  type BrokenKind,
  brokenKinds,
  galleryAuthorityIds,
  isBrokenKind,
  openPki,
  type Pki,
  pkiResource,
} from '../../../pki/index.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { readCertificate } from '../../../protocol/x509/certificate.ts';
import { crlStatus } from '../../../protocol/x509/crl-status.ts';
import { ocspRequest } from '../../../protocol/x509/ocsp-request.ts';
import { ocspStatus } from '../../../protocol/x509/ocsp-status.ts';
import { questionOf } from '../../../protocol/x509/revocation-answer.ts';
import { makePkiWithItsKeys } from '../../helpers/pki.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const NAME = 'fe2.update.microsoft.com';
const clock = createVirtualClock('2026-06-01T12:34:56.789Z');
const now = clock.now();
const { pki, folder, options } = await makePkiWithItsKeys(t, { clock });
const kinds = brokenKinds.map(({ kind }) => kind);
const reopen = () => openPki({ ...options, randomness: createSeededRandomness('later') });
const certOf = (of: Pki, kind: BrokenKind, name = NAME, at?: number) => of.broken(kind, name, at)?.cert ?? '';
const leafOf = (...args: Parameters<typeof certOf>) => new X509Certificate(certOf(...args));
const pemsIn = (text: string) => text.split(/(?<=END CERTIFICATE-----\n)/);

t.test('a start makes nothing for the gallery, and nothing is served of it', async (t) => {
  t.same(
    readdirSync(folder).filter((name) => /gallery|born/.test(name)),
    [],
  );
  for (const id of galleryAuthorityIds)
    for (const ending of ['crt', 'crl']) t.equal(pkiResource(pki, `/pki/${id}.${ending}`), undefined, id);
});

t.test('the table tells of each kind what is wrong and who finds it', async (t) => {
  t.equal(new Set(kinds).size, kinds.length);
  for (const { kind, title, what, expect, hresult } of brokenKinds) {
    t.match(title, /^[A-Z].*[^.]$/, kind);
    t.match(what, /^[A-Z].*\.$/, kind);
    t.equal(hresult === undefined, expect === 'accepts', `${kind}: only a refusal has a code`);
    t.ok(isBrokenKind(kind));
  }
  for (const name of ['', 'constructor', 'expired ', '__proto__']) t.notOk(isBrokenKind(name), name);
});

t.test('a name that may have no certificate has no broken one either', async (t) => {
  for (const name of ['www.example.org', '8.8.8.8', '*.test', 'a b'])
    for (const kind of kinds) t.equal(pki.broken(kind, name), undefined, `${kind} ${name}`);
});

t.test('the same certificate is the same object, and the same bytes after a restart', async (t) => {
  const first = kinds.map((kind) => pki.broken(kind, NAME));
  t.ok(first.every((one) => one !== undefined));
  kinds.forEach((kind, index) => {
    t.equal(pki.broken(kind, 'FE2.Update.Microsoft.com.', now + 30 * DAY), first[index], kind);
    t.not(pki.broken(kind, 'fe3.update.microsoft.com'), first[index], kind);
  });
  t.equal(pki.broken('expired', ''), pki.broken('expired', 'localhost'), "the machine's own names share one");
  const again = await reopen();
  t.same(
    // Another order, for nothing may depend on it.
    [...kinds].reverse().map((kind) => again.broken(kind, NAME)),
    first.reverse(),
  );
});

t.test('serial numbers are different, and every subject says that it is a mock', async (t) => {
  const pems = kinds.flatMap((kind) => pemsIn(certOf(pki, kind)));
  const certificates = [...new Set(pems)].map((pem) => new X509Certificate(pem));
  t.equal(new Set(certificates.map(({ serialNumber }) => serialNumber)).size, certificates.length);
  for (const { subject } of certificates) {
    t.match(subject, /O=mock-windows-update\nOU=test only\\?, do not trust\n/);
    t.match(subject, /CN=(Mock Windows Update .*do not trust|[a-z0-9.-]+$)/);
  }
});

t.test('keys of its own are made at first use, for their owner only', async (t) => {
  for (const name of ['gallery-authority', 'gallery-untrusted', 'gallery-weak'].map(
    (key) => `${key}.key.pem`,
  ))
    t.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600, name);
  const names = ['gallery-authority.key.pem', 'gallery-weak.key.pem'] as const;
  for (const name of names) {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, name.includes('weak') ? readFileSync(path.join(folder, 'root.pem')) : 'nothing');
    const damaged = await reopen();
    t.throws(() => kinds.map((kind) => damaged.broken(kind, NAME)), { code: 'PKI_FILE_DAMAGED' });
    writeFileSync(file, text);
  }
});

t.test(
  'the same seed gives the same gallery in another folder, in whatever order it is visited',
  async (t) => {
    const other = await makePkiWithItsKeys(t, { clock });
    for (const kind of ['weak-key', 'revoked', 'pinned-elsewhere', 'unknown-issuer'] as const)
      t.same(other.pki.broken(kind, NAME), pki.broken(kind, NAME), kind);
  },
);

t.test('dates are broken at every moment that is asked about', async (t) => {
  for (const at of [now, now + 334 * DAY, now + 2 * YEAR, now + 14 * YEAR]) {
    const datesOf = (kind: BrokenKind) => readCertificate(leafOf(pki, kind, NAME, at).raw);
    t.ok(datesOf('expired').notAfter < at - DAY, 'expired');
    t.ok(datesOf('not-yet-valid').notBefore > at + 30 * DAY, 'not yet valid');
    const long = datesOf('long-lived');
    t.ok(long.notBefore <= at && long.notAfter - long.notBefore === 30 * YEAR, 'long-lived');
    const good = datesOf('wrong-name');
    t.ok(good.notBefore <= at && at < good.notAfter, 'the others are valid');
  }
});

/** What list and status answers of `from` say about the certificate `leaf` below the authority in `issuer`. */
function statusOf(
  from: Pki,
  leaf: X509Certificate,
  issuer: X509Certificate,
  list: Buffer,
): readonly string[] {
  const question = questionOf(leaf.raw, issuer.raw, now);
  const answer = from.ocspResponse(ocspRequest(question.certificate, question.issuer));
  const answers = [crlStatus(list, question, false), ocspStatus(answer, question)];
  return answers.map((one) => (one.kind === 'revoked' ? one.reason : one.kind));
}

t.test('what is revoked stays so after a restart, and asking again adds nothing', async (t) => {
  const issuer = new X509Certificate(pki.certificateDer('tls'));
  const leaf = leafOf(pki, 'revoked');
  const file = path.join(folder, 'born-revoked.json');
  const before = readFileSync(file, 'utf8');
  const again = await reopen();
  t.same(statusOf(again, leaf, issuer, again.crl('tls')), ['keyCompromise', 'keyCompromise']);
  const [revoked, authority] = pemsIn(certOf(again, 'authority-revoked')).map(
    (pem) => new X509Certificate(pem),
  );
  if (revoked === undefined || authority === undefined) throw new Error('no chain');
  const root = new X509Certificate(again.rootPem);
  t.same(statusOf(again, authority, root, again.crl('root')), ['cACompromise', 'cACompromise']);
  const list = again.gallery.crl('gallery-revoked');
  t.same(statusOf(again, revoked, authority, list ?? Buffer.alloc(0)), ['good', 'good']);
  for (const kind of kinds) again.broken(kind, NAME);
  t.equal(
    again.revoke({ serial: leaf.serialNumber }).reason,
    'keyCompromise',
    'it can be named like any other',
  );
  t.equal(readFileSync(file, 'utf8'), before);
  t.notOk(existsSync(path.join(folder, 'revoked.json')), 'what users revoke is another list');
});

t.test('good certificates are not touched by it', async (t) => {
  const issuer = new X509Certificate(pki.certificateDer('tls'));
  const good = new X509Certificate(pki.secureContextFor(NAME)?.cert ?? '');
  t.same(statusOf(pki, good, issuer, pki.crl('tls')), ['good', 'good']);
  for (const kind of ['expired', 'no-eku', 'ca-leaf', 'sha1-signature'] as const)
    t.same(
      statusOf(pki, leafOf(pki, kind), issuer, pki.crl('tls')),
      ['good', 'good'],
      `${kind} is known and good`,
    );
});

t.test(
  'clients who ask for many names cannot fill the list: the rest is revoked by status answers',
  async (t) => {
    const copy = path.join(t.testdir({}), 'pki');
    cpSync(folder, copy, { recursive: true });
    const revoked = Array.from({ length: 256 }, (_, index) => ({
      serial: (index + 1).toString(16).toUpperCase(),
      issuer: 'tls',
      reason: 'keyCompromise',
      at: now,
    }));
    const file = path.join(copy, 'born-revoked.json');
    writeFileSync(file, JSON.stringify({ layout: 1, revoked }));
    const full = await openPki({ ...options, folder: copy });
    const issuer = new X509Certificate(full.certificateDer('tls'));
    const leaf = leafOf(full, 'revoked', 'late.test');
    t.same(statusOf(full, leaf, issuer, full.crl('tls')), ['good', 'keyCompromise']);
    full.broken('authority-revoked', NAME);
    const authority = new X509Certificate(full.gallery.certificateDer('gallery-revoked') ?? '');
    const root = new X509Certificate(full.rootPem);
    t.same(
      statusOf(full, authority, root, full.crl('root')),
      ['cACompromise', 'cACompromise'],
      'but authorities',
    );
    t.equal(JSON.parse(readFileSync(file, 'utf8')).revoked.length, 257);
    t.equal(full.revoke({ serverName: 'late.test' }).reason, 'unspecified', 'users still can');
  },
);

t.test('authorities of the gallery are served where their certificates say', async (t) => {
  for (const id of galleryAuthorityIds) {
    const der = pkiResource(pki, `/pki/${id}.crt`)?.body;
    t.same(der, pki.gallery.certificateDer(id), id);
    t.match(pkiResource(pki, `/pki/${id}.crl`), { contentType: 'application/pkix-crl' }, id);
  }
  t.match(leafOf(pki, 'pinned-elsewhere').infoAccess, 'URI:http://127.0.0.1:8530/pki/gallery-other.crt');
});
