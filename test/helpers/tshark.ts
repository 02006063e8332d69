import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { words } from './client-hellos.ts';
import { run } from './tools.ts';

/** Fields of a hello as tshark names them. */
const FIELDS = {
  recordVersion: 'tls.record.version',
  legacyVersion: 'tls.handshake.version',
  versions: 'tls.handshake.extensions.supported_version',
  serverName: 'tls.handshake.extensions_server_name',
  alpn: 'tls.handshake.extensions_alpn_str',
  cipherSuites: 'tls.handshake.ciphersuite',
  extensions: 'tls.handshake.extension.type',
  signatureAlgorithms: 'tls.handshake.sig_hash_alg',
  supportedGroups: 'tls.handshake.extensions_supported_group',
  sessionIdLength: 'tls.handshake.session_id_length',
} as const;

/** What tshark reads in one hello: the values of each field, and `ja4` where its version has that. */
export type SharkHello = Readonly<Record<keyof typeof FIELDS, readonly string[]>> & { readonly ja4?: string };

/** Lets tshark read `hellos`, each as the first packet of a connection to port 443. */
export function readByTshark(t: Test, hellos: readonly Buffer[]): readonly SharkHello[] {
  const capture = path.join(t.testdir(), 'hellos.pcap');
  writeFileSync(capture, Buffer.concat([captureHeader(), ...hellos.map(packet)]));
  const names = Object.values(FIELDS);
  const full = fieldsOf(capture, [...names, 'tls.handshake.ja4']);
  const rows = full ?? fieldsOf(capture, names);
  if (rows === undefined) throw new Error('tshark does not read the capture');
  return rows.map((row) => {
    const keys = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
    const values = keys.map((key, index) => [key, row[index]?.split(',').filter((one) => one !== '') ?? []]);
    const ja4 = row[names.length];
    return { ...Object.fromEntries(values), ...(ja4 !== undefined && { ja4 }) };
  });
}

function fieldsOf(capture: string, names: readonly string[]): readonly (readonly string[])[] | undefined {
  const fields = names.flatMap((name) => ['-e', name]);
  const done = run('tshark', ['-r', capture, '-T', 'fields', '-E', 'separator=|', ...fields]);
  if (done.status !== 0) return undefined;
  return done.stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
}

/** The header of a pcap file of bare IP packets, without times. */
function captureHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(0xa1b2c3d4, 0);
  header.writeUInt16BE(2, 4);
  header.writeUInt16BE(4, 6);
  header.writeUInt32BE(0xffff, 16);
  header.writeUInt32BE(101, 20);
  return header;
}

function packet(payload: Buffer, index: number): Buffer {
  const tcp = Buffer.concat([
    words(40_000 + index, 443),
    ...[words(0, 1), words(0, 1)],
    Buffer.of(0x50, 0x18),
    words(0xffff, 0, 0),
  ]);
  const length = 20 + tcp.length + payload.length;
  const addresses = Buffer.of(127, 0, 0, 1, 127, 0, 0, 1);
  const ip = Buffer.concat([Buffer.of(0x45, 0), words(length, 0, 0), Buffer.of(64, 6), words(0), addresses]);
  const header = words(0, 0, 0, 0, 0, length, 0, length);
  return Buffer.concat([header, ip, tcp, payload]);
}
