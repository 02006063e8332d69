import { Buffer } from 'node:buffer';
import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  childrenOf,
  constructedTag,
  type DerElement,
  DerError,
  expectTag,
  TAG,
  wholeElement,
} from './der.ts';
import { type Extension, readExtensions } from './extensions.ts';
import { momentOf } from './moment.ts';
import { readSigned, type Signed } from './signed.ts';

/** What revocation needs of a certificate, RFC 5280 §4.1; the names byte for byte. */
export interface CertificateFields {
  readonly signed: Signed;
  readonly serial: DerElement;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** Milliseconds since the epoch, both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyInfo: DerElement;
  readonly extensions: readonly Extension[];
}

/** A TLS certificate has 1 to 4 KB; one with a hundred names may have 10. */
const MAX_CERTIFICATE_BYTES = 65_536;
/** RFC 5280 §4.1.2.2, and one byte for the sign. */
const MAX_SERIAL_BYTES = 21;

/** Reads a certificate from DER; it checks no signature. Throws DerError. */
export function readCertificate(der: Uint8Array): CertificateFields {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new DerError('the certificate is too large');
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.length);
  return fieldsOf(wholeElement(bytes));
}

/** The same of an element inside another structure. Throws DerError. */
export function fieldsOf(element: DerElement): CertificateFields {
  const signed = readSigned(element, 'the certificate');
  const fields = childrenOf(signed.content);
  // Version 1 leaves its version out.
  const from = fields[0]?.tag === constructedTag(0) ? 1 : 0;
  const [serialField, , issuer, validity, subject, key, ...optional] = fields.slice(from);
  const serial = expectTag(serialField, TAG.integer, 'the serial number');
  if (serial.content.length > MAX_SERIAL_BYTES) throw new DerError('the serial number is too long');
  const [notBefore, notAfter] = childrenOf(expectTag(validity, TAG.sequence, 'the validity'));
  const extensions = optional.find(({ tag }) => tag === constructedTag(3));
  return {
    signed,
    serial,
    issuer: expectTag(issuer, TAG.sequence, 'the issuer').raw,
    subject: expectTag(subject, TAG.sequence, 'the subject').raw,
    notBefore: momentOf(notBefore, 'the beginning of the validity'),
    notAfter: momentOf(notAfter, 'the end of the validity'),
    publicKeyInfo: expectTag(key, TAG.sequence, 'the public key'),
    extensions: extensions === undefined ? [] : readExtensions(childrenOf(extensions)[0]),
  };
}

/** The certificate's key for verifying. Throws DerError for one OpenSSL cannot read. */
export function publicKeyOf({ publicKeyInfo }: CertificateFields): KeyObject {
  try {
    return createPublicKey({ key: publicKeyInfo.raw, type: 'spki', format: 'der' });
  } catch {
    throw new DerError('the public key cannot be read');
  }
}
