import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { openPki, pkiResource } from '../../pki/index.ts';
import { MockWuError } from '../../platform/errors/index.ts';
import { type CabWriteOptions, writeCab } from '../../protocol/codecs/cab-writer.ts';
import { cabextract, gcab } from '../helpers/cab-judges.ts';
import { makePki, pem } from '../helpers/pki.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool } from '../helpers/tools.ts';

// The verifier fetches revocation lists from the addresses in the certificates, so they must be served.
const fetched: (string | undefined)[] = [];
const server = createServer((request, response) => {
  fetched.push(request.url);
  const resource = pkiResource(pki, request.url ?? '');
  response.writeHead(resource ? 200 : 404, { 'content-type': resource?.contentType ?? 'text/plain' });
  response.end(resource?.body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
t.teardown(() => server.close());

const publicHttpUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { pki, folder } = await makePki(t, { publicHttpUrl });
const root = path.join(folder, 'root.pem');

const modified = { year: 2026, month: 6, day: 1, hour: 12, minute: 0, second: 0 };
const small = Buffer.from('hello, patch\n'.repeat(20));
const big = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251));

function cab(options: CabWriteOptions = {}): Uint8Array {
  const files = [
    { name: 'update.mum', data: small, modified },
    { name: 'payload.bin', data: big, modified },
  ];
  return writeCab(files, options);
}

async function verify(signed: Uint8Array, ...args: string[]) {
  const file = path.join(folder, 'test.cab');
  writeFileSync(file, signed);
  const done = await runAsync('osslsigncode', ['verify', '-CAfile', root, ...args, '-in', file]);
  return { accepted: done.status === 0, output: done.output };
}

for (const signer of ['a', 'b'] as const) {
  for (const compression of ['stored', 'mszip'] as const) {
    t.test(`osslsigncode accepts a cabinet (${compression}) signed by ${signer}`, async (t) => {
      if (!hasTool(t, 'osslsigncode')) return;
      const done = await verify(pki.signCabinet(cab({ compression }), signer));
      t.ok(done.accepted, done.output);
      t.match(done.output, `Publisher ${signer.toUpperCase()} (test only, do not trust)`);
      t.match(done.output, 'mock-windows-update test file (do not trust)');
      t.equal(fetched.at(-1), `/pki/code-${signer}.crl`, 'and checks the revocation list it fetches');
    });
  }
}

t.test('cabinets with and without reserve come out the same, and so do signed ones', async (t) => {
  const signed = pki.signCabinet(cab(), 'a');
  t.same(pki.signCabinet(cab({ headerReserve: 20 }), 'a'), signed);
  t.same(pki.signCabinet(pki.signCabinet(cab(), 'b'), 'a'), signed);
  t.equal(signed.length % 8, (cab().length + 24) % 8, 'the signature is padded');
});

t.test('cabextract and gcab unpack a signed cabinet', async (t) => {
  const signed = pki.signCabinet(cab(), 'a');
  const names = ['update.mum', 'payload.bin'];
  if (hasTool(t, 'cabextract')) t.same(cabextract(t.testdir({}), signed, names), [small, big]);
  if (hasTool(t, 'gcab')) t.same(gcab(t.testdir({}), signed, names), [small, big]);
});

t.test('osslsigncode refuses a cabinet changed after signing', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const signed = pki.signCabinet(cab({ compression: 'stored' }), 'a');
  const signature = signed.readUInt32LE(44);
  // The set's number, the folder table, the file table, data, the digest and the signed attributes.
  const places = [32, 66, 80, 200, 5000, signature - 1, signature + 120, signed.length - 100];
  for (const at of places) {
    const changed = Buffer.from(signed);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
    const done = await verify(changed);
    t.notOk(done.accepted, `byte ${at}`);
  }
});

