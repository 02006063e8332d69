import { isoMoment } from '../../platform/clock.ts';
import { type CertificateFields, readCertificate } from './certificate.ts';
import { DerError } from './der.ts';

/** What a revocation list or a responder says of one certificate. */
export type RevocationAnswer =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: number; readonly reason: string }
  /** What came is no answer about it; `reason` completes "no answer, because …". */
  | { readonly kind: 'none'; readonly reason: string };

/** Of which certificate, under which issuer, at which moment (milliseconds since the epoch) a status is read. */
export interface StatusQuestion {
  readonly certificate: CertificateFields;
  readonly issuer: CertificateFields;
  readonly now: number;
}

/** The question about a certificate in DER. Throws DerError. */
export function questionOf(certificate: Uint8Array, issuer: Uint8Array, now: number): StatusQuestion {
  return { certificate: readCertificate(certificate), issuer: readCertificate(issuer), now };
}

/** CRLReason, RFC 5280 §5.3.1. */
const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

/** The name of a CRLReason; an absent one is "unspecified". */
export function reasonName(code: number | undefined): string {
  return code === undefined ? 'unspecified' : (REASONS[code] ?? `reason ${code}`);
}

/** How far the clock of an issuer may be ahead of ours. */
const SKEW = 5 * 60_000;

/** Why something of `thisUpdate` to `nextUpdate` does not count at `now`; undefined when it does. */
export function stalenessOf(thisUpdate: number, nextUpdate: number, now: number): string | undefined {
  if (thisUpdate > now + SKEW) return `it holds only from ${isoMoment(thisUpdate)}`;
  return now > nextUpdate ? `it ended at ${isoMoment(nextUpdate)}` : undefined;
}

export const none = (reason: string): RevocationAnswer => ({ kind: 'none', reason });

/** Runs a reader of hostile bytes: what it cannot read is no answer. */
export function answerOf(read: () => RevocationAnswer): RevocationAnswer {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return none(`it is malformed: ${error.message}`);
    throw error;
  }
}
