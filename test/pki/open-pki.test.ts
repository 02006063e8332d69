import { X509Certificate } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openPki, type Pki, type PkiOptions } from '../../pki/index.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { contentsOf, makePkiWithItsKeys } from '../helpers/pki.ts';

const DAY = 86_400_000;
const clock = createVirtualClock('2026-06-01T12:34:56.789Z');
const { pki, folder, options } = await makePkiWithItsKeys(t, { clock });
const files = readdirSync(folder);
const written = contentsOf(folder, files);

/** The same folder, as it was after the first start, at another place. */
function copyFor(t: Test): { readonly folder: string; readonly at: (name: string) => string } {
  const copy = path.join(t.testdir({}), 'pki');
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, at: (name) => path.join(copy, name) };
}

const reopen = (changes: Partial<PkiOptions>): Promise<Pki> => openPki({ ...options, ...changes });

t.test('the folder and the private keys are for their owner only', async (t) => {
  t.equal(statSync(folder).mode & 0o777, 0o700);
  const secrets = files.filter((name) => /PRIVATE|secret/.test(written[name] ?? ''));
  t.equal(secrets.length, 9, 'eight keys and the secret of the serial numbers');
  for (const name of secrets) t.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600, name);
});

t.test('a second start reuses every file as it is', async (t) => {
  const again = await reopen({});
  t.equal(again.rootPem, pki.rootPem);
  t.same(again.authorities, pki.authorities);
  t.same(again.publishers, pki.publishers);
  t.same(again.defaultSecureContext(), pki.defaultSecureContext(), 'server certificates can be pinned');
  t.same(contentsOf(folder, readdirSync(folder)), written);
});

t.test(
  'another seed makes other keys and numbers, and dates begin a day back in whole seconds',
  async (t) => {
    const randomness = createSeededRandomness('another');
    const other = await openPki({ ...options, folder: path.join(t.testdir({}), 'pki'), randomness });
    t.not(other.rootSha256, pki.rootSha256);
    t.not(other.authorities[0]?.serial, pki.authorities[0]?.serial);
    for (const { authorities } of [pki, other])
      t.equal(authorities[0]?.notBefore, '2026-05-31T12:34:56.000Z');
  },
);

t.test('another public address re-issues what points there, with the same keys and root', async (t) => {
  const { folder } = copyFor(t);
  const moved = await reopen({ folder, publicHttpUrl: 'http://wsus.test:8080/' });
  t.equal(moved.rootPem, pki.rootPem);
  for (const id of ['tls', 'code', 'code-a', 'code-b', 'publisher-a', 'publisher-b'] as const) {
    const [before, after] = [pki, moved].map((each) => new X509Certificate(each.certificateDer(id)));
    t.match(after?.infoAccess, 'URI:http://wsus.test:8080/pki/');
    t.same(after?.publicKey.export({ format: 'jwk' }), before?.publicKey.export({ format: 'jwk' }), id);
    t.not(after?.serialNumber, before?.serialNumber);
  }
  const leaf = new X509Certificate(moved.defaultSecureContext().cert);
  t.match(leaf.infoAccess, 'URI:http://wsus.test:8080/pki/tls.crt');
  t.not(leaf.serialNumber, new X509Certificate(pki.defaultSecureContext().cert).serialNumber);
});

t.test('another name re-issues only the TLS authority, whose constraints then permit it', async (t) => {
  const { folder } = copyFor(t);
  t.equal(pki.secureContextFor('wsus.contoso.com'), undefined);
  const named = await reopen({ folder, names: ['contoso.com', '198.51.100.4'] });
  const changed = named.authorities.filter(({ serial }, index) => serial !== pki.authorities[index]?.serial);
  t.same(
    changed.map(({ id }) => id),
    ['tls'],
  );
  t.ok(named.secureContextFor('wsus.contoso.com'));
  const own = new X509Certificate(named.defaultSecureContext().cert);
  t.ok(own.checkHost('contoso.com') && own.checkIP('198.51.100.4'), 'the default certificate carries it');
});

t.test('a publisher near its end is renewed, and the root never is', async (t) => {
  const { folder } = copyFor(t);
  const later = createVirtualClock(clock.now() + 5 * 365 * DAY - 3 * DAY);
  const renewed = await reopen({ folder, clock: later });
  t.same(renewed.authorities, pki.authorities);
  t.equal(renewed.publishers[0]?.notBefore, new Date(later.now() - DAY - 789).toISOString());
  const again = await reopen({ folder, clock: later });
  t.same(again.publishers, renewed.publishers);
});

t.test('server certificates change with the period, not with the day', async (t) => {
  const moving = createVirtualClock(clock.now());
  const { cert } = (await reopen({ clock: moving })).defaultSecureContext();
  moving.advance(300 * DAY);
  const pki = await reopen({ clock: moving });
  t.equal(pki.defaultSecureContext().cert, cert);
  moving.advance(60 * DAY);
  const next = new X509Certificate(pki.defaultSecureContext().cert);
  t.ok(Date.parse(next.validFrom) <= moving.now() && Date.parse(next.validTo) > moving.now() + 30 * DAY);
  t.not(next.serialNumber, new X509Certificate(cert).serialNumber);
});

t.test('a first start cut off at any point is completed by the next', async (t) => {
  // The order in which a first start writes: keys, then certificates from the top.
  const order = [
    'root.pem',
    'tls.pem',
    'code.pem',
    'code-a.pem',
    'code-b.pem',
    'publisher-a.pem',
    'publisher-b.pem',
  ];
  for (let kept = 0; kept < order.length; kept += 1) {
    const { folder, at } = copyFor(t);
    for (const name of order.slice(kept)) rmSync(at(name));
    writeFileSync(at('.tls.pem.1.tmp'), '-----BEGIN');
    const completed = await reopen({ folder });
    t.equal(completed.authorities.length, 5);
    t.same(
      order.filter((name) => !existsSync(at(name))),
      [],
    );
    for (const name of order.slice(0, kept)) t.equal(readFileSync(at(name), 'utf8'), written[name]);
  }
});

t.test('two starts at once in an empty folder end up with the same keys', async (t) => {
  const folder = path.join(t.testdir({}), 'pki');
  const [one, two] = await Promise.all([reopen({ folder }), reopen({ folder })]);
  t.equal(one.rootPem, two.rootPem);
  t.same(one.authorities, two.authorities);
  t.same(one.defaultSecureContext(), two.defaultSecureContext());
});

t.test(
  'addresses and names that cannot stand in certificates are errors before anything is made',
  async (t) => {
    const folder = path.join(t.testdir({}), 'pki');
    const urls = [
      'https://localhost:8531',
      'localhost:8530',
      'http://u:p@h/',
      'http://h/?x',
      'http://h/#x',
      `http://h/${'a'.repeat(600)}`,
    ];
    for (const publicHttpUrl of urls)
      await t.rejects(reopen({ folder, publicHttpUrl }), { code: 'PKI_URL_INVALID' });
    for (const name of ['*.corp.test', 'a b', '', '10.0.0.0/8', 'x'.repeat(300)]) {
      await t.rejects(reopen({ folder, names: [name] }), { code: 'PKI_NAME_INVALID' }, name);
    }
    const many = Array.from({ length: 201 }, (_, index) => `h${index}.test`);
    await t.rejects(reopen({ folder, names: many }), { code: 'PKI_NAMES_TOO_MANY', message: /201.*200/ });
    t.notOk(existsSync(folder));
  },
);
