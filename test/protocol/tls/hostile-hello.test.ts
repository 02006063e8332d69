import t from 'tap';
import { MAX_FIRST_BYTES } from '../../../protocol/tls/hello-message.ts';
import { readClientHello } from '../../../protocol/tls/read-client-hello.ts';
import {
  type HelloParts,
  helloBytes,
  helloMessageOf,
  recordsOf,
  vector8,
  vector16,
  words,
} from '../../helpers/client-hellos.ts';

const none = Buffer.alloc(0);
const many = (count: number): Buffer => Buffer.alloc(2 * count, 1);

function reasonOf(bytes: Buffer): string {
  const reading = readClientHello(bytes);
  return reading.kind === 'not-tls' ? reading.reason : reading.kind;
}

t.test('what is no handshake of TLS is told from the first bytes on', async (t) => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['47', /71 3 instead of 22 3/],
    ['80', /SSL 2\.0/],
    ['1602', /22 2 instead/],
    ['15030100020228', /21 3/],
    ['1603010000', /a record of the hello is empty/],
    ['1603014001', /longer than records/],
    ['160301000102', /of type 2, no ClientHello/],
    ['160301000401004001', /longer than 16384 bytes/],
    ['16030100010117030100010f', /23 3/],
  ];
  for (const [hex, reason] of cases) t.match(reasonOf(Buffer.from(hex, 'hex')), reason, hex);
});

t.test('lengths that do not fit are refused', async (t) => {
  const cases: Readonly<Record<string, HelloParts>> = {
    'the session ID is too long': { sessionId: Buffer.alloc(33) },
    'versions is cut off': { extensions: [[43, vector8(Buffer.of(3))]] },
    'versions has bytes behind its end': {
      extensions: [[43, Buffer.concat([vector8(), none, Buffer.of(1)])]],
    },
    'server names is cut off': { extensions: [[0, none]] },
    'a server name is cut off': { extensions: [[0, vector16(Buffer.of(0, 0, 9, 1))]] },
    'application protocols is cut off': { extensions: [[16, words(4)]] },
    'an application protocol is cut off': { extensions: [[16, vector16(Buffer.of(9, 1))]] },
    'a key share is cut off': { extensions: [[51, vector16(words(29, 32))]] },
    'groups has bytes behind its end': { extensions: [[10, Buffer.concat([vector16(), Buffer.of(1)])]] },
    'signature algorithms is cut off': { extensions: [[13, vector16(Buffer.of(1))]] },
  };
  for (const [reason, parts] of Object.entries(cases)) t.equal(reasonOf(helloBytes(parts)), reason);
  const message = helloMessageOf({ extensions: [] });
  const longer = Buffer.concat([message, Buffer.of(0)]);
  longer.writeUIntBE(message.length - 3, 1, 3);
  t.equal(reasonOf(recordsOf(longer)), 'the hello has bytes behind its end');
  t.equal(reasonOf(recordsOf(Buffer.of(1, 0, 0, 0))), 'the version is cut off');
});

t.test('lists are bounded', async (t) => {
  t.equal(reasonOf(helloBytes({ cipherSuites: Array(1_001).fill(1) })), 'cipher suites are too many');
  t.equal(reasonOf(helloBytes({ cipherSuites: Array(1_000).fill(1) })), 'hello');
  t.equal(reasonOf(helloBytes({ extensions: [[10, vector16(many(1_001))]] })), 'groups are too many');
  const protocols = [16, vector16(...Array<Buffer>(1_001).fill(vector8(Buffer.of(1))))] as const;
  t.equal(reasonOf(helloBytes({ extensions: [protocols] })), 'application protocols are too many');
  const extensions = Array<readonly [number, Buffer]>(257).fill([0x1234, none]);
  t.equal(reasonOf(helloBytes({ extensions })), 'the extensions are too many');
});

t.test('a hello cut into crumbs is given up, and none asks for more than the limit', async (t) => {
  const message = helloMessageOf({ extensions: [[0x1234, Buffer.alloc(16_000)]] });
  t.match(reasonOf(recordsOf(message, 1)), /more than 64 records/);
  const slow = recordsOf(message, 256);
  for (let length = 0; length < slow.length; length += 97)
    if (readClientHello(slow.subarray(0, length)).kind !== 'more') t.fail(`at ${length}`);
  t.equal(reasonOf(slow), 'hello');
  t.ok(slow.length < MAX_FIRST_BYTES);
});
