import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { openPki, pkiResource } from '../../pki/index.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { makePki, pem } from '../helpers/pki.ts';
import { hasTool, run } from '../helpers/tools.ts';

const DAY = 86_400_000;
const clock = createVirtualClock('2026-06-01T12:00:00.500Z');
const { pki, folder, options } = await makePki(t, { clock });
const server = pki.secureContextFor('revoked.test')?.cert ?? '';

const crlText = (der: Buffer): string =>
  run('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], der).stdout.toString();

const numberOf = (der: Buffer): bigint => BigInt(/CRL Number:\s+(\w+)/.exec(crlText(der))?.[1] ?? '-1');

t.test('a list shows number and dates, and comes from memory until it ages', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const first = pki.crl('root');
  t.match(crlText(first), /Last Update: Jun {2}1 11:00:00 2026 GMT/);
  t.match(crlText(first), /Next Update: Jun {2}8 12:00:00 2026 GMT/);
  t.match(crlText(first), /No Revoked Certificates/);
  t.match(crlText(first), /Authority Key Identifier/);
  t.ok(numberOf(first) > 0n);
  clock.advance(3 * DAY);
  t.equal(pki.crl('root'), first);
  clock.advance(DAY);
  const next = pki.crl('root');
  t.match(crlText(next), /Next Update: Jun 12 12:00:00 2026 GMT/);
  t.ok(numberOf(next) > numberOf(first));
  clock.advance(-2 * DAY);
  t.ok(numberOf(pki.crl('root')) > numberOf(next), 'even when the clock was set back');
  clock.set(Date.parse('2026-06-01T12:00:00.500Z'));
});

t.test('a revoked server certificate stands in the list, with the reason', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const before = pki.crl('tls');
  const revocation = pki.revoke({ serverName: 'revoked.test' }, 'keyCompromise');
  t.equal(revocation.issuer, 'tls');
  const after = pki.crl('tls');
  t.match(
    crlText(after),
    new RegExp(`Serial Number: ${revocation.serial}\\s+Revocation Date: Jun {2}1 12:00:00 2026 GMT`),
  );
  t.match(crlText(after), /CRL Reason Code:\s+Key Compromise/);
  t.ok(numberOf(after) > numberOf(before), 'at the same moment, too');
  t.equal(pki.secureContextFor('revoked.test')?.cert, server, 'it stays in use');
});

t.test('openssl refuses what is revoked and accepts the rest', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const put = (name: string, text: string) => {
    const file = path.join(folder, `test-${name}`);
    writeFileSync(file, text);
    return file;
  };
  const lists = put('crls.pem', pem('X509 CRL', pki.crl('tls')) + pem('X509 CRL', pki.crl('root')));
  const verify = (file: string) => {
    const trust = ['-CAfile', path.join(folder, 'root.pem'), '-untrusted', path.join(folder, 'tls.pem')];
    const when = ['-attime', String(Math.floor(clock.now() / 1000))];
    return run('openssl', ['verify', ...trust, ...when, '-crl_check_all', '-CRLfile', lists, file]);
  };
  const good = verify(put('good.pem', pki.secureContextFor('good.test')?.cert ?? ''));
  t.equal(good.status, 0, good.stderr.toString());
  const bad = verify(put('bad.pem', server));
  t.match(bad.stderr.toString(), /certificate revoked/);
});

t.test('revocations outlive a restart and may be repeated', async (t) => {
  const again = await openPki(options);
  const revocation = again.revoke({ serverName: 'revoked.test' }, 'superseded');
  t.equal(revocation.reason, 'keyCompromise', 'the first reason stays');
  if (hasTool(t, 'openssl')) t.match(crlText(again.crl('tls')), revocation.serial);
});

t.test('a revoked authority stays revoked when a new address has it issued again', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const copy = path.join(t.testdir({}), 'pki');
  cpSync(folder, copy, { recursive: true });
  (await openPki({ ...options, folder: copy })).revoke({ certificate: 'code-a' }, 'cACompromise');
  const moved = await openPki({ ...options, folder: copy, publicHttpUrl: 'http://moved.test' });
  const now = moved.authorities.find(({ id }) => id === 'code-a');
  t.match(crlText(moved.crl('code')), `Serial Number: ${now?.serial}`);
});

t.test('a certificate may be named by its serial number in any spelling', async (t) => {
  const serial = pki.publishers[1]?.serial ?? '';
  const colons = serial.toLowerCase().match(/../g)?.join(':') ?? '';
  t.match(pki.revoke({ serial: colons }, 'superseded'), { serial, issuer: 'code-b' });
});

t.test('what was never issued cannot be revoked', async (t) => {
  const serials = ['', '00', 'zz', '1'.repeat(32), `${pki.publishers[0]?.serial}00`];
  for (const serial of serials)
    t.throws(() => pki.revoke({ serial }), { code: 'PKI_SERIAL_UNKNOWN' }, serial);
  t.throws(() => pki.revoke({ serverName: 'example.org' }), { code: 'PKI_NAME_NOT_PERMITTED' });
});

t.test('certificates and lists are served under their media types, and nothing else is', async (t) => {
  t.equal(pkiResource(pki, '/pki/root.pem')?.contentType, 'application/x-pem-file');
  t.equal(pkiResource(pki, '/pki/root.pem')?.body.toString(), pki.rootPem);
  for (const { id } of pki.authorities) {
    t.match(pkiResource(pki, `/pki/${id}.crt`), {
      contentType: 'application/pkix-cert',
      body: pki.certificateDer(id),
    });
    t.match(pkiResource(pki, `/pki/${id}.crl`), { contentType: 'application/pkix-crl', body: pki.crl(id) });
  }
  const others = [
    'root.key.pem',
    'root.key',
    'server.key.pem',
    'issuance.json',
    'revoked.json',
    '../pki/root.key.pem',
    'tls.pem',
    '',
    'ocsp',
    'publisher-a.crt',
    '__proto__',
  ];
  for (const name of others) t.equal(pkiResource(pki, `/pki/${name}`), undefined, name);
});

t.test('no private key is in anything that is served or shown', async (t) => {
  const paths = [
    '/pki/root.pem',
    ...pki.authorities.flatMap(({ id }) => [`/pki/${id}.crt`, `/pki/${id}.crl`]),
  ];
  const served = paths.map((path) => pkiResource(pki, path)?.body.toString('latin1') ?? '');
  const shown = JSON.stringify([
    pki.authorities,
    pki.publishers,
    pki.chainPem('publisher-a'),
    pki.chainPem('root'),
  ]);
  for (const text of [...served, shown]) {
    t.notMatch(text, /PRIVATE KEY/);
    t.notMatch(text, /issuance|\.key\.pem/);
  }
});
