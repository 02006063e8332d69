import { MockWuError } from '../../../platform/errors/index.ts';

/** Which check of a TLS connection failed. */
export type TlsCheck = 'chain' | 'validity' | 'name' | 'revocation' | 'pin' | 'protocol';

const REPAIRS: Readonly<Record<TlsCheck, string>> = {
  chain:
    'Give the certificate of the authority that issued it with --ca, and let the server send its whole chain.',
  validity: 'Give the server a certificate that is valid now, or set the clock right.',
  name: 'Call the server by a name its certificate carries, or give it a certificate for this name.',
  revocation:
    'Let the addresses in the certificate be reached, or go on without an answer by --revocation soft, or ask for none by --revocation off.',
  pin: 'Make sure that this is the server meant, then pin one of the fingerprints named.',
  protocol: 'Make sure that the port speaks TLS, and let the server offer TLS 1.2 or 1.3.',
};

const REVOKED = 'Give the server a new certificate; --revocation off takes this one all the same.';

/** SYNC_TLS_REFUSED: `check` failed for `reason`. */
export function tlsRefusal(host: string, check: TlsCheck, reason: string, cause?: unknown): MockWuError {
  return new MockWuError('SYNC_TLS_REFUSED', { host, check, reason, repair: REPAIRS[check] }, cause);
}

/** SYNC_TLS_REFUSED for a certificate that its authority took back. */
export function revokedRefusal(host: string, reason: string): MockWuError {
  return new MockWuError('SYNC_TLS_REFUSED', { host, check: 'revocation', reason, repair: REVOKED });
}
