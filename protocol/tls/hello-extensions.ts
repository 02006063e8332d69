import type { Buffer } from 'node:buffer';
import { type ByteReader, createByteReader, HelloError, MAX_ENTRIES, numbersIn } from './byte-reader.ts';
import { type ClientHello, EXTENSION, isGrease } from './client-hello.ts';
import { versionName } from './versions.ts';

/** Extensions of one hello; browsers send less than 20. */
const MAX_EXTENSIONS = 256;
/** ML-KEM alone (0x02…), with a curve (0x11…), and the drafts that browsers sent before (0x63…). */
const POST_QUANTUM_GROUPS: ReadonlySet<number> = new Set([
  ...[0x0200, 0x0201, 0x0202],
  ...[0x11eb, 0x11ec, 0x11ed],
  ...[0x6399, 0x639a],
]);
const HOST_NAME_TYPE = 0;
/** RFC 1035 §2.3.4; underscores occur, a dot at the end should not (RFC 6066 §3) and does. */
const MAX_NAME_CHARACTERS = 254;
const HOST_NAME = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*\.?$/;
/** An address or something that would be read as one; names for addresses are not to be sent (RFC 6066 §3). */
const ENDS_IN_NUMBER = /(^|\.)\d+\.?$/;

type ExtensionFacts = Omit<
  ClientHello,
  'recordVersion' | 'legacyVersion' | 'cipherSuites' | 'sessionIdLength'
>;

/** Reads the extensions `reader` holds; of two with the same number the first. Throws HelloError. */
export function readExtensions(reader: ByteReader): ExtensionFacts {
  const extensions: number[] = [];
  const contents = new Map<number, Buffer>();
  while (reader.left > 0) {
    if (extensions.length === MAX_EXTENSIONS) throw new HelloError('the extensions are too many');
    const number = reader.u16('an extension');
    const content = reader.bytes(reader.u16('an extension'), 'an extension');
    extensions.push(number);
    if (!contents.has(number)) contents.set(number, content);
  }
  const read = <T>(number: number, as: (reader: ByteReader) => T, absent: T): T => {
    const content = contents.get(number);
    return content === undefined ? absent : as(createByteReader(content));
  };
  return {
    extensions,
    versions: read(EXTENSION.supportedVersions, versions, []),
    ...read<ServerNameFacts>(EXTENSION.serverName, serverName, { hasOddServerName: false }),
    alpn: read(EXTENSION.alpn, alpn, []),
    signatureAlgorithms: read(EXTENSION.signatureAlgorithms, listed('signature algorithms'), []),
    supportedGroups: read(EXTENSION.supportedGroups, listed('groups'), []),
    hasPostQuantumShare: read(EXTENSION.keyShare, hasPostQuantumShare, false),
  };
}

/** The only vector of an extension, read by `as`. */
function whole<T>(reader: ByteReader, what: string, as: (list: ByteReader) => T): T {
  const value = as(reader.vector16(what));
  reader.end(what);
  return value;
}

const listed = (what: string) => (reader: ByteReader) => whole(reader, what, (list) => numbersIn(list, what));

function versions(reader: ByteReader): readonly string[] {
  const numbers = numbersIn(reader.vector8('versions'), 'versions');
  reader.end('versions');
  return numbers.filter((number) => !isGrease(number)).map(versionName);
}

type ServerNameFacts = Pick<ClientHello, 'serverName' | 'hasOddServerName'>;

/** RFC 6066 §3. */
function serverName(reader: ByteReader): ServerNameFacts {
  const list = reader.vector16('server names');
  reader.end('server names');
  const type = list.u8('a server name');
  const name = list.vector16('a server name');
  const text = name.bytes(name.left, 'a server name').toString('latin1');
  const isPlain = type === HOST_NAME_TYPE && list.left === 0 && isHostName(text);
  return isPlain ? { serverName: text, hasOddServerName: false } : { hasOddServerName: true };
}

function isHostName(text: string): boolean {
  return text.length <= MAX_NAME_CHARACTERS && HOST_NAME.test(text) && !ENDS_IN_NUMBER.test(text);
}

/** RFC 7301 §3.1. */
function alpn(reader: ByteReader): readonly string[] {
  return whole(reader, 'application protocols', (list) => {
    const names: string[] = [];
    while (list.left > 0) {
      if (names.length === MAX_ENTRIES) throw new HelloError('application protocols are too many');
      const name = list.vector8('an application protocol');
      names.push(name.bytes(name.left, 'an application protocol').toString('latin1'));
    }
    return names;
  });
}

/** RFC 8446 §4.2.8. */
function hasPostQuantumShare(reader: ByteReader): boolean {
  return whole(reader, 'key shares', (list) => {
    let isFound = false;
    while (list.left > 0) {
      isFound = POST_QUANTUM_GROUPS.has(list.u16('a key share')) || isFound;
      list.vector16('a key share');
    }
    return isFound;
  });
}
