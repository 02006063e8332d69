import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { type Asn1, integer, octets, oid, sequence, tagged, toDer } from '../../pki/der.ts';
import { ocspRequestFromPath } from '../../pki/index.ts';
import { OID } from '../../pki/oids.ts';
import { makePki } from '../helpers/pki.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool, run } from '../helpers/tools.ts';

const { pki, folder } = await makePki(t);

const requests: Buffer[] = [];
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const asked = request.method === 'GET' ? ocspRequestFromPath(request.url ?? '') : Buffer.concat(parts);
  requests.push(asked ?? Buffer.alloc(0));
  response.setHeader('content-type', 'application/ocsp-response');
  response.end(pki.ocspResponse(asked ?? Buffer.alloc(0)));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
t.teardown(() => server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function put(name: string, text: string): string {
  const file = path.join(folder, `test-${name}`);
  writeFileSync(file, text);
  return file;
}

const leafFile = (name: string) => put(`${name}.pem`, pki.secureContextFor(name)?.cert ?? '');
const file = (name: string) => path.join(folder, name);

const ask = (issuer: string, ...args: string[]) =>
  runAsync('openssl', [
    'ocsp',
    '-CAfile',
    file('root.pem'),
    '-issuer',
    file(issuer),
    '-url',
    `${url}/pki/ocsp`,
    ...args,
  ]);

t.test('openssl ocsp hears good and revoked, with its nonce, over HTTP', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const [good, bad] = [leafFile('good.test'), leafFile('bad.test')];
  pki.revoke({ serverName: 'bad.test' }, 'keyCompromise');
  const done = await ask('tls.pem', '-nonce', '-cert', good, '-cert', bad);
  t.equal(done.status, 0, done.output);
  t.match(done.output, 'Response verify OK');
  t.match(done.output, `${good}: good`);
  t.match(done.output, `${bad}: revoked`);
  t.match(done.output, 'Reason: keyCompromise');
  t.notMatch(done.output, /nonce/i, 'no warning about a missing nonce');
});

t.test('openssl ocsp hears "unknown" of a number that was never issued', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const done = await ask('tls.pem', '-no_nonce', '-serial', '0x1234567890abcdef1234567890abcdef');
  t.match(done.output, /Response verify OK/);
  t.match(done.output, /0x1234567890abcdef1234567890abcdef: unknown/);
});

t.test('every authority answers for what it issued, by SHA-1 and by SHA-256', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const pairs = [
    ['root.pem', 'tls.pem'],
    ['root.pem', 'code.pem'],
    ['code.pem', 'code-a.pem'],
    ['code-a.pem', 'publisher-a.pem'],
    ['code-b.pem', 'publisher-b.pem'],
  ] as const;
  for (const [issuer, subject] of pairs) {
    for (const hash of ['-sha1', '-sha256']) {
      const chain = put('chain.pem', pki.chainPem('code-a') + pki.chainPem('code-b'));
      const done = await ask(issuer, hash, '-cert', file(subject), '-verify_other', chain);
      t.match(done.output, /Response verify OK/, `${subject} ${hash}`);
      t.match(done.output, `${file(subject)}: good`);
    }
  }
});

t.test('a GET with the request in its path is understood, escaped or not', async (t) => {
  const request = requestFor(pki.publishers[0]?.serial ?? '00');
  const base64 = request.toString('base64');
  t.match(base64, /[/+=]/, 'the case is worth testing');
  for (const path of [`/pki/ocsp/${encodeURIComponent(base64)}`, `/pki/ocsp/${base64}`]) {
    t.same(ocspRequestFromPath(path), request);
    const response = await fetch(url + path);
    t.same(
      Buffer.from(await response.arrayBuffer()).subarray(0, 2),
      pki.ocspResponse(request).subarray(0, 2),
    );
  }
  t.equal(ocspRequestFromPath('/pki/root.crl'), undefined);
  t.same(ocspRequestFromPath('/pki/ocsp/%zz'), Buffer.alloc(0));
  t.same(ocspRequestFromPath(`/pki/ocsp/${'A'.repeat(5000)}`), Buffer.alloc(0));
});

// A request whose serial bytes make base64 use its awkward characters; the issuer is nobody here.
function requestFor(serial: string, count = 1): Buffer {
  const hash = Buffer.alloc(20, 0xfb);
  const certId = sequence(
    sequence(oid(OID.sha1)),
    octets(hash),
    octets(hash),
    integer(BigInt(`0x${serial}`)),
  );
  return toDer(sequence(sequence(sequence(...Array.from({ length: count }, () => sequence(certId))))));
}

const MALFORMED = Buffer.from('30030a0101', 'hex');
const UNAUTHORIZED = Buffer.from('30030a0106', 'hex');

t.test('foreign certificates are answered "unauthorized"', async (t) => {
  t.same(pki.ocspResponse(requestFor('01')), UNAUTHORIZED);
});

t.test('a request about certificates of two authorities is answered "unauthorized"', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const der = file('test-two.der');
  const [tls, code] = [file('tls.pem'), file('code.pem')];
  const args = ['-issuer', tls, '-cert', leafFile('good.test'), '-issuer', code, '-cert', file('code-a.pem')];
  run('openssl', ['ocsp', ...args, '-reqout', der]);
  t.same(pki.ocspResponse(readFileSync(der)), UNAUTHORIZED);
});

t.test('what is no request is answered "malformed"', async (t) => {
  const certId = requestFor('01');
  const nested = Array.from({ length: 200 }).reduce<Asn1>((inner) => sequence(inner), sequence());
  const cases: Record<string, Buffer> = {
    'nothing at all': Buffer.alloc(0),
    text: Buffer.from('GET / HTTP/1.1'),
    'an empty sequence': toDer(sequence()),
    'an empty list': toDer(sequence(sequence(sequence()))),
    'a request cut off': certId.subarray(0, -1),
    'bytes behind the request': Buffer.concat([certId, Buffer.of(0)]),
    'more than 32 certificates': requestFor('01', 33),
    'more than 16 KiB': Buffer.concat([certId, Buffer.alloc(16_384)]),
    'a length of two gigabytes': Buffer.from('3084800000003003', 'hex'),
    'an indefinite length': Buffer.from('30800000', 'hex'),
    'deep nesting': toDer(nested),
    'a serial number of 30 bytes': requestFor('11'.repeat(30)),
    'a nonce of 200 bytes': withNonce(Buffer.alloc(200)),
    'an empty nonce': withNonce(Buffer.alloc(0)),
  };
  for (const [name, request] of Object.entries(cases)) t.same(pki.ocspResponse(request), MALFORMED, name);
});

function withNonce(nonce: Buffer): Buffer {
  const hash = Buffer.alloc(20);
  const certId = sequence(sequence(oid(OID.sha1)), octets(hash), octets(hash), integer(1));
  const extensions = tagged(2, sequence(sequence(oid(OID.ocspNonce), octets(nonce))));
  return toDer(sequence(sequence(sequence(sequence(certId)), extensions)));
}

t.test('any damage to a request gets an answer', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  await ask('tls.pem', '-cert', leafFile('good.test'));
  const request = requests.at(-1) ?? Buffer.alloc(0);
  fc.assert(
    fc.property(fc.nat(request.length - 1), fc.nat(255), (at, byte) => {
      const damaged = Buffer.from(request);
      damaged.writeUInt8(byte, at);
      t.equal(pki.ocspResponse(damaged).readUInt8(0), 0x30);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => pki.ocspResponse(bytes).readUInt8(0) === 0x30),
    { numRuns: 300 },
  );
});
