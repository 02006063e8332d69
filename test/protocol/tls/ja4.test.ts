import t from 'tap';
import type { ClientHello } from '../../../protocol/tls/client-hello.ts';
import { ja4 } from '../../../protocol/tls/ja4.ts';
import { readClientHello } from '../../../protocol/tls/read-client-hello.ts';
import { versionNumber } from '../../../protocol/tls/versions.ts';
import { helloBytes, nodeHello, serverNames, vector8, vector16, words } from '../../helpers/client-hellos.ts';
import { hasTool } from '../../helpers/tools.ts';
import { readByTshark } from '../../helpers/tshark.ts';

const numbers = (text: string): number[] => text.split(',').map((hex) => Number.parseInt(hex, 16));

/** The example of FoxIO's description, with GREASE where browsers put it. */
const example: ClientHello = {
  recordVersion: 'TLSv1',
  legacyVersion: 'TLSv1.2',
  versions: ['TLSv1.3', 'TLSv1.2'],
  serverName: 'a.test',
  hasOddServerName: false,
  alpn: ['h2', 'http/1.1'],
  cipherSuites: numbers('0a0a,1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035'),
  extensions: numbers(
    'caca,001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015,eaea',
  ),
  signatureAlgorithms: numbers('0403,0804,0401,0503,0805,0501,0806,0601'),
  supportedGroups: [29],
  sessionIdLength: 32,
  hasPostQuantumShare: false,
};
const firstPart = (changes: Partial<ClientHello>): string => ja4({ ...example, ...changes }).slice(0, 10);

t.test('the published example has its published fingerprint', async (t) => {
  t.equal(ja4(example), 't13d1516h2_8daaf6152771_e5627efa2ab1');
  t.equal(ja4({ ...example, signatureAlgorithms: [] }), 't13d1516h2_8daaf6152771_6d807ffa2a79');
});

t.test('empty lists are zeros, not digests of nothing', async (t) => {
  const bare = { ...example, cipherSuites: [0x0a0a], extensions: [0, 16, 0x1a1a], versions: [] };
  t.equal(ja4(bare), 't12d0002h2_000000000000_000000000000');
});

t.test('the ends of the first application protocol are written as described', async (t) => {
  const cases = { 'http/1.1': 'h1', h: 'hh', '': '00', '\xab': 'ab', '\xab\xcd': 'ad', '0\xab': '3b' };
  const others = { '01\xab\xcd': '3d', '0\xab\xcd1': '01' };
  for (const [name, ends] of Object.entries({ ...cases, ...others }))
    t.equal(firstPart({ alpn: [name] }).slice(-2), ends, JSON.stringify(name));
  t.equal(firstPart({ alpn: [] }).slice(-2), '00');
});

t.test('version, target and counts are written as described', async (t) => {
  t.equal(firstPart({ versions: ['TLSv1.2', 'TLSv1.3'] }).slice(1, 3), '13', 'the highest');
  t.equal(firstPart({ versions: ['0x7f1c', 'TLSv1.3'] }).slice(1, 3), '00', 'unknown');
  const without = example.extensions.filter((number) => number !== 43 && number !== 0);
  t.equal(firstPart({ extensions: without, versions: [], legacyVersion: 'TLSv1.1' }), 't11i1514h2');
  t.equal(firstPart({ cipherSuites: Array(200).fill(1) }).slice(4, 6), '99');
});

t.test('tshark reads the same in hellos, and has the same fingerprint where it has one', async (t) => {
  if (!hasTool(t, 'tshark')) return;
  const hellos = [
    await nodeHello({ servername: 'localhost', ALPNProtocols: ['h2', 'http/1.1'] }),
    await nodeHello({ maxVersion: 'TLSv1.2' }),
    helloBytes({
      cipherSuites: [0x0a0a, 0x1301, 0x00ff],
      sessionId: Buffer.alloc(7),
      extensions: [
        [0x1a1a, Buffer.alloc(0)],
        serverNames('update.test'),
        [16, vector16(vector8(Buffer.from('http/1.1')))],
        [13, vector16(words(0x0403, 0x0804))],
        [43, vector8(words(0x0304, 0x0303))],
      ],
    }),
  ];
  for (const [index, found] of readByTshark(t, hellos).entries()) {
    const reading = readClientHello(hellos[index]!);
    if (reading.kind !== 'hello') throw new Error(reading.kind);
    const { hello } = reading;
    const read = {
      recordVersion: [versionNumber(hello.recordVersion)],
      legacyVersion: [versionNumber(hello.legacyVersion)],
      versions: hello.versions.map(versionNumber),
      serverName: hello.serverName === undefined ? [] : [hello.serverName],
      alpn: hello.alpn,
      cipherSuites: hello.cipherSuites,
      extensions: hello.extensions,
      signatureAlgorithms: hello.signatureAlgorithms,
      supportedGroups: hello.supportedGroups,
      sessionIdLength: [hello.sessionIdLength],
    };
    const { ja4: fingerprint, serverName, alpn, ...lists } = found;
    const parsed = Object.entries(lists).map(([key, values]) => [key, values.map(Number)]);
    t.same(read, { ...Object.fromEntries(parsed), serverName, alpn }, `hello ${index}`);
    if (fingerprint !== undefined) t.equal(ja4(hello), fingerprint);
  }
});
