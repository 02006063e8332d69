import { createHash } from 'node:crypto';
import t from 'tap';
import { createHttpTransport } from '../../../../catalog/sync/transport/create-http-transport.ts';
import { extendedKeyUsage } from '../../../../pki/extensions/extended-key-usage.ts';
import { createVirtualClock, systemClock } from '../../../../platform/clock.ts';
import type { Pin } from '../../../../protocol/x509/pin.ts';
import { startMockWindowsUpdate } from '../../../../server/index.ts';
import { withKeys } from '../../../helpers/prepared-keys.ts';
import { type Issued, issue } from '../../../helpers/tls-certificates.ts';
import { startPlain, startRaw, startSecure } from '../../../helpers/tls-server.ts';
import { failureOf, openTransport, textOf } from '../../../helpers/tls-transport.ts';

const double = await startMockWindowsUpdate({
  state: withKeys(t.testdir()),
  httpPort: 0,
  httpsPort: 0,
  controlPort: 0,
});
t.teardown(() => double.close());
const url = `${double.urls.https}/pki/root.pem`;
const DAY = 86_400_000;

const refused = (check: string, reason: RegExp) => ({ code: 'SYNC_TLS_REFUSED', check, reason });
const at = (days: number) => createVirtualClock(systemClock.now() + days * DAY);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const root = issue({ name: 'Root' });
const lower = issue({ name: 'Lower', issuer: root });
const leafWith = (wanted: Partial<Parameters<typeof issue>[0]>) =>
  issue({ name: 'server', issuer: lower, names: ['127.0.0.1'], ...wanted });
const shown = (leaf: Issued, ...chain: Issued[]) => ({
  key: leaf.keyPem,
  cert: [leaf, ...chain].map(({ pem }) => pem).join(''),
});
const trust = { ca: root.pem };

t.test('a server whose checks all hold is asked, by name and by address', async (t) => {
  const transport = openTransport(t, { trust: { ca: double.ca.pem } });
  t.equal(await textOf(transport, url), double.ca.pem);
  t.equal(await textOf(transport, url.replace('localhost', '127.0.0.1')), double.ca.pem);
});

t.test('the connection is kept, and judged once', async (t) => {
  const server = await startSecure(t, shown(leafWith({}), lower));
  const transport = openTransport(t, { trust });
  for (let count = 0; count < 5; count += 1) t.equal(await textOf(transport, server.origin), 'ok');
  t.equal(server.connections(), 1);
});

t.test('no more connections are opened than allowed, however long judging takes', async (t) => {
  const server = await startSecure(t, shown(leafWith({}), lower));
  const transport = openTransport(t, { trust, connections: 2 });
  await Promise.all(Array.from({ length: 12 }, () => textOf(transport, server.origin)));
  t.equal(server.connections(), 2);
});

t.test('one of several roots is enough', async (t) => {
  const transport = openTransport(t, { trust: { ca: `# roots\n${root.pem}\n${double.ca.pem}` } });
  t.equal(await textOf(transport, url), double.ca.pem);
});

t.test('another root than that of the server: chain', async (t) => {
  const failure = await failureOf(textOf(openTransport(t, { trust }), url));
  t.match(failure, { ...refused('chain', /issued/), repair: /--ca/ });
});

t.test("without a root the system's are asked, which do not know it: chain", async (t) => {
  t.match(await failureOf(textOf(openTransport(t), url)), refused('chain', /issued/));
});

t.test('a chain the server does not send whole: chain', async (t) => {
  const server = await startSecure(t, shown(leafWith({})));
  const failure = await failureOf(textOf(openTransport(t, { trust }), server.origin));
  t.match(failure, refused('chain', /none the server sent issued "CN=server"/));
});

t.test('what only OpenSSL judges is chain as well', async (t) => {
  const wrong = leafWith({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.3')] });
  const server = await startSecure(t, shown(wrong, lower));
  const failure = await failureOf(textOf(openTransport(t, { trust }), server.origin));
  t.match(failure, refused('chain', /INVALID_PURPOSE/));
});

t.test('a certificate that ended, by the clock given: validity', async (t) => {
  const transport = openTransport(t, { clock: at(400), trust: { ca: double.ca.pem } });
  t.match(await failureOf(textOf(transport, url)), refused('validity', /CN=localhost.* ended at/));
});

t.test('a certificate that has not begun, by the clock given: validity', async (t) => {
  const transport = openTransport(t, { clock: at(-3), trust: { ca: double.ca.pem } });
  t.match(await failureOf(textOf(transport, url)), refused('validity', /is valid only from/));
});

t.test("a certificate that ended, by the machine's own clock: validity", async (t) => {
  const now = systemClock.now();
  const server = await startSecure(t, shown(leafWith({ from: now - 3 * DAY, to: now - DAY }), lower));
  const young = { name: 'Root', key: root.key, from: now - 4 * DAY };
  const old = issue({ name: 'Lower', key: lower.key, issuer: issue(young), from: now - 4 * DAY });
  const both = await startSecure(t, shown(leafWith({ from: now - 3 * DAY, to: now - DAY }), old));
  const clock = at(-2);
  const transport = openTransport(t, { clock, trust: { ca: issue(young).pem } });
  t.match(await failureOf(textOf(transport, both.origin)), refused('validity', /CERT_HAS_EXPIRED/));
  const today = openTransport(t, { trust });
  t.match(await failureOf(textOf(today, server.origin)), refused('validity', /ended at/));
});

t.test('an authority that ended: validity', async (t) => {
  const old = issue({ name: 'Lower', key: lower.key, issuer: root, to: systemClock.now() - 1_000 });
  const server = await startSecure(t, shown(leafWith({}), old));
  const failure = await failureOf(textOf(openTransport(t, { trust }), server.origin));
  t.match(failure, refused('validity', /"CN=Lower" ended at/));
});

t.test('another name than asked for: name', async (t) => {
  const server = await startSecure(t, shown(leafWith({ names: ['other.test'] }), lower));
  const failure = await failureOf(textOf(openTransport(t, { trust }), server.origin));
  t.match(failure, refused('name', /is for DNS:other\.test/));
});

t.test('plain HTTP where TLS is expected: protocol', async (t) => {
  const server = await startPlain(t);
  const failure = await failureOf(textOf(openTransport(t), server.origin.replace('http', 'https')));
  t.match(failure, refused('protocol', /./));
});

t.test('TLS before 1.2: protocol', async (t) => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const server = await startSecure(t, { ...shown(leafWith({}), lower), ...old });
  const failure = await failureOf(textOf(openTransport(t, { trust }), server.origin));
  t.match(failure, refused('protocol', /version|protocol/i));
});

t.test('both versions of TLS from 1.2 on are spoken', async (t) => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const server = await startSecure(t, {
      ...shown(leafWith({}), lower),
      minVersion: version,
      maxVersion: version,
    });
    t.equal(await textOf(openTransport(t, { trust }), server.origin), 'ok', version);
  }
});

