import { createHash, type X509Certificate } from 'node:crypto';
import { dateAt } from '../platform/clock.ts';
import { validityOf } from './certificate-fields.ts';
import type { Credential, CredentialId } from './credential.ts';

/** What people want to see of a certificate. */
export interface CertificateFacts {
  /** On one line, most general part first. */
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** Lower-case hexadecimal of the digest of the DER form. */
  readonly sha1: string;
  readonly sha256: string;
}

/** The same of a kept one. */
export interface CertificateSummary<Id extends CredentialId = CredentialId> extends CertificateFacts {
  readonly id: Id;
}

export function summaryOf<Id extends CredentialId>({
  id,
  certificate,
}: Credential<Id>): CertificateSummary<Id> {
  return { id, ...certificateFacts(certificate) };
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const { notBefore, notAfter } = validityOf(certificate);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    notBefore: dateAt(notBefore).toISOString(),
    notAfter: dateAt(notAfter).toISOString(),
    serial: certificate.serialNumber,
    sha1: digestOf(certificate, 'sha1'),
    sha256: digestOf(certificate, 'sha256'),
  };
}

/** The digest of the DER form of `certificate` in lower-case hexadecimal. */
export function digestOf({ raw }: X509Certificate, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(raw).digest('hex');
}

const oneLine = (name: string) => name.split('\n').join(', ');
