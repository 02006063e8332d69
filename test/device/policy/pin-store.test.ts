import fc from 'fast-check';
import t from 'tap';
import { PIN_STORE_KEY, pinChange, readPinStore } from '../../../device/policy/pin-store.ts';
import { readPolicy } from '../../../device/policy/policy.ts';
import { applyChanges, parseRegFile } from '../../../device/policy/reg-file.ts';
import { createRegistry, type Registry, type RegistryValue } from '../../../device/state/registry.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const { certificate, pem } = issue({ name: 'wsus.test', names: ['wsus.test'] });
const DER = certificate.raw.toString('base64');

/** An element of a serialized certificate. */
function element(property: number, data: Buffer, length = data.length): Buffer {
  const head = Buffer.alloc(12);
  [property, 1, length].forEach((number, at) => {
    head.writeUInt32LE(number, at * 4);
  });
  return Buffer.concat([head, data]);
}

const CERTIFICATE = element(32, certificate.raw);
const OTHERS = [element(3, Buffer.alloc(20, 7)), element(11, Buffer.from('WSUS\0', 'utf16le'))];

function storeWith(...values: readonly (RegistryValue | Buffer)[]): Registry {
  const registry = createRegistry();
  for (const [at, value] of values.entries()) {
    const data = Buffer.isBuffer(value)
      ? { type: 'REG_BINARY' as const, data: value.toString('hex') }
      : value;
    registry.set(`${PIN_STORE_KEY}\\${String(at).padStart(40, '0')}`, 'Blob', data);
  }
  return registry;
}

t.test('a certificate is found among the other properties it is stored with', async (t) => {
  for (const blob of [
    CERTIFICATE,
    Buffer.concat([...OTHERS, CERTIFICATE]),
    Buffer.concat([CERTIFICATE, ...OTHERS]),
  ])
    t.same(readPinStore(storeWith(blob)), { certificates: [DER], problems: [] });
  t.same(readPinStore(createRegistry()), { certificates: [], problems: [] });
});

t.test('what is put into the store is read from it, by its thumbprint', async (t) => {
  const registry = createRegistry();
  applyChanges(registry, [pinChange(pem), pinChange(certificate.raw)]);
  t.same(registry.subkeys(PIN_STORE_KEY), [certificate.fingerprint.replaceAll(':', '')]);
  t.same(readPinStore(registry), { certificates: [DER], problems: [] });
});

t.test('an export of the key is a policy', async (t) => {
  const blob =
    Buffer.concat([...OTHERS, CERTIFICATE])
      .toString('hex')
      .match(/../g) ?? [];
  const lines = (blob.join(',').match(/.{1,75}(?:,|$)/g) ?? []).join('\\\r\n  ');
  const key = PIN_STORE_KEY.replace('HKLM', 'HKEY_LOCAL_MACHINE');
  const file = `Windows Registry Editor Version 5.00\r\n\r\n[${key}\\AB]\r\n"Blob"=hex:${lines}\r\n`;
  const registry = createRegistry();
  applyChanges(registry, parseRegFile(Buffer.from(`\ufeff${file}`, 'utf16le'), 'pins.reg'));
  t.match(readPolicy(registry), { pinStore: [DER], isPinningEnforced: true, problems: [] });
});

t.test('what is no certificate is a problem and keeps no other out', async (t) => {
  const bad: readonly (readonly [RegistryValue | Buffer, RegExp])[] = [
    [{ type: 'REG_SZ', data: 'x' }, /Blob is no REG_BINARY/],
    [Buffer.alloc(0), /no element 32/],
    [OTHERS[0]!, /no element 32/],
    [CERTIFICATE.subarray(0, 100), /ends within an element/],
    [element(32, certificate.raw, 0xffffffff), /ends within an element/],
    [element(32, Buffer.from('not a certificate')), /./],
    [Buffer.alloc(300 * 1024), /more than 262144 bytes/],
  ];
  const { certificates, problems } = readPinStore(storeWith(...bad.map(([value]) => value), CERTIFICATE));
  t.same(certificates, [DER]);
  t.equal(problems.length, bad.length);
  for (const [at, [, expected]] of bad.entries()) t.match(problems[at], expected);
  t.match(readPolicy(storeWith(Buffer.alloc(0))).problems, [/the pin store has no certificate in 0000/]);
});

t.test('a store without end counts up to a limit', async (t) => {
  const { certificates, problems } = readPinStore(storeWith(...Array<Buffer>(120).fill(CERTIFICATE)));
  t.equal(certificates.length, 100);
  t.match(problems, [/120 certificates, of which 100 count/]);
});

t.test('any bytes are read', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readPinStore(storeWith(Buffer.from(bytes)));
    }),
    { seed: 20261130, numRuns: 500 },
  );
  t.pass();
});
