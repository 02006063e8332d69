import type { Clock } from '../../../platform/clock.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { createHttpClient } from '../../../platform/network/http-client.ts';
import { createLives, type Lives } from '../../../platform/network/life.ts';
import { createSecureConnect, type SecureConnect } from '../../../platform/network/secure-connect.ts';
import { createWholeFetch } from '../../../platform/network/whole-fetch.ts';
import type { HttpTransport } from './http-transport.ts';
import { checkPeer } from './peer-check.ts';
import { createRevocationCheck } from './revocation-check.ts';
import { syncFailures } from './sync-failures.ts';
import { readPin, rootsOf, type TrustOptions } from './trust.ts';
import { upstreamUrl } from './upstream-url.ts';

/** How upstream servers are reached. */
export interface HttpTransportOptions {
  /** By which certificates and answers about them are judged. */
  readonly clock: Clock;
  readonly trust: TrustOptions;
  /** Most connections to one host; 4. */
  readonly connections?: number;
  /** Longest wait for the next bytes; a minute. */
  readonly idleMilliseconds?: number;
  /** Longest wait for one answer about revocation; ten seconds. */
  readonly statusMilliseconds?: number;
  /** Told what `soft` revocation let pass. */
  readonly onWarning?: (text: string) => void;
}

const CONNECTIONS = 4;
/** A loaded WSUS takes up to half a minute over a page of revisions. */
const IDLE_MILLISECONDS = 60_000;
/** How long one answer about revocation may take, from connecting to its last byte. */
const STATUS_MILLISECONDS = 10_000;

/** Makes a transport; it connects when it is first used. Throws SYNC_TRUST_REFUSED for a CA or pin that is none. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { connections = CONNECTIONS, idleMilliseconds = IDLE_MILLISECONDS } = options;
  const lives = createLives();
  const connect = secureConnect(options, lives);
  const client = createHttpClient({ connections, idleMilliseconds, lives, connect, failures: syncFailures });
  return {
    request: async (request) => client.request({ ...request, url: upstreamUrl(request.url) }),
    stream: async (request) => client.stream({ ...request, url: upstreamUrl(request.url) }),
    close: () => client.close(closedError()),
  };
}

function secureConnect({ clock, trust, ...options }: HttpTransportOptions, lives: Lives): SecureConnect {
  const { statusMilliseconds = STATUS_MILLISECONDS, onWarning = () => {} } = options;
  const asking = { lives, milliseconds: statusMilliseconds, urlOf: upstreamUrl, failures: syncFailures };
  const fetchStatus = createWholeFetch(asking);
  const checkRevocation = createRevocationCheck({ mode: trust.revocation, clock, fetchStatus, onWarning });
  const peer = { clock, pin: readPin(trust.pin), checkRevocation };
  const roots = rootsOf(trust.ca);
  return createSecureConnect(
    () => roots().context,
    (socket, host) => checkPeer(socket, host, roots(), peer),
  );
}

function closedError(): MockWuError {
  return new MockWuError('SYNC_UNREACHABLE', {
    url: 'the upstream server',
    reason: 'the connections were closed',
  });
}
