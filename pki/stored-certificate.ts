import { X509Certificate } from 'node:crypto';
import { fail } from '../platform/errors/index.ts';
import { validityOf } from './certificate-fields.ts';
import type { Credential, CredentialId, IssuerId } from './credential.ts';
import { toDer } from './der.ts';
import type { Extension } from './extensions/extension.ts';
import type { HierarchyParts } from './hierarchy-parts.ts';
import { keyFile } from './keys.ts';

/** A certificate with less time left is made anew at the next start. */
export const RENEW_BEFORE = 30 * 86_400_000;

export const certificateFile = (id: CredentialId | IssuerId): string => `${id}.pem`;

/**
 * The certificate `pem` of the file of `id`, known to fit its key and its issuer.
 * Throws PKI_FILE_DAMAGED or PKI_FILE_MISMATCH.
 */
export function readCertificate(
  { folder, keys }: HierarchyParts,
  id: CredentialId,
  issuer: Credential | undefined,
  pem: string,
): X509Certificate {
  const file = folder.file(certificateFile(id));
  const certificate = parseCertificate(pem, file);
  if (!certificate.checkPrivateKey(keys[id])) {
    fail('PKI_FILE_MISMATCH', { file, companion: folder.file(keyFile(id)) });
  }
  const signer = issuer?.certificate ?? certificate;
  if (!certificate.checkIssued(signer) || !certificate.verify(signer.publicKey)) {
    fail('PKI_FILE_MISMATCH', { file, companion: folder.file(certificateFile(issuer?.id ?? id)) });
  }
  return certificate;
}

/** Whether `certificate` lacks one of the `wanted` extensions, or its dates call for a new one at `now`. */
export function isDue(
  certificate: X509Certificate,
  issuer: Credential,
  wanted: readonly Extension[],
  now: number,
): boolean {
  if (!wanted.every(({ value }) => certificate.raw.includes(toDer(value)))) return true;
  const own = validityOf(certificate);
  const limit = validityOf(issuer.certificate);
  if (now < own.notBefore) return now >= limit.notBefore;
  // One that already ends with its issuer cannot be made to last longer.
  return now > own.notAfter - RENEW_BEFORE && own.notAfter < limit.notAfter;
}

function parseCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (thrown) {
    return fail('PKI_FILE_DAMAGED', { file, reason: 'it holds no certificate' }, thrown);
  }
}
