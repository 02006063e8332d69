import { MockWuError } from '../../../platform/errors/index.ts';
import type { NetworkFailures } from '../../../platform/network/failures.ts';
import { readNetworkError } from '../../../platform/network/network-error.ts';
import { tlsRefusal } from './tls-refusal.ts';

/** What the failures of connections to an upstream server are thrown as. An error of the catalogue stays what it is. */
export const syncFailures: NetworkFailures = {
  broken: unreachable,
  cut: notReached,
  late: notReached,
  unfit: notReached,
  tooLarge: (url, maxBytes) => new MockWuError('SYNC_REPLY_TOO_LARGE', { url: url.href, bytes: maxBytes }),
};

/** SYNC_TLS_REFUSED where TLS failed, otherwise SYNC_UNREACHABLE. */
function unreachable(url: URL, error: unknown): MockWuError {
  if (error instanceof MockWuError) return error;
  const { kind, reason } = readNetworkError(error);
  if (kind === 'tls') return tlsRefusal(url.hostname, 'protocol', reason, error);
  return new MockWuError('SYNC_UNREACHABLE', { url: url.href, reason }, error);
}

/** SYNC_UNREACHABLE for a `reason` of our own. */
function notReached(url: URL, reason: string): MockWuError {
  return new MockWuError('SYNC_UNREACHABLE', { url: url.href, reason });
}