t.test('osslsigncode refuses a signature under another root', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const other = path.join(t.testdir({}), 'other.pem');
  writeFileSync(other, pem('CERTIFICATE', pki.certificateDer('tls')));
  const signed = pki.signCabinet(cab(), 'a');
  const file = path.join(folder, 'test-other.cab');
  writeFileSync(file, signed);
  const done = await runAsync('osslsigncode', ['verify', '-CAfile', other, '-in', file]);
  t.not(done.status, 0);
});

t.test('osslsigncode refuses the signature of a revoked publisher', async (t) => {
  if (!hasTool(t, 'osslsigncode')) return;
  const signed = pki.signCabinet(cab(), 'b');
  t.ok((await verify(signed)).accepted);
  pki.revoke({ certificate: 'publisher-b' }, 'keyCompromise');
  const list = path.join(folder, 'test-crls.pem');
  const ids = ['root', 'code', 'code-b'] as const;
  writeFileSync(list, ids.map((id) => pem('X509 CRL', pki.crl(id))).join(''));
  const done = await verify(signed, '-CRLfile', list);
  t.notOk(done.accepted);
  t.match(done.output, /revoked/);
});

t.test('a signature is the same for the same file and keys', async (t) => {
  const again = await openPki({
    folder,
    publicHttpUrl,
    clock: { now: () => Date.parse(pki.authorities[0]?.notBefore ?? '') + 86_400_000 },
    randomness: { bytes: Buffer.alloc, uuid: () => '' },
  });
  t.same(again.signCabinet(cab(), 'a'), pki.signCabinet(cab(), 'a'));
});

t.test('what cannot be signed is an error that says why', async (t) => {
  const whole = Buffer.from(cab());
  const patched = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
  };
  const signed = pki.signCabinet(whole, 'a');
  const cases: readonly (readonly [Uint8Array, MockWuError['code'], RegExp])[] = [
    [new Uint8Array(), 'PKI_CABINET_INVALID', /begin like a cabinet/],
    [Buffer.from('MZ'.repeat(100)), 'PKI_CABINET_INVALID', /begin like a cabinet/],
    [whole.subarray(0, 35), 'PKI_CABINET_INVALID', /begin like a cabinet/],
    [whole.subarray(0, -1), 'PKI_CABINET_INVALID', /header says \d+ bytes but it has \d+/],
    [Buffer.concat([whole, Buffer.of(0)]), 'PKI_CABINET_INVALID', /header says/],
    [patched((bytes) => bytes.writeUInt16LE(0xffff, 26)), 'PKI_CABINET_INVALID', /65535 folders/],
    [patched((bytes) => bytes.writeUInt32LE(9, 16)), 'PKI_CABINET_INVALID', /file table/],
    [
      patched((bytes) => bytes.writeUInt32LE(0xffff_ffff, 36)),
      'PKI_CABINET_INVALID',
      /folder 0 lies outside/,
    ],
    [patched((bytes) => bytes.writeUInt16LE(1, 30)), 'PKI_CABINET_UNSUPPORTED', /one of a set/],
    [patched((bytes) => bytes.writeUInt16LE(2, 30)), 'PKI_CABINET_UNSUPPORTED', /one of a set/],
    [cab({ headerReserve: 6144 }), 'PKI_CABINET_UNSUPPORTED', /reserved areas/],
    [signed.subarray(0, 200), 'PKI_CABINET_INVALID', /signature lies beyond/],
  ];
  for (const [bytes, code, message] of cases) t.throws(() => pki.signCabinet(bytes, 'a'), { code, message });
});

t.test('no damage to a header does anything but raise such an error', async () => {
  const whole = Buffer.from(cab());
  fc.assert(
    fc.property(fc.nat(70), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, bytes) => {
      const damaged = Buffer.from(whole);
      damaged.set(bytes, at);
      try {
        pki.signCabinet(damaged, 'a');
        return true;
      } catch (thrown) {
        return thrown instanceof MockWuError;
      }
    }),
    { numRuns: 200 },
  );
});
