import type { TlsOptions } from 'node:tls';
import t from 'tap';
import type { DeviceTrust } from '../../../device/trust/device-trust.ts';
import { createDeviceTrustStore } from '../../../device/trust/trust-store.ts';
import { integer } from '../../../pki/der.ts';
import { extendedKeyUsage } from '../../../pki/extensions/extended-key-usage.ts';
import { keyUsage } from '../../../pki/extensions/key-usage.ts';
import { OID } from '../../../pki/oids.ts';
import { createVirtualClock, systemClock } from '../../../platform/clock.ts';
import { openDevice, openTrust } from '../../helpers/device-http.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';
import { startPlain, startRaw, startSecure } from '../../helpers/tls-server.ts';

const DAY = 86_400_000;
const now = systemClock.now();
const LONG = { from: now - 30 * DAY, to: now + 300 * DAY };
const CA_USES = keyUsage('keyCertSign', 'cRLSign');

const root = issue({ name: 'Root', ...LONG, extensions: [CA_USES] });
const lower = issue({ name: 'Update CA', issuer: root, ...LONG, extensions: [CA_USES] });
const LEAF_USES = [keyUsage('digitalSignature', 'keyEncipherment'), extendedKeyUsage(OID.serverAuth)];
const leafWith = (changes: Partial<Parameters<typeof issue>[0]> = {}) =>
  issue({ name: 'server', issuer: lower, names: ['127.0.0.1'], extensions: LEAF_USES, ...changes });
const leaf = leafWith();
const proxyRoot = issue({ name: 'Proxy Root' });
const proxy = leafWith({ issuer: proxyRoot });

const shown = (...chain: Issued[]): TlsOptions => ({
  key: chain[0]?.keyPem,
  cert: chain.map(({ pem }) => pem).join(''),
});
const good = () => startSecure(t, shown(leaf, lower));
const sha256Of = ({ certificate }: Issued) => certificate.fingerprint256.replaceAll(':', '').toLowerCase();

t.test('a server whose checks all hold is asked, and each check is told in its order', async (t) => {
  const pin = { kind: 'authority', certificates: lower.pem } as const;
  const device = openDevice(t, openTrust(t, { roots: root.pem, pin }));
  const { origin, connections } = await good();
  t.equal(await device.text(origin), 'ok');
  t.equal(await device.text(origin), 'ok');
  t.equal(connections(), 1, 'the connection is kept, and judged once');
  const [protocol, chain, validity, name, usage, pinned, ...more] = device.checks;
  t.match(protocol, /^protocol: TLSv1\.3 with TLS_/);
  t.equal(chain, 'chain: "CN=server" ← "CN=Update CA" ← "CN=Root"');
  t.match(validity, /^validity: it is .*Z, and the first of them ends at .*Z$/);
  t.equal(name, 'name: "127.0.0.1" is among IP Address:127.0.0.1');
  t.match(usage, /^usage: "CN=server" may serve TLS/);
  t.equal(pinned, 'pin: "CN=Update CA" is pinned');
  t.same([more, device.warnings], [[], []], 'revocation, which nobody was asked about, is not told');
});

/** How a server is broken, what the device then finds, and which checks passed before. */
interface Case {
  readonly title: string;
  readonly server?: TlsOptions;
  readonly days?: number;
  readonly trust?: Partial<DeviceTrust>;
  readonly check: string;
  readonly code?: string;
  readonly extended?: string;
  readonly reason: RegExp;
  readonly passed: readonly string[];
}

