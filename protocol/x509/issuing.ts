import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';
import { childrenOf, DerError, expectTag, TAG } from './der.ts';
import { type Extension, extensionValue, isAuthority, KEY_USE, mayBeUsed } from './extensions.ts';
import { OID } from './oids.ts';

/** Longer paths than any in use; one byte of INTEGER. */
const MAX_PATH_LENGTH = 0x7f;

/**
 * Which issuer of a chain, that begins with the certificate judged and ends with a root, may not issue, or not with so many
 * authorities below it, RFC 5280 §6.1.4 k to n; undefined when all may. Throws DerError.
 */
export function issuingProblem([, ...issuers]: readonly X509Certificate[]): string | undefined {
  for (const [below, certificate] of issuers.entries()) {
    const { extensions } = readCertificate(certificate.raw);
    // Roots of X.509 version 1 cannot say what they are, and are trusted by decision.
    if (extensions.length === 0 && certificate === issuers.at(-1)) continue;
    const problem = issuerProblem(extensions, below);
    if (problem !== undefined) return `the certificate ${nameOf(certificate)} ${problem}`;
  }
  return undefined;
}

function issuerProblem(extensions: readonly Extension[], below: number): string | undefined {
  if (!isAuthority(extensions)) return 'is not that of an authority: its basic constraints lack CA';
  if (!mayBeUsed(extensions, KEY_USE.keyCertSign))
    return 'may not issue certificates: its key usage lacks keyCertSign';
  const most = pathLength(extensions);
  return below > most ? `may have ${most} authorities below it, not ${below}` : undefined;
}

function pathLength(extensions: readonly Extension[]): number {
  const constraints = extensionValue(extensions, OID.basicConstraints);
  const length = constraints === undefined ? undefined : childrenOf(constraints)[1];
  if (length === undefined) return Number.POSITIVE_INFINITY;
  const { content } = expectTag(length, TAG.integer, 'the length of a path');
  const [most] = content;
  if (content.length !== 1 || most === undefined || most > MAX_PATH_LENGTH)
    throw new DerError('the length of a path is no small number');
  return most;
}
