import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import t, { type Test } from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { failureOf } from '../../helpers/device-http.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const SEED = `
updates:
  - { title: "Mock: KB9000001", kb: 9000001, classification: Updates, products: Windows 11, files: [{ size: 10 KB }], approvals: All Computers }
`;
const { double, deviceFor } = await startDouble(t, SEED);
const { ca, urls } = double;
const authority = { kind: 'authority', certificates: ca.pem } as const;

/** A proxy that opens every connection with a certificate of its own, and hangs up after the first bytes. */
async function startProxy(t: Test) {
  const root = issue({ name: 'Proxy Root' });
  const leaf = issue({ name: 'localhost', issuer: root, names: ['localhost'] });
  const closed: Promise<unknown>[] = [];
  let bytes = 0;
  const server = tls.createServer({ key: leaf.keyPem, cert: leaf.pem + root.pem }, (socket) => {
    socket.on('error', () => {});
    socket.once('data', (data) => {
      bytes += data.length;
      socket.destroy();
    });
  });
  server.on('connection', (socket) => closed.push(once(socket, 'close')));
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    root,
    server: `https://localhost:${port}`,
    /** Once no connection is open: how many there were, and bytes of requests that came. */
    seen: async () => {
      await Promise.all(closed);
      return { connections: closed.length, bytes };
    },
  };
}

t.test('a proxy this machine trusts is no update authority: it gets no byte of a request', async (t) => {
  const proxy = await startProxy(t);
  const trust = { roots: ca.pem + proxy.root.pem, pin: authority };
  const one = deviceFor(t, { policy: { server: proxy.server }, trust });
  t.match(await failureOf(runDevice(one.device)), { code: 'CERT_E_UNTRUSTEDROOT', check: 'pin' });
  const { connections, bytes } = await proxy.seen();
  t.ok(connections > 0, 'it came as far as the handshake');
  t.equal(bytes, 0);
  t.match(one.kept.record().events, [
    { id: 148, code: 'CERT_E_UNTRUSTEDROOT', replacements: ['0x800B0109'] },
  ]);

  const home = one.again({ policy: {} });
  t.equal((await runDevice(home.device)).outcome, 'installed');
  t.same(
    home.onServer().events.slice(0, 3),
    ['148 0x800B0109', '147', '156'],
    'the double hears of it later',
  );
});

t.test(
  'a machine that does not trust the proxy ends sooner, and one that insists on nothing falls for it',
  async (t) => {
    const proxy = await startProxy(t);
    const policy = { server: proxy.server };
    const wary = deviceFor(t, { policy, trust: { pin: { kind: 'none' } } });
    t.match(await failureOf(wary.device.scan()), {
      code: 'ERROR_WINHTTP_SECURE_FAILURE',
      check: 'chain',
      extended: 'ERROR_WINHTTP_SECURE_INVALID_CA',
    });
    t.equal((await proxy.seen()).bytes, 0);
    const trust = { roots: proxy.root.pem, pin: { kind: 'none' } } as const;
    const careless = deviceFor(t, { policy, trust });
    t.match(await failureOf(careless.device.scan()), { code: 'WU_E_PT_ENDPOINT_DISCONNECTED' });
    t.ok((await proxy.seen()).bytes > 0);
  },
);

t.test('a pin store holds the certificate of the WSUS, or the scan ends', async (t) => {
  const { cert } = double.pki.secureContextFor('localhost') ?? { cert: '' };
  const right = deviceFor(t, { trust: { pin: { kind: 'store', certificates: cert } } });
  await right.device.scan();
  const other = issue({ name: 'localhost', names: ['localhost'] });
  const wrong = deviceFor(t, { trust: { pin: { kind: 'store', certificates: other.pem } } });
  t.match(await failureOf(wrong.device.scan()), { code: 'ERROR_WINHTTP_SECURE_FAILURE', check: 'pin' });
});

t.test('over plain HTTP a device warns that nobody proves who the server is', async (t) => {
  const one = deviceFor(t, { policy: { server: urls.http } });
  await one.device.scan();
  t.match(one.warnings(), [/over plain HTTP nobody proves who http:.* is: metadata is not authenticated/]);
  t.same(one.offers(), ['install KB9000001']);
});

t.test('a server whose certificate was revoked is refused, even where no answer would do', async (t) => {
  double.pki.revoke({ serverName: 'localhost' });
  const asks = deviceFor(t, { trust: { revocation: 'soft' } });
  t.match(await failureOf(asks.device.scan()), {
    code: 'ERROR_WINHTTP_SECURE_FAILURE',
    check: 'revocation',
    extended: 'ERROR_WINHTTP_SECURE_CERT_REVOKED',
  });
  t.same(
    asks.told.filter(({ kind }) => kind === 'call'),
    [],
  );
  await deviceFor(t, { trust: { revocation: 'off' } }).device.scan();
});
