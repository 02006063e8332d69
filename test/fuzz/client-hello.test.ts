import assert from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import type { ClientHello } from '../../protocol/tls/client-hello.ts';
import { MAX_ENTRIES } from '../../protocol/tls/cursor.ts';
import { MAX_FIRST_BYTES } from '../../protocol/tls/hello-message.ts';
import { ja4 } from '../../protocol/tls/ja4.ts';
import { type HelloReading, readClientHello } from '../../protocol/tls/read-client-hello.ts';
import {
  helloBytes,
  messageIn,
  nodeHello,
  recordsOf,
  serverNames,
  vector8,
  vector16,
  words,
} from '../helpers/client-hellos.ts';

const SEED = 20261101;

const hellos = [
  await nodeHello({ servername: 'localhost', ALPNProtocols: ['h2', 'http/1.1'] }),
  await nodeHello({ maxVersion: 'TLSv1.2' }),
  helloBytes({
    cipherSuites: [0x0a0a, 0x1301],
    extensions: [
      serverNames('a.test'),
      [16, vector16(vector8(Buffer.from('h2')))],
      [43, vector8(words(0x0304))],
      [51, vector16(words(0x11ec), vector16(Buffer.alloc(20)))],
    ],
  }),
];

/** One change to the bytes of a hello; places are taken modulo its length. */
type Change =
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly length: number };

const place = fc.nat(2_000);
const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set' as const), at: place, value: fc.nat(255) }) },
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('delete' as const), at: place, length: fc.nat(40) }),
  fc.record({ kind: fc.constant('copy' as const), at: place, from: place, length: fc.nat(400) }),
);

function changed(bytes: Buffer, change: Change): Buffer {
  const at = change.at % (bytes.length + 1);
  if (change.kind === 'set') {
    const copy = Buffer.from(bytes);
    if (at < copy.length) copy[at] = change.value;
    return copy;
  }
  const cut = change.kind === 'delete' ? change.length : 0;
  const from = change.kind === 'copy' ? change.from % (bytes.length + 1) : 0;
  const put = change.kind === 'copy' ? bytes.subarray(from, from + change.length) : Buffer.alloc(0);
  const added = change.kind === 'insert' ? change.bytes : put;
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + cut)]);
}

/** What holds of every reading, whatever was read. */
function judge(bytes: Buffer): HelloReading {
  const reading = readClientHello(bytes);
  if (reading.kind === 'more' && bytes.length > MAX_FIRST_BYTES) throw new Error('asks for more without end');
  if (reading.kind === 'not-tls' && !/^[ -~]{5,100}$/.test(reading.reason)) throw new Error(reading.reason);
  if (reading.kind === 'hello') judgeHello(reading.hello);
  return reading;
}

function judgeHello(hello: ClientHello): void {
  for (const value of Object.values(hello))
    if (Array.isArray(value) && value.length > MAX_ENTRIES) throw new Error('a list is too long');
  if (!/^[\w.-]*$/.test(hello.serverName ?? '')) throw new Error(`name ${JSON.stringify(hello.serverName)}`);
  if (!/^t(\d\d|s[23])[di]\d{4}[0-9A-Za-z]{2}(_[0-9a-f]{12}){2}$/.test(ja4(hello)))
    throw new Error(ja4(hello));
}

t.test('hellos with changed bytes are read, asked for more, or refused with a reason', async (t) => {
  const seen = { hello: 0, more: 0, 'not-tls': 0 };
  const start = fc.constantFrom(...hellos);
  const property = fc.property(start, fc.array(changes, { minLength: 1, maxLength: 6 }), (hello, all) => {
    seen[judge(all.reduce(changed, hello)).kind] += 1;
  });
  fc.assert(property, { seed: SEED, numRuns: 8_000 });
  for (const [kind, count] of Object.entries(seen)) t.ok(count > 300, `${kind}: ${count}`);
});

t.test('so are any bytes, alone and as the message of a record', async (t) => {
  const any = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
  const framed = any.map((bytes) =>
    recordsOf(Buffer.concat([Buffer.of(1, 0), words(bytes.length), bytes]), 200),
  );
  const property = fc.property(fc.oneof(any, framed), (bytes) => {
    judge(bytes);
  });
  fc.assert(property, { seed: SEED, numRuns: 4_000 });
  t.equal(judge(Buffer.alloc(100_000, 22)).kind, 'not-tls');
});

t.test('a hello is the same however it is cut into records', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 });
  const property = fc.property(fc.constantFrom(...hellos), sizes, (bytes, cuts) => {
    const records: Buffer[] = [];
    let rest = messageIn(bytes);
    for (const size of cuts) {
      if (rest.length > 0) records.push(recordsOf(rest.subarray(0, size)));
      rest = rest.subarray(size);
    }
    if (rest.length > 0) records.push(recordsOf(rest));
    const whole = Buffer.concat(records);
    if (judge(whole.subarray(0, -1)).kind !== 'more') throw new Error('whole without its last byte');
    assert.deepEqual(judge(whole), judge(bytes));
  });
  fc.assert(property, { seed: SEED, numRuns: 500 });
});
