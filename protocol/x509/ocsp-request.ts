import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { CertificateFields } from './certificate.ts';
import { derOf, TAG } from './der.ts';
import { keyBits } from './extensions.ts';

/** AlgorithmIdentifier of SHA-1 with its NULL, as OpenSSL and Windows write it. */
const SHA1 = Buffer.from('300906052b0e03021a0500', 'hex');

/**
 * The CertID of `certificate`, RFC 6960 §4.1.1. SHA-1 names the issuer here and protects nothing: RFC 5019 §2.1.1
 * has every responder know it, and not every one knows another. Throws DerError.
 */
export function certIdOf(certificate: CertificateFields, issuer: CertificateFields): Buffer {
  const hash = (bytes: Uint8Array) => derOf(TAG.octetString, sha1(bytes));
  const key = keyBits(issuer.publicKeyInfo);
  return derOf(TAG.sequence, SHA1, hash(issuer.subject), hash(key), certificate.serial.raw);
}

/**
 * The request for the status of one certificate, RFC 6960 §4.1. It has no nonce: responders that sign ahead of time
 * (RFC 5019) do not repeat it, and how old an answer may be is judged by its dates. Throws DerError.
 */
export function ocspRequest(certificate: CertificateFields, issuer: CertificateFields): Buffer {
  const request = derOf(TAG.sequence, certIdOf(certificate, issuer));
  return derOf(TAG.sequence, derOf(TAG.sequence, derOf(TAG.sequence, request)));
}

/** SHA-1 of `bytes`, by which OCSP names keys and names. */
export function sha1(bytes: Uint8Array): Buffer {
  return createHash('sha1').update(bytes).digest();
}
