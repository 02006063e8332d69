import type { X509Certificate } from 'node:crypto';
import { isoMoment } from '../../platform/clock.ts';
import type { ByteSource } from '../../protocol/authenticode/byte-source.ts';
import { SIGNING_OID } from '../../protocol/authenticode/oids.ts';
import { endsWithCertificate, purposeProblem } from '../../protocol/authenticode/path-rules.ts';
import { readCertificate } from '../../protocol/x509/certificate.ts';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import { criticalProblem } from '../../protocol/x509/critical.ts';
import { isAuthority } from '../../protocol/x509/extensions.ts';
import { issuingProblem } from '../../protocol/x509/issuing.ts';
import { validityProblem } from '../../protocol/x509/validity.ts';
import type { PassedCheck } from '../failure.ts';
import { findSignature } from './find-signature.ts';
import { reading, refuseIf } from './refuse.ts';
import { requireNotRevoked } from './revocation.ts';
import { requireChain, type SignerChain } from './signer-chain.ts';
import { findSigningCertificate } from './signing-certificate.ts';
import type { Anchors, SigningTrust } from './signing-trust.ts';
import { describeTimestamp, requireTimestamp, type TrustedTimestamp } from './timestamp.ts';

/** By what a signature is judged. */
export interface JudgeParts {
  readonly trust: SigningTrust;
  readonly anchors: Anchors;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly onCheck: (check: PassedCheck) => void;
}

/** Who signed a file. */
export interface FileSigner {
  readonly certificate: X509Certificate;
  /** Whether it is trusted as a publisher and not by the pinned root. */
  readonly isLocallyPublished: boolean;
  /** When it was signed at the latest, in milliseconds since the epoch, where there is a timestamp. */
  readonly signedAt: number | undefined;
}

/**
 * Judges the signature of a file: that it is over this file, whose it is, whether he may sign code, then and now. The
 * order is cheap before dear, and nobody's addresses are asked before he is known. Throws DeviceFailure.
 */
export async function judgeSignature(source: ByteSource, parts: JudgeParts): Promise<FileSigner> {
  const { trust, anchors, now, onCheck } = parts;
  const signature = await findSignature(source);
  const signer = findSigningCertificate(signature);
  onCheck({ check: 'signature', found: `over this file, by ${nameOf(signer)}` });
  const chain = requireChain(signer, signature.certificates, anchors, trust);
  onCheck({ check: 'signer', found: chainText(chain) });
  requireUsage(chain.certificates);
  onCheck({ check: 'usage', found: 'code signing' });
  const timestamp = requireTimestamp(signature, anchors.timestampRoots);
  if (timestamp !== undefined) onCheck({ check: 'timestamp', found: describeTimestamp(timestamp) });
  const moment = requireValidity(chain.certificates, timestamp, now);
  onCheck({ check: 'validity', found: `all certificates were valid at ${isoMoment(moment)}` });
  const signedAt = timestamp?.moment;
  const stamp = { of: 'timestamp', links: timestamp?.links ?? [], now, signedAt } as const;
  const isStampKnown = await requireNotRevoked(stamp, trust);
  const isSignerKnown = await requireNotRevoked({ of: 'signer', links: chain.links, now, signedAt }, trust);
  if (isStampKnown && isSignerKnown)
    onCheck({ check: 'revocation', found: 'no certificate was revoked before it signed' });
  return { certificate: signer, isLocallyPublished: chain.isLocallyPublished, signedAt };
}

function requireUsage(chain: readonly X509Certificate[]): void {
  reading('CERT_E_WRONG_USAGE', 'usage', () => {
    refuseIf('CERT_E_CRITICAL', 'usage', criticalProblem(chain));
    refuseIf('TRUST_E_BASIC_CONSTRAINTS', 'usage', issuingProblem(chain) ?? signerProblem(chain));
    refuseIf('CERT_E_WRONG_USAGE', 'usage', purposeProblem(chain, SIGNING_OID.codeSigning));
  });
}

/** Below a pinned root keys that issue sign no files. A publisher trusted by itself is what somebody decided on. */
function signerProblem([signer, issuer]: readonly X509Certificate[]): string | undefined {
  if (signer === undefined || issuer === undefined) return undefined;
  const isIssuing = isAuthority(readCertificate(signer.raw).extensions);
  return isIssuing ? `${nameOf(signer)} is the certificate of an authority, not of a publisher` : undefined;
}

/** The moment at which the chain is valid, in milliseconds since the epoch: the timestamp's, or else now. */
function requireValidity(
  chain: readonly X509Certificate[],
  timestamp: TrustedTimestamp | undefined,
  now: number,
): number {
  return reading('CERT_E_EXPIRED', 'validity', () => {
    const ends = chain.slice(0, 1).some(endsWithCertificate);
    const moment = ends || timestamp === undefined ? now : timestamp.moment;
    refuseIf('CERT_E_EXPIRED', 'validity', validityProblem(chain, moment));
    return moment;
  });
}

function chainText({ certificates, isLocallyPublished }: SignerChain): string {
  const names = certificates.map(nameOf).join(' ← ');
  return isLocallyPublished ? `the trusted publisher ${names}` : names;
}
