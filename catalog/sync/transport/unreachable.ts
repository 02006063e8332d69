import { MockWuError, messageOf } from '../../../platform/errors/index.ts';
import { tlsRefusal } from './tls-refusal.ts';

/** What the errors of sockets and of node's HTTP parser mean for somebody who has to repair it. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
};

/**
 * The error a failed exchange with `url` is thrown as: SYNC_TLS_REFUSED where TLS failed, otherwise SYNC_UNREACHABLE.
 * An error of the catalogue stays what it is.
 */
export function unreachable(url: URL, error: unknown): MockWuError {
  if (error instanceof MockWuError) return error;
  const { code, message } = firstOf(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return tlsRefusal(url.hostname, 'protocol', message, error);
  const meaning = code.startsWith('HPE_') ? 'what it answers is not HTTP' : MEANINGS[code];
  const reason = meaning === undefined ? message : `${meaning} (${code}: ${message})`;
  return new MockWuError('SYNC_UNREACHABLE', { url: url.href, reason }, error);
}

/** SYNC_UNREACHABLE for a server that fell silent. */
export function silence(url: URL, milliseconds: number): MockWuError {
  return notReached(url, `nothing came for ${milliseconds / 1000} seconds`);
}

/** SYNC_UNREACHABLE for a `reason` of our own. */
export function notReached(url: URL, reason: string): MockWuError {
  return new MockWuError('SYNC_UNREACHABLE', { url: url.href, reason });
}

/** The first error of several: a name with two addresses fails twice, and node gives such failures no text. */
function firstOf(error: unknown): { readonly code: string; readonly message: string } {
  const one: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const code = one instanceof Error && 'code' in one ? String(one.code) : '';
  return { code, message: messageOf(one) };
}
