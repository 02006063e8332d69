import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { MockWuError } from '../platform/errors/index.ts';
import type { Pki, ServerKeyPair } from './pki.ts';

/** What `node:tls` and `node:https` call with the server name of a handshake. */
export type SniCallback = (
  serverName: string,
  done: (error: Error | null, context?: SecureContext) => void,
) => void;

/**
 * Picks the certificate for each handshake. A name that may not have one ends the handshake with
 * PKI_NAME_NOT_PERMITTED (to be seen in `tlsClientError`). `options` say what else holds for every context; `nowFor` is the
 * moment, in milliseconds since the epoch, the certificate for a name shall be good at.
 */
export function createSniCallback(
  pki: Pki,
  options: SecureContextOptions = {},
  nowFor: (serverName: string) => number | undefined = () => undefined,
): SniCallback {
  const contexts = new WeakMap<ServerKeyPair, SecureContext>();
  return (serverName, done) => {
    const pair = pki.secureContextFor(serverName, nowFor(serverName));
    if (pair === undefined) {
      done(new MockWuError('PKI_NAME_NOT_PERMITTED', { name: JSON.stringify(serverName) }));
      return;
    }
    const context = contexts.get(pair) ?? createSecureContext({ ...options, ...pair });
    contexts.set(pair, context);
    done(null, context);
  };
}
