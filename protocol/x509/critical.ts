import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';
import { OID } from './oids.ts';

/** Extensions judged here; any other critical one may change what a certificate means, RFC 5280 §4.2. */
const UNDERSTOOD: readonly string[] = [
  OID.basicConstraints,
  OID.keyUsage,
  OID.extKeyUsage,
  OID.subjectAltName,
];

/**
 * Which certificate of a chain has a critical extension that neither this code nor who calls it (`others`) understands;
 * undefined when none has. Throws DerError.
 */
export function criticalProblem(
  chain: readonly X509Certificate[],
  others: readonly string[] = [],
): string | undefined {
  for (const certificate of chain) {
    const unknown = readCertificate(certificate.raw).extensions.find(
      ({ id, isCritical }) => isCritical && !UNDERSTOOD.includes(id) && !others.includes(id),
    );
    if (unknown !== undefined)
      return `${nameOf(certificate)} has the critical extension ${unknown.id}, which is not understood`;
  }
  return undefined;
}
