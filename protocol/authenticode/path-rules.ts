import type { X509Certificate } from 'node:crypto';
import { readCertificate } from '../x509/certificate.ts';
import { nameOf } from '../x509/certificate-name.ts';
import { type Extension, KEY_USE, mayBeUsed, purposesOf } from '../x509/extensions.ts';
import { SIGNING_OID } from './oids.ts';

/**
 * Which certificate of a chain is not good for `purpose`: the signer must name it, and an authority that names any
 * must have it among them; undefined when all are. A signer that names none is refused, too: such certificates signed
 * updates that were not Microsoft's in 2012. Throws DerError.
 */
export function purposeProblem(chain: readonly X509Certificate[], purpose: string): string | undefined {
  for (const certificate of chain) {
    const isSigner = certificate === chain[0];
    const extensions = extensionsOf(certificate);
    const purposes = purposesOf(extensions);
    const isFree = purposes.length === 0 || purposes.includes(SIGNING_OID.anyExtendedKeyUsage);
    if (!purposes.includes(purpose) && (isSigner || !isFree))
      return `${nameOf(certificate)} is for ${purposes.join(', ') || 'nothing it names'}, not for ${purpose}`;
    if (isSigner && !mayBeUsed(extensions, KEY_USE.digitalSignature))
      return `the key of ${nameOf(certificate)} is not for signing`;
  }
  return undefined;
}

/** Whether a signature ends with its certificate, whatever a timestamp says. Throws DerError. */
export function endsWithCertificate(certificate: X509Certificate): boolean {
  return purposesOf(extensionsOf(certificate)).includes(SIGNING_OID.lifetimeSigning);
}

const extensionsOf = ({ raw }: X509Certificate): readonly Extension[] => readCertificate(raw).extensions;
