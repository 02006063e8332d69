import type { X509Certificate } from 'node:crypto';
import { isoMoment } from '../../platform/clock.ts';
import { readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';

/**
 * Which certificate of a chain is not valid at `now` (milliseconds since the epoch), and why; undefined when all are.
 * Throws DerError.
 */
export function validityProblem(chain: readonly X509Certificate[], now: number): string | undefined {
  for (const certificate of chain) {
    const { notBefore, notAfter } = readCertificate(certificate.raw);
    if (now < notBefore)
      return `the certificate ${nameOf(certificate)} is valid only from ${isoMoment(notBefore)}`;
    if (now > notAfter) return `the certificate ${nameOf(certificate)} ended at ${isoMoment(notAfter)}`;
  }
  return undefined;
}

/** The last moment at which all certificates of a chain are valid. Throws DerError. */
export function endOfValidity(chain: readonly X509Certificate[]): number {
  return Math.min(...chain.map(({ raw }) => readCertificate(raw).notAfter));
}
