import { messageOf } from '../errors/index.ts';

/** What went wrong on the way: no such name, nobody there, hung up, no answer, not HTTP, no TLS, anything else. */
export type NetworkErrorKind = 'name' | 'nobody' | 'cut' | 'late' | 'not-http' | 'tls' | 'other';

/** An error of a socket, of TLS or of node's HTTP parser, for somebody who has to repair it. */
export interface NetworkError {
  readonly kind: NetworkErrorKind;
  /** Node's code, such as `ECONNREFUSED`; empty when there is none. */
  readonly code: string;
  readonly reason: string;
}

const MEANINGS: Readonly<Record<string, readonly [NetworkErrorKind, string]>> = {
  ECONNREFUSED: ['nobody', 'nothing listens there'],
  ENOTFOUND: ['name', 'its host name is not known'],
  EAI_AGAIN: ['name', 'the name server does not answer'],
  ECONNRESET: ['cut', 'the connection was cut'],
  EPIPE: ['cut', 'the connection was cut'],
  ETIMEDOUT: ['late', 'it does not answer'],
  EHOSTUNREACH: ['nobody', 'there is no way to it'],
  ENETUNREACH: ['nobody', 'there is no way to it'],
};

/** Says what a thrown error means. */
export function readNetworkError(error: unknown): NetworkError {
  const { code, message } = firstOf(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return { kind: 'tls', code, reason: message };
  const [kind, meaning] = code.startsWith('HPE_')
    ? (['not-http', 'what it answers is not HTTP'] as const)
    : (MEANINGS[code] ?? (['other', undefined] as const));
  return { kind, code, reason: meaning === undefined ? message : `${meaning} (${code}: ${message})` };
}

/** The first error of several: a name with two addresses fails twice, and node gives such failures no text. */
function firstOf(error: unknown): { readonly code: string; readonly message: string } {
  const one: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const code = one instanceof Error && 'code' in one ? String(one.code) : '';
  return { code, message: messageOf(one) };
}
