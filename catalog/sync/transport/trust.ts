import type { Buffer } from 'node:buffer';
import { fail } from '../../../platform/errors/index.ts';
import { type Roots, trustedRoots } from '../../../platform/network/trusted-roots.ts';
import { type Pin, readSha256 } from '../../../protocol/x509/pin.ts';

/** Which servers are trusted over TLS. */
export interface TrustOptions {
  /** Roots in PEM, one or several. When left out: those of node and, from node 22.15 on, of the system. */
  readonly ca?: string;
  readonly pin?: Pin;
  /**
   * Whether to ask if certificates were revoked. A revoked one is refused by `hard` and `soft`; when nobody answers
   * `hard` refuses and `soft` goes on with a warning. `off` does not ask.
   */
  readonly revocation: 'hard' | 'soft' | 'off';
}

/** A pin in bytes. */
export interface ReadPin {
  readonly kind: Pin['kind'];
  readonly sha256: Buffer;
}

/** The roots of `ca`, read at once, or the system's, read when they are first needed. Throws SYNC_TRUST_REFUSED. */
export function rootsOf(ca: string | undefined): () => Roots {
  return trustedRoots(ca, (reason) => fail('SYNC_TRUST_REFUSED', { option: 'CA', reason }));
}

/** The pin in bytes. Throws SYNC_TRUST_REFUSED. */
export function readPin(pin: Pin | undefined): ReadPin | undefined {
  if (pin === undefined) return undefined;
  const sha256 = readSha256(pin.sha256);
  if (sha256 !== undefined) return { kind: pin.kind, sha256 };
  return fail('SYNC_TRUST_REFUSED', { option: 'pin', reason: 'it is not a SHA-256' });
}
