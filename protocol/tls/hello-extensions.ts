import { type ClientHello, EXTENSION, isGrease } from './client-hello.ts';
import {
  type Cursor,
  expectEnd,
  HelloError,
  leftOf,
  MAX_ENTRIES,
  readU8,
  readU16,
  restAsNumbers,
  restAsText,
  vector8,
  vector16,
} from './cursor.ts';
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

/** Reads the extensions between `cursor` and its end; of two with the same number the first. Throws HelloError. */
export function readExtensions(cursor: Cursor): ExtensionFacts {
  const extensions: number[] = [];
  const contents = new Map<number, Cursor>();
  while (leftOf(cursor) > 0) {
    if (extensions.length === MAX_EXTENSIONS) throw new HelloError('the extensions are too many');
    const number = readU16(cursor, 'an extension');
    const content = vector16(cursor, 'an extension');
    extensions.push(number);
    if (!contents.has(number)) contents.set(number, content);
  }
  const read = <T>(number: number, as: (content: Cursor) => T, absent: T): T => {
    const content = contents.get(number);
    return content === undefined ? absent : as(content);
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

/** The only vector of an extension. */
function onlyVector(content: Cursor, what: string): Cursor {
  const list = vector16(content, what);
  expectEnd(content, what);
  return list;
}

const listed = (what: string) => (content: Cursor) => restAsNumbers(onlyVector(content, what), what);

function versions(content: Cursor): readonly string[] {
  const numbers = restAsNumbers(vector8(content, 'versions'), 'versions');
  expectEnd(content, 'versions');
  return numbers.filter((number) => !isGrease(number)).map(versionName);
}

type ServerNameFacts = Pick<ClientHello, 'serverName' | 'hasOddServerName'>;

/** RFC 6066 §3. */
function serverName(content: Cursor): ServerNameFacts {
  const list = onlyVector(content, 'server names');
  const type = readU8(list, 'a server name');
  const text = restAsText(vector16(list, 'a server name'));
  const isPlain = type === HOST_NAME_TYPE && leftOf(list) === 0 && isHostName(text);
  return isPlain ? { serverName: text, hasOddServerName: false } : { hasOddServerName: true };
}

function isHostName(text: string): boolean {
  return text.length <= MAX_NAME_CHARACTERS && HOST_NAME.test(text) && !ENDS_IN_NUMBER.test(text);
}

/** RFC 7301 §3.1. */
function alpn(content: Cursor): readonly string[] {
  const list = onlyVector(content, 'application protocols');
  const names: string[] = [];
  while (leftOf(list) > 0) {
    if (names.length === MAX_ENTRIES) throw new HelloError('application protocols are too many');
    names.push(restAsText(vector8(list, 'an application protocol')));
  }
  return names;
}

/** RFC 8446 §4.2.8. */
function hasPostQuantumShare(content: Cursor): boolean {
  const list = onlyVector(content, 'key shares');
  let isFound = false;
  while (leftOf(list) > 0) {
    isFound = POST_QUANTUM_GROUPS.has(readU16(list, 'a key share')) || isFound;
    vector16(list, 'a key share');
  }
  return isFound;
}
