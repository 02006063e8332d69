import { createHttpClient } from '../../platform/network/http-client.ts';
import { createLives } from '../../platform/network/life.ts';
import type { Slowest } from '../../platform/network/pace.ts';
import { createSecureConnect } from '../../platform/network/secure-connect.ts';
import { DeviceFailure, failWith, type PassedCheck } from '../failure.ts';
import { createPeerCheck } from '../trust/check-peer.ts';
import type { DeviceTrustStore } from '../trust/trust-store.ts';
import { addressText } from './address-text.ts';
import type { DeviceHttp, DeviceRequest } from './http.ts';
import { deviceFailures } from './network-failures.ts';

/** How a device reaches servers. */
export interface DeviceHttpOptions {
  /** Its own or one it shares with others; it is not closed with the device. */
  readonly trust: DeviceTrustStore;
  /** Most connections to one host; 7. */
  readonly connections?: number;
  /** Longest wait for the next bytes; a minute. */
  readonly idleMilliseconds?: number;
  /** Longest wait for a connection, its TLS handshake included; 15 seconds. */
  readonly connectMilliseconds?: number;
  /** Longest time of a whole reply of metadata; five minutes. */
  readonly wholeMilliseconds?: number;
  /** Below which a reply is given up; 4 KB a second over 20 seconds. */
  readonly slowest?: Slowest;
  /** Told each check of a new connection over TLS as it passes. */
  readonly onCheck: (host: string, passed: PassedCheck) => void;
  /** Told what `soft` revocation let pass. */
  readonly onWarning: (text: string) => void;
}

/** As recorded clients open, wire facts §2.9. */
const CONNECTIONS = 7;
/** A loaded WSUS takes up to half a minute over a page of revisions. */
const IDLE_MILLISECONDS = 60_000;
/** This and the slowest pace are as do-client has them, online service facts §7.3. */
const CONNECT_MILLISECONDS = 15_000;
/** Ten times what the slowest page takes. */
const WHOLE_MILLISECONDS = 5 * 60_000;
const SLOWEST: Slowest = { bytesPerSecond: 4_096, milliseconds: 20_000 };

/** Makes the HTTP of one device; it connects when it is first used. */
export function createDeviceHttp({ trust, onCheck, onWarning, ...options }: DeviceHttpOptions): DeviceHttp {
  const check = createPeerCheck({ trust, onCheck, onWarning });
  const client = createHttpClient({
    connections: options.connections ?? CONNECTIONS,
    idleMilliseconds: options.idleMilliseconds ?? IDLE_MILLISECONDS,
    connectMilliseconds: options.connectMilliseconds ?? CONNECT_MILLISECONDS,
    wholeMilliseconds: options.wholeMilliseconds ?? WHOLE_MILLISECONDS,
    slowest: options.slowest ?? SLOWEST,
    lives: createLives(),
    connect: createSecureConnect(() => trust.roots().context, check),
    failures: deviceFailures,
  });
  return {
    request: async (request) => client.request(withKnownScheme(request)),
    stream: async (request) => client.stream(withKnownScheme(request)),
    close: () => client.close(closedFailure()),
  };
}

function withKnownScheme(request: DeviceRequest): DeviceRequest {
  const { protocol } = request.url;
  if (protocol === 'http:' || protocol === 'https:') return request;
  return failWith(
    'ERROR_WINHTTP_UNRECOGNIZED_SCHEME',
    `the scheme of ${addressText(request.url)} is ${protocol}`,
  );
}

function closedFailure(): DeviceFailure {
  return new DeviceFailure('WU_E_CALL_CANCELLED', { reason: 'the connections of the device were closed' });
}
