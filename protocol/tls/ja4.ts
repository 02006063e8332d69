import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type ClientHello, EXTENSION, isGrease } from './client-hello.ts';
import { hex16, versionNumber } from './versions.ts';

const DIGEST_CHARACTERS = 12;
const NOTHING = '0'.repeat(DIGEST_CHARACTERS);
const MAX_COUNT = 99;
const VERSIONS: Readonly<Record<number, string>> = {
  2: 's2',
  768: 's3',
  769: '10',
  770: '11',
  771: '12',
  772: '13',
};

/**
 * The JA4 fingerprint of a client over TCP, such as `t13d1516h2_8daaf6152771_e5627efa2ab1`, after FoxIO's published
 * description (github.com/FoxIO-LLC/ja4, technical_details/JA4.md). A test holds it against every example of that
 * description, and against `tls.handshake.ja4` of tshark where one that has it (4.2 and newer) is installed.
 */
export function ja4(hello: ClientHello): string {
  const ciphers = hello.cipherSuites.filter((suite) => !isGrease(suite));
  const extensions = hello.extensions.filter((extension) => !isGrease(extension));
  const target = extensions.includes(EXTENSION.serverName) ? 'd' : 'i';
  const counts = `${count(ciphers)}${count(extensions)}`;
  return [
    `t${version(hello)}${target}${counts}${alpnEnds(hello.alpn[0])}`,
    digest(sorted(ciphers)),
    digest(extensionText(extensions, hello.signatureAlgorithms)),
  ].join('_');
}

function version({ versions, legacyVersion, extensions }: ClientHello): string {
  const listed = extensions.includes(EXTENSION.supportedVersions) ? versions : [legacyVersion];
  return VERSIONS[Math.max(...listed.map(versionNumber))] ?? '00';
}

function count(values: readonly number[]): string {
  return String(Math.min(values.length, MAX_COUNT)).padStart(2, '0');
}

/** First and last character of the first protocol; of its hexadecimal digits where one is no letter or digit. */
function alpnEnds(name: string | undefined): string {
  if (name === undefined || name === '') return '00';
  const isReadable = /^[0-9A-Za-z](.*[0-9A-Za-z])?$/s.test(name);
  const text = isReadable ? name : Buffer.from(name, 'latin1').toString('hex');
  return `${text.at(0)}${text.at(-1)}`;
}

/** Sorted, without what the first part says already; the signature algorithms follow in the client's own order. */
function extensionText(extensions: readonly number[], algorithms: readonly number[]): string {
  const others = extensions.filter((one) => one !== EXTENSION.serverName && one !== EXTENSION.alpn);
  const signed = algorithms.filter((algorithm) => !isGrease(algorithm)).map(hex16);
  return others.length === 0 || signed.length === 0
    ? sorted(others)
    : `${sorted(others)}_${signed.join(',')}`;
}

function sorted(values: readonly number[]): string {
  return values.map(hex16).sort().join(',');
}

function digest(text: string): string {
  if (text === '') return NOTHING;
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST_CHARACTERS);
}
