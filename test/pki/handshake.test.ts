import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import t from 'tap';
import { createSniCallback } from '../../pki/index.ts';
import { makePki } from '../helpers/pki.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool } from '../helpers/tools.ts';

const { pki, folder } = await makePki(t);

const refusals: string[] = [];
const server = createServer(
  { ...pki.defaultSecureContext(), SNICallback: createSniCallback(pki), minVersion: 'TLSv1.2' },
  (socket) => socket.on('error', () => {}).resume(),
);
server.on('tlsClientError', (error) => refusals.push('code' in error ? String(error.code) : error.message));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
t.teardown(() => server.close());
const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

const connect = (...args: string[]) =>
  runAsync('openssl', [
    's_client',
    '-connect',
    address,
    '-CAfile',
    path.join(folder, 'root.pem'),
    '-verify_return_error',
    '-brief',
    ...args,
  ]);

for (const version of ['-tls1_2', '-tls1_3']) {
  for (const name of ['localhost', 'fe2.update.microsoft.com', 'download.windowsupdate.com']) {
    t.test(`openssl s_client ${version} shakes hands with ${name}`, async (t) => {
      if (!hasTool(t, 'openssl')) return;
      const done = await connect(version, '-servername', name, '-verify_hostname', name);
      t.equal(done.status, 0, done.output);
      t.match(done.output, `Verified peername: ${name}`);
      t.match(done.output, 'Verification: OK');
    });
  }

  t.test(`openssl s_client ${version} shakes hands with 127.0.0.1, which no client can name`, async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const done = await connect(version, '-noservername', '-verify_ip', '127.0.0.1');
    t.equal(done.status, 0, done.output);
    t.match(done.output, 'Verification: OK');
  });

  t.test(`openssl s_client ${version} fails for a name outside of the constraints`, async (t) => {
    if (!hasTool(t, 'openssl')) return;
    refusals.length = 0;
    const done = await connect(version, '-servername', 'www.example.org');
    t.not(done.status, 0);
    t.same(refusals, ['PKI_NAME_NOT_PERMITTED']);
  });
}

t.test('the same name gets the same certificate, spelt in whatever way', async (t) => {
  const first = pki.secureContextFor('FE2.Update.Microsoft.com.');
  t.equal(pki.secureContextFor('fe2.update.microsoft.com'), first);
  t.not(pki.secureContextFor('fe2cr.update.microsoft.com'), first);
  t.equal(pki.secureContextFor('localhost'), pki.defaultSecureContext());
  t.equal(pki.secureContextFor(''), pki.defaultSecureContext());
});

t.test(
  'more names than are kept in memory get certificates, and a forgotten one comes back the same',
  async (t) => {
    const certificate = () => pki.secureContextFor('first.test');
    const first = certificate();
    for (let index = 0; index < 300; index += 1) pki.secureContextFor(`host${index}.test`);
    t.not(certificate(), first, 'it was forgotten');
    t.same(certificate(), first);
  },
);

t.test('a name too long for a common name stands in the alternative names alone', async (t) => {
  const name = `${'a'.repeat(60)}.${'b'.repeat(60)}.test`;
  const certificate = new X509Certificate(pki.secureContextFor(name)?.cert ?? '');
  t.equal(certificate.checkHost(name), name);
  t.match(certificate.subject, /CN=mock server/);
});

t.test('what is no server name gets no certificate', async (t) => {
  const names = [
    '*.test',
    'a..test',
    '-a.test',
    'a b.test',
    'test/../x',
    '\0.test',
    'ü.test',
    '1.2.3',
    '1'.repeat(400),
  ];
  for (const name of names) t.equal(pki.secureContextFor(name), undefined, JSON.stringify(name.slice(0, 40)));
});