const P = ['protocol'];
const C = [...P, 'chain'];
const V = [...C, 'validity'];
const N = [...V, 'name'];
const U = [...N, 'usage'];
const date = { check: 'validity', extended: 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID', passed: C };
const unknown = { check: 'chain', extended: 'ERROR_WINHTTP_SECURE_INVALID_CA', passed: P };
const usage = { check: 'usage', extended: 'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE', passed: N };
const channel = { check: 'protocol', extended: 'ERROR_WINHTTP_SECURE_CHANNEL_ERROR', passed: [] };

/** A server below an authority made with these changes. */
function under(changes: Partial<Parameters<typeof issue>[0]>): TlsOptions {
  const authority = issue({ name: 'Odd CA', issuer: root, ...LONG, ...changes });
  return shown(leafWith({ issuer: authority }), authority);
}

/** A server below two authorities, of which the upper allows none below it. */
function deepChain(): TlsOptions {
  const tight = issue({ name: 'Tight CA', issuer: root, pathLength: 0, ...LONG });
  const below = issue({ name: 'Below CA', issuer: tight, ...LONG });
  return shown(leafWith({ issuer: below }), below, tight);
}

const CASES: readonly Case[] = [
  {
    title: 'a certificate that ended',
    server: shown(leafWith({ from: now - 3 * DAY, to: now - DAY }), lower),
    reason: /"CN=server" ended at .*, and it is 20/,
    ...date,
  },
  {
    title: 'a certificate that has not begun',
    server: shown(leafWith({ from: now + DAY, to: now + 2 * DAY }), lower),
    reason: /"CN=server" is valid only from/,
    ...date,
  },
  {
    title: 'an authority that ended',
    server: under({ from: now - 3 * DAY, to: now - DAY }),
    reason: /"CN=Odd CA" ended at/,
    ...date,
  },
  {
    title: "a certificate that ended by the device's clock",
    days: 2,
    reason: /"CN=server" ended at/,
    ...date,
  },
  {
    title: 'a certificate for another name',
    server: shown(leafWith({ names: ['other.test'] }), lower),
    check: 'name',
    extended: 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID',
    reason: /127\.0\.0\.1: the certificate "CN=server" is for DNS:other\.test/,
    passed: V,
  },
  {
    title: 'an issuer nobody trusts',
    server: shown(proxy, proxyRoot),
    reason: /"CN=Proxy Root" is its own issuer and not trusted/,
    ...unknown,
  },
  {
    title: 'a chain without its intermediate authority',
    server: shown(leaf),
    reason: /none the server sent issued "CN=server"/,
    ...unknown,
  },
  {
    title: "another authority of the issuer's name",
    server: shown(leaf, issue({ name: 'Update CA', issuer: root })),
    reason: /names an issuer that is known, but its signature/,
    ...unknown,
  },
  {
    title: 'an authority below one that allows none',
    server: deepChain(),
    reason: /OpenSSL refuses its chain: PATH_LENGTH_EXCEEDED/,
    ...unknown,
  },
  {
    title: 'a certificate that is not for servers',
    server: shown(leafWith({ extensions: [extendedKeyUsage(OID.codeSigning)] }), lower),
    reason: /"CN=server" is for 1\.3\.6\.1\.5\.5\.7\.3\.3, not for serverAuth/,
    ...usage,
  },
  {
    title: 'a key that may neither sign nor encipher',
    server: shown(leafWith({ extensions: [keyUsage('nonRepudiation')] }), lower),
    reason: /neither digitalSignature nor keyEncipherment/,
    ...usage,
  },
  {
    title: 'an authority whose key may not sign certificates',
    server: under({ extensions: [keyUsage('cRLSign')] }),
    reason: /"CN=Odd CA" may not issue certificates: its key usage lacks keyCertSign/,
    ...usage,
  },
  {
    title: 'an issuer that is no authority',
    server: under({ names: ['odd.test'] }),
    reason: /"CN=Odd CA" is not that of an authority/,
    ...usage,
  },
  {
    title: 'an authority for other purposes',
    server: under({ extensions: [extendedKeyUsage(OID.codeSigning)] }),
    reason: /"CN=Odd CA" is for .*, not for serverAuth/,
    ...usage,
  },
  {
    title: 'a certificate whose purposes cannot be read',
    server: shown(
      leafWith({ extensions: [{ id: OID.extKeyUsage, critical: false, value: integer(5) }] }),
      lower,
    ),
    reason: /none the server sent issued "CN=server"/,
    ...unknown,
  },
  {
    title: 'TLS before 1.2',
    server: {
      ...shown(leaf, lower),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    },
    reason: /TLS 1\.2 or 1\.3 is wanted, and .*(version|protocol)/i,
    ...channel,
  },
  {
    title: 'a server that wants a certificate of the client',
    server: { ...shown(leaf, lower), requestCert: true, rejectUnauthorized: true },
    ...channel,
    extended: 'ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED',
    reason: /certificate required/,
    passed: U,
  },
  {
    title: 'an interception proxy the machine trusts and the pin does not',
    server: shown(proxy),
    trust: {
      roots: root.pem + proxyRoot.pem,
      pin: { kind: 'authority', certificates: lower.pem + root.pem },
    },
    check: 'pin',
    code: 'CERT_E_UNTRUSTEDROOT',
    reason: new RegExp(
      `"CN=Proxy Root" \\(SHA-256 ${sha256Of(proxyRoot)}.*wanted: "CN=Update CA".*"CN=Root"`,
    ),
    passed: U,
  },
  {
    title: 'a pinned authority that is the server itself',
    trust: { pin: { kind: 'authority', certificates: leaf.pem } },
    check: 'pin',
    code: 'CERT_E_UNTRUSTEDROOT',
    reason: /the authorities above it are "CN=Update CA"/,
    passed: U,
  },
  {
    title: 'another certificate than the one in the pin store',
    trust: { pin: { kind: 'store', certificates: leafWith().pem } },
    check: 'pin',
    extended: 'ERROR_WINHTTP_SECURE_INVALID_CA',
    reason: new RegExp(
      `its certificate is "CN=server" \\(SHA-256 ${sha256Of(leaf)}\\), and one in the pin store`,
    ),
    passed: U,
  },
];

for (const { title, server, days = 0, trust, reason, passed, ...expected } of CASES) {
  t.test(`${title} is refused by ${expected.check}`, async (t) => {
    const { origin, requests, quiet } = await startSecure(t, server ?? shown(leaf, lower));
    const clock = createVirtualClock(now + days * DAY);
    const device = openDevice(t, openTrust(t, { roots: root.pem, ...trust }, { clock }));
    const failure = await device.failure(origin);
    const { code = 'ERROR_WINHTTP_SECURE_FAILURE', check, extended } = expected;
    t.same([failure.code, failure.check, failure.extended], [code, check, extended]);
    t.match(failure.reason, reason);
    t.same(
      device.checks.map((line) => line.split(':')[0]),
      passed,
    );
    await quiet();
    t.same(requests, [], 'no byte of the request was sent');
  });
}

t.test('plain text on a port for TLS is refused by protocol', async (t) => {
  const device = openDevice(t, openTrust(t, { roots: root.pem }));
  const { origin } = await startPlain(t);
  const failure = await device.failure(origin.replace('http', 'https'));
  t.match(failure, { code: 'ERROR_WINHTTP_SECURE_FAILURE', check: 'protocol', reason: /is wanted, and ./ });
});

t.test('a server that hangs up in the handshake is no refusal', async (t) => {
  const { origin } = await startRaw(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  const failure = await openDevice(t, openTrust(t)).failure(origin.replace('http', 'https'));
  t.match(failure, { code: 'WU_E_PT_ENDPOINT_DISCONNECTED', check: undefined });
});

t.test("without roots of its own a machine trusts node's, which do not know the server", async (t) => {
  const { origin } = await good();
  t.match(await openDevice(t, openTrust(t)).failure(origin), { check: 'chain' });
});

t.test("dates are judged by the device's clock alone, whatever the machine's says", async (t) => {
  const later = leafWith({ from: now + 10 * DAY, to: now + 20 * DAY });
  const { origin } = await startSecure(t, shown(later, lower));
  const clock = createVirtualClock(now + 15 * DAY);
  t.equal(await openDevice(t, openTrust(t, { roots: root.pem }, { clock })).text(origin), 'ok');
});

t.test('TLS 1.2 is as good as 1.3', async (t) => {
  const { origin } = await startSecure(t, { ...shown(leaf, lower), maxVersion: 'TLSv1.2' });
  const device = openDevice(t, openTrust(t, { roots: root.pem }));
  t.equal(await device.text(origin), 'ok');
  t.match(device.checks[0], /^protocol: TLSv1\.2 with TLS_/);
});

t.test('the server in the pin store is taken, and an empty store pins nothing', async (t) => {
  const { origin } = await good();
  const ask = async (certificates: string) => {
    const device = openDevice(t, openTrust(t, { roots: root.pem, pin: { kind: 'store', certificates } }));
    t.equal(await device.text(origin), 'ok');
    return device.checks.filter((line) => line.startsWith('pin'));
  };
  t.same(await ask(proxy.pem + leaf.pem), ['pin: "CN=server" is pinned']);
  t.same(await ask('\n'), []);
});

t.test('a root of its own making may be the server itself', async (t) => {
  const own = issue({ name: 'own', names: ['127.0.0.1'] });
  const { origin } = await startSecure(t, shown(own));
  t.equal(await openDevice(t, openTrust(t, { roots: own.pem })).text(origin), 'ok');
});

t.test('a pin of one device is none of another over the same server', async (t) => {
  const { origin } = await good();
  const strict = openTrust(t, { roots: root.pem, pin: { kind: 'authority', certificates: proxyRoot.pem } });
  t.equal(await openDevice(t, openTrust(t, { roots: root.pem })).text(origin), 'ok');
  t.match(await openDevice(t, strict).failure(origin), { check: 'pin' });
});

t.test('roots and pins that are no certificates are refused at once', async (t) => {
  const broken = root.pem.replace(/\n[A-Za-z]/, '\n');
  const make = (changes: Partial<DeviceTrust>) => () =>
    createDeviceTrustStore({
      clock: systemClock,
      trust: { roots: root.pem, pin: { kind: 'none' }, revocation: 'off', ...changes },
    });
  for (const text of ['', 'no certificate', broken]) {
    t.throws(make({ roots: text }), { code: 'DEVICE_TRUST_REFUSED', message: /the trusted roots/ });
    const pin = { kind: 'authority', certificates: text } as const;
    t.throws(make({ pin }), { code: 'DEVICE_TRUST_REFUSED', message: /the pinned authorities/ });
  }
  for (const certificates of ['no certificate', broken])
    t.throws(make({ pin: { kind: 'store', certificates } }), { code: 'DEVICE_TRUST_REFUSED' });
});