t.test('a server that hangs up in the handshake cannot be reached', async (t) => {
  const server = await startRaw(t, (socket) => socket.once('data', () => socket.end()));
  const failure = await failureOf(textOf(openTransport(t), server.origin.replace('http', 'https')));
  t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /the connection was cut/ });
  await server.quiet();
});

t.test('a refused server sees no byte of the request and is left', async (t) => {
  const server = await startSecure(t, shown(leafWith({ names: ['other.test'] }), lower));
  const transport = openTransport(t, { trust });
  const asked = Array.from({ length: 8 }, () => failureOf(textOf(transport, server.origin)));
  for (const failure of await Promise.all(asked)) t.match(failure, { check: 'name' });
  await server.quiet();
  t.same(server.requests, []);
});

t.test('an authority in the chain is pinned', async (t) => {
  const ask = (pin: Pin) => textOf(openTransport(t, { trust: { ca: double.ca.pem, pin } }), url);
  for (const id of ['root', 'tls'] as const) {
    const sum = sha256(double.pki.certificateDer(id));
    t.equal(await ask({ kind: 'issuer', sha256: sum.toString('hex') }), double.ca.pem, id);
  }
  const colons = double.ca.sha256.toUpperCase().match(/../g)?.join(':') ?? '';
  t.equal(await ask({ kind: 'issuer', sha256: colons }), double.ca.pem);
  const other = sha256(double.pki.certificateDer('code')).toString('hex');
  const failure = await failureOf(ask({ kind: 'issuer', sha256: other }));
  t.match(failure, refused('pin', new RegExp(double.ca.sha256)));
});

t.test('the fingerprint of the server itself is no pin of an issuer', async (t) => {
  const own = issue({ name: 'own', names: ['127.0.0.1'] });
  const server = await startSecure(t, shown(own));
  const pin: Pin = { kind: 'issuer', sha256: sha256(own.certificate.raw).toString('hex') };
  const failure = await failureOf(textOf(openTransport(t, { trust: { ca: own.pem, pin } }), server.origin));
  t.match(failure, refused('pin', /they have none/));
});

t.test('an authority sent along that issued nothing is no pin met', async (t) => {
  const twin = issue({ name: 'Lower' });
  const server = await startSecure(t, shown(leafWith({}), twin, lower));
  const pin: Pin = { kind: 'issuer', sha256: sha256(twin.certificate.raw).toString('hex') };
  const failure = await failureOf(textOf(openTransport(t, { trust: { ca: root.pem, pin } }), server.origin));
  t.match(failure, { code: 'SYNC_TLS_REFUSED', check: /pin|chain/ });
});

t.test('the key of the server is pinned', async (t) => {
  const leaf = leafWith({});
  const server = await startSecure(t, shown(leaf, lower));
  const keyOf = ({ certificate }: Issued) =>
    sha256(certificate.publicKey.export({ type: 'spki', format: 'der' })).toString('base64');
  const ask = (text: string) =>
    textOf(openTransport(t, { trust: { ...trust, pin: { kind: 'key', sha256: text } } }), server.origin);
  t.equal(await ask(keyOf(leaf)), 'ok');
  t.match(await failureOf(ask(keyOf(lower))), refused('pin', /its key/));
});

t.test('roots and pins that are none are refused at once', async (t) => {
  const make = (changes: object) => () =>
    createHttpTransport({ clock: systemClock, trust: { revocation: 'off', ...changes } });
  const broken = root.pem.replace(/\n[A-Za-z]/, '\n');
  for (const ca of ['', 'no certificate', broken]) t.throws(make({ ca }), { code: 'SYNC_TRUST_REFUSED' }, ca);
  t.throws(make({ pin: { kind: 'key', sha256: 'abc' } }), { code: 'SYNC_TRUST_REFUSED' });
});
