import type { X509Certificate } from 'node:crypto';
import { fail } from '../../platform/errors/index.ts';
import { certificatesIn } from '../../platform/network/trusted-roots.ts';
import type { RevocationAnswer } from '../../protocol/x509/revocation-answer.ts';

/**
 * Asks whether `certificate` was revoked by `issuer`, at `now` (milliseconds since the epoch). What rejects ends the
 * verification.
 */
export type AskStatus = (
  certificate: X509Certificate,
  issuer: X509Certificate,
  now: number,
) => Promise<RevocationAnswer>;

/** Whose signatures a device takes. */
export interface SigningTrust {
  /** The pinned roots of update signing in PEM, one or several. The other roots a device trusts do not count. */
  readonly roots: string;
  /** Roots of timestamp authorities in PEM; `roots` when left out. */
  readonly timestampRoots?: string;
  /** The store of trusted publishers in PEM: signers taken as they are, of files published locally. */
  readonly trustedPublishers?: string;
  /** Whether policy has them taken. The caller may restrict it to updates marked as published locally. */
  readonly acceptsTrustedPublishers: boolean;
  /** Whether it is asked for revocation, and whether no answer is a failure (`hard`) or a warning (`soft`). */
  readonly revocation: 'hard' | 'soft' | 'off';
  readonly askStatus: AskStatus;
  readonly onWarning: (text: string) => void;
}

/** The certificates of a SigningTrust. */
export interface Anchors {
  readonly roots: readonly X509Certificate[];
  readonly timestampRoots: readonly X509Certificate[];
  readonly publishers: readonly X509Certificate[];
}

/** Reads the certificates of `trust`. Throws DEVICE_TRUST_REFUSED. */
export function readAnchors(trust: SigningTrust): Anchors {
  const { timestampRoots, trustedPublishers = '' } = trust;
  const roots = rootsIn('update signing roots', trust.roots);
  return {
    roots,
    timestampRoots: timestampRoots === undefined ? roots : rootsIn('timestamp roots', timestampRoots),
    publishers: certificatesOf('trusted publishers', trustedPublishers),
  };
}

function rootsIn(what: string, pem: string): readonly X509Certificate[] {
  const found = certificatesOf(what, pem);
  return found.length > 0 ? found : refuse(what, 'there is no certificate in it');
}

const certificatesOf = (what: string, pem: string): readonly X509Certificate[] =>
  certificatesIn(pem, (reason) => refuse(what, reason));

const refuse = (what: string, reason: string): never => fail('DEVICE_TRUST_REFUSED', { what, reason });
