import t from 'tap';
import type { ClientHello } from '../../../protocol/tls/client-hello.ts';
import { readClientHello } from '../../../protocol/tls/read-client-hello.ts';
import {
  captureHello,
  type HelloParts,
  helloBytes,
  helloMessageOf,
  messageIn,
  nodeHello,
  recordsOf,
  serverNames,
  vector8,
  vector16,
  words,
} from '../../helpers/client-hellos.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { hasTool } from '../../helpers/tools.ts';

function helloIn(bytes: Buffer): ClientHello {
  const reading = readClientHello(bytes);
  if (reading.kind !== 'hello') throw new Error(JSON.stringify(reading));
  return reading.hello;
}

const helloOf = (parts: HelloParts): ClientHello => helloIn(helloBytes(parts));

t.test('the hello of node:tls says what it was told to say', async (t) => {
  const bytes = await nodeHello({
    servername: 'fe2.update.microsoft.com',
    ALPNProtocols: ['h2', 'http/1.1'],
    ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256',
    sigalgs: 'ecdsa_secp256r1_sha256:rsa_pss_rsae_sha256',
    ecdhCurve: 'prime256v1:X25519',
    minVersion: 'TLSv1.2',
  });
  const hello = helloIn(bytes);
  // OpenSSL before 3.5 adds a signal of its own, 0x00ff, to the suites it is told to offer.
  const cipherSuites = hello.cipherSuites.filter((suite) => suite !== 0x00ff);
  t.match(
    { ...hello, cipherSuites },
    {
      recordVersion: 'TLSv1',
      legacyVersion: 'TLSv1.2',
      versions: ['TLSv1.3', 'TLSv1.2'],
      serverName: 'fe2.update.microsoft.com',
      hasOddServerName: false,
      alpn: ['h2', 'http/1.1'],
      cipherSuites: [0x1301, 0xc02f],
      signatureAlgorithms: [0x0403, 0x0804],
      supportedGroups: [23, 29],
      sessionIdLength: 32,
      hasPostQuantumShare: false,
    },
  );
  for (const number of [0, 10, 13, 16, 43, 51])
    t.ok(hello.extensions.includes(number), `extension ${number}`);
});

t.test('a client of TLS 1.2 lists no versions', async (t) => {
  const hello = helloIn(await nodeHello({ maxVersion: 'TLSv1.2' }));
  t.match(hello, { legacyVersion: 'TLSv1.2', versions: [], alpn: [], sessionIdLength: 0 });
  t.notOk('serverName' in hello);
});

t.test('openssl s_client is read', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const args = ['-servername', 'localhost', '-alpn', 'http/1.1', '-tls1_2', '-cipher', 'AES128-GCM-SHA256'];
  const bytes = await captureHello((port) =>
    runAsync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...args]),
  );
  t.match(helloIn(bytes), { serverName: 'localhost', alpn: ['http/1.1'], cipherSuites: [0x009c, 0x00ff] });
});

t.test('curl is read', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const bytes = await captureHello((port) =>
    runAsync('curl', ['-s', '--connect-to', `::127.0.0.1:${port}`, '--http1.1', 'https://download.test/']),
  );
  const hello = helloIn(bytes);
  t.match(hello, { serverName: 'download.test', alpn: ['http/1.1'], legacyVersion: 'TLSv1.2' });
  t.ok(hello.versions.includes('TLSv1.3'));
});

t.test('a hello in several records, and with more behind it, is the same hello', async (t) => {
  const bytes = helloBytes({ extensions: [serverNames('a.test'), [0x1234, Buffer.alloc(300)]] });
  const hello = helloIn(bytes);
  for (const size of [1, 2, 3, 4, 5, 63, 100]) {
    const cut = recordsOf(messageIn(bytes).subarray(0, 60), size);
    const rest = recordsOf(messageIn(bytes).subarray(60));
    t.same(helloIn(Buffer.concat([cut, rest])), hello, `records of ${size}`);
  }
  t.same(helloIn(Buffer.concat([bytes, Buffer.from('more')])), hello);
});

t.test('every beginning of a hello asks for more', async (t) => {
  const whole = recordsOf(helloMessageOf({ extensions: [serverNames('a.test')] }), 20);
  for (let length = 0; length < whole.length; length += 1)
    if (readClientHello(whole.subarray(0, length)).kind !== 'more') t.fail(`the first ${length} bytes`);
  t.equal(readClientHello(whole).kind, 'hello');
});

t.test('a hello needs no extensions, and no list of them', async (t) => {
  const expected = { extensions: [], versions: [], legacyVersion: 'TLSv1', hasOddServerName: false };
  t.match(helloOf({ version: 0x0301, extensions: [] }), expected);
  t.match(helloOf({ version: 0x0301, extensions: undefined }), expected);
});

t.test('versions without a name come as numbers, and without GREASE', async (t) => {
  const versions = vector8(words(0x2a2a, 0x7f1c, 0x0304, 0x0302, 0x0301, 0x0300));
  const { versions: names } = helloOf({ extensions: [[43, versions]] });
  t.same(names, ['0x7f1c', 'TLSv1.3', 'TLSv1.1', 'TLSv1', 'SSLv3']);
});

t.test('GREASE stays in the other lists, where it was', async (t) => {
  const hello = helloOf({
    cipherSuites: [0x0a0a, 0x1301],
    extensions: [
      [0xfafa, Buffer.alloc(0)],
      [10, vector16(words(0x1a1a, 29))],
    ],
  });
  t.match(hello, { cipherSuites: [0x0a0a, 0x1301], extensions: [0xfafa, 10], supportedGroups: [0x1a1a, 29] });
});

t.test('a post-quantum key share is noticed, wherever it stands', async (t) => {
  const share = (group: number, size: number) => Buffer.concat([words(group), vector16(Buffer.alloc(size))]);
  const shares = (...list: readonly Buffer[]) => helloOf({ extensions: [[51, vector16(...list)]] });
  t.ok(shares(share(0x0a0a, 1), share(0x11ec, 1216), share(29, 32)).hasPostQuantumShare);
  t.ok(shares(share(29, 32), share(0x6399, 1216)).hasPostQuantumShare);
  t.notOk(shares(share(29, 32), share(23, 65)).hasPostQuantumShare);
});

t.test('only a plain host name is a server name', async (t) => {
  for (const name of ['localhost', 'FE2.Update.Microsoft.com', 'a_b.test', 'test.', 'xn--a.test'])
    t.match(helloOf({ extensions: [serverNames(name)] }), { serverName: name, hasOddServerName: false });
  const odd = [
    '',
    '.',
    'a..b',
    '-a',
    'a b',
    'a\0',
    'a\n',
    '127.0.0.1',
    '::1',
    'a/../b',
    '*.test',
    'ü',
    'a.1',
  ];
  for (const name of [...odd, 'a'.repeat(64), 'a.'.repeat(200)]) {
    const hello = helloOf({ extensions: [serverNames(name)] });
    t.ok(hello.hasOddServerName && !('serverName' in hello), JSON.stringify(name.slice(0, 20)));
  }
  t.ok(helloOf({ extensions: [serverNames('a.test', 'b.test')] }).hasOddServerName, 'two');
  const other = Buffer.concat([Buffer.of(1), vector16(Buffer.from('a'))]);
  t.ok(helloOf({ extensions: [[0, vector16(other)]] }).hasOddServerName, 'of another type');
});
