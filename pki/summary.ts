import { createHash, type X509Certificate } from 'node:crypto';
import { dateAt } from '../platform/clock.ts';
import { validityOf } from './certificate-fields.ts';
import type { Credential, CredentialId } from './credential.ts';

/** What people want to see of a kept certificate. */
export interface CertificateSummary<Id extends CredentialId = CredentialId> {
  readonly id: Id;
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

export function summaryOf<Id extends CredentialId>({
  id,
  certificate,
}: Credential<Id>): CertificateSummary<Id> {
  const { notBefore, notAfter } = validityOf(certificate);
  return {
    id,
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
