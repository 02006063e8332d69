import type { Buffer } from 'node:buffer';
import type { ClientHello } from './client-hello.ts';
import {
  cursorOver,
  expectEnd,
  HelloError,
  leftOf,
  readU16,
  restAsNumbers,
  skip,
  vector8,
  vector16,
} from './cursor.ts';
import { readExtensions } from './hello-extensions.ts';
import { type HelloMessage, helloMessage } from './hello-message.ts';
import { versionName } from './versions.ts';

const RANDOM_BYTES = 32;
const MAX_SESSION_ID_BYTES = 32;

/** What the first bytes of a connection are. */
export type HelloReading =
  | { readonly kind: 'hello'; readonly hello: ClientHello }
  /** So far a hello, and not all of it: at most MAX_FIRST_BYTES. */
  | { readonly kind: 'more' }
  | { readonly kind: 'not-tls'; readonly reason: string };

/**
 * Reads the ClientHello at the beginning of `bytes`, in however many records (RFC 8446 §4.1.2 and §5.1, RFC 5246
 * §7.4.1.2 for older clients). Never throws: what is malformed or beyond a limit is `not-tls` with the reason. What
 * comes behind the hello is not looked at.
 */
export function readClientHello(bytes: Buffer): HelloReading {
  try {
    const message = helloMessage(bytes);
    return message === undefined ? { kind: 'more' } : { kind: 'hello', hello: helloOf(message) };
  } catch (error) {
    if (error instanceof HelloError) return { kind: 'not-tls', reason: error.message };
    throw error;
  }
}

function helloOf({ recordVersion, body }: HelloMessage): ClientHello {
  const cursor = cursorOver(body);
  const legacyVersion = readU16(cursor, 'the version');
  skip(cursor, RANDOM_BYTES, 'the random');
  const sessionIdLength = leftOf(vector8(cursor, 'the session ID'));
  if (sessionIdLength > MAX_SESSION_ID_BYTES) throw new HelloError('the session ID is too long');
  const cipherSuites = restAsNumbers(vector16(cursor, 'cipher suites'), 'cipher suites');
  vector8(cursor, 'compression methods');
  // Before TLS 1.2 there may be none, not even their length.
  const extensions = leftOf(cursor) === 0 ? cursor : vector16(cursor, 'extensions');
  expectEnd(cursor, 'the hello');
  return {
    recordVersion: versionName(recordVersion),
    legacyVersion: versionName(legacyVersion),
    cipherSuites,
    sessionIdLength,
    ...readExtensions(extensions),
  };
}
