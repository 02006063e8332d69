import https from 'node:https';
import t, { type Test } from 'tap';
import type { FaultRule } from '../../../server/faults/rule.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { wuspClient } from '../../helpers/wusp-client.ts';

const CONFIG = { protocolVersion: '2.90' };

async function start(t: Test) {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  /** What one request over a new connection comes to: a status, or the code of the error. */
  const ask = (options: https.RequestOptions = {}): Promise<string> =>
    new Promise((resolve) => {
      const sent = https.get(
        `${double.urls.https}/ClientWebService/Client.asmx`,
        { ca: double.ca.pem, agent: false, ...options },
        (reply) => {
          reply.resume();
          reply.on('end', () => resolve(String(reply.statusCode)));
          reply.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
        },
      );
      sent.on('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code === 'EPROTO' ? error.message : String(error.code)),
      );
    });
  const struck = async (act: (FaultRule & { act: unknown })['act'], options?: https.RequestOptions) => {
    double.faults.clear();
    double.faults.add({ act } as FaultRule);
    return ask(options);
  };
  return { double, ask, struck };
}

t.test(
  'a handshake is noted with what was offered and agreed on, before the first request over it',
  async (t) => {
    const { double } = await start(t);
    const client = wuspClient(double.urls.https, double.ca.pem);
    t.teardown(() => client.close());
    await client.call('GetConfig', CONFIG);
    await client.call('GetConfig', CONFIG);
    const [handshake, first, second] = double.journal.entries();
    t.match(handshake, {
      kind: 'tls',
      outcome: 'ok',
      connection: {
        remoteAddress: '127.0.0.1',
        tls: {
          version: 'TLSv1.3',
          cipher: /^TLS_/,
          serverName: 'localhost',
          ja4: /^t13d/,
          offers: ['TLSv1.3', 'TLSv1.2'],
        },
      },
    });
    t.match(first, {
      kind: 'call',
      connection: { tls: { version: 'TLSv1.3', serverName: 'localhost', ja4: /^t13d/ } },
    });
    t.equal(first?.connection?.remotePort, handshake?.connection?.remotePort);
    t.match(second, { kind: 'call' }, 'one handshake for both');
  },
);

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  t.test(
    `a client that goes when it sees a certificate it distrusts is told of, in ${version}`,
    async (t) => {
      const { double, ask } = await start(t);
      t.match(await ask({ ca: [], maxVersion: version }), /SELF_SIGNED|UNABLE_TO/);
      const [entry] = await double.journal.waitFor({ kind: 'tls', outcome: 'refused' });
      t.match(entry, {
        kind: 'tls',
        failure: { code: 'GONE', message: /^the peer left before its (handshake|request)$/ },
        connection: { tls: { serverName: 'localhost' } },
      });
    },
  );
}

t.test('a handshake goes wrong as it is told to', async (t) => {
  const { double, struck } = await start(t);
  t.equal(await struck({ kind: 'tls.reset' }), 'ECONNRESET');
  t.equal(await struck({ kind: 'tls.close' }), 'ECONNRESET');
  t.match(await struck({ kind: 'tls.alert', alert: 40 }), /handshake failure/i);
  t.match(await struck({ kind: 'tls.plain' }), /wrong version number|packet length/i);
  t.match(await struck({ kind: 'tls.version', version: 'TLSv1.1' }), /protocol/i);
  t.equal(await struck({ kind: 'tls.version', version: 'TLSv1.2' }), '200');
  t.equal(double.journal.entries({ kind: 'call' }).length, 0);
  t.match(double.journal.entries({ kind: 'http' }).at(-1), { connection: { tls: { version: 'TLSv1.2' } } });
  t.equal(
    await struck([
      { kind: 'tls.delay', milliseconds: 1 },
      { kind: 'tls.certificate', certificate: 'expired' },
    ]),
    'CERT_HAS_EXPIRED',
  );
  const [last] = await double.journal.waitFor({ where: { 'injected[*].act': 'tls.delay tls.certificate' } });
  t.match(last, { kind: 'tls', outcome: 'refused', injected: [{ layer: 'tls' }] });
});

t.test('a certificate with one defect is refused for that defect', async (t) => {
  const { struck } = await start(t);
  const refusals = {
    expired: 'CERT_HAS_EXPIRED',
    'not-yet-valid': 'CERT_NOT_YET_VALID',
    'wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
    'self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
    'unknown-issuer': /SELF_SIGNED|UNABLE_TO/,
    'no-server-auth': 'INVALID_PURPOSE',
  };
  for (const [certificate, code] of Object.entries(refusals))
    t.match(await struck({ kind: 'tls.certificate', certificate }), code, certificate);
});

t.test('a rule of another layer leaves handshakes alone, and RST comes through TLS', async (t) => {
  const { double, struck, ask } = await start(t);
  t.equal(await struck({ kind: 'http.reset' }), 'ECONNRESET');
  t.match(double.journal.entries({ kind: 'tls' }).at(-1), { outcome: 'ok' });
  double.faults.clear();
  double.faults.add({ match: { host: 'fe2.update.microsoft.com' }, act: { kind: 'tls.reset' } });
  t.equal(await ask(), '200');
  t.equal(await ask({ servername: 'fe2.update.microsoft.com' }), 'ECONNRESET');
});
