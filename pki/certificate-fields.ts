import type { X509Certificate } from 'node:crypto';
import { parseMoment } from '../platform/clock.ts';
import type { Validity } from './certificate.ts';
import { type Asn1, childrenOf, parseDer } from './der.ts';

/** Parts of a certificate that other structures must repeat byte for byte. */
export interface CertificateFields {
  readonly certificate: Asn1;
  readonly serial: Asn1;
  readonly issuer: Asn1;
  readonly subject: Asn1;
}

/** Takes them from a certificate made here (version 3, so the serial number is the second field). */
export function fieldsOf(source: X509Certificate): CertificateFields {
  const certificate = parseDer(source.raw);
  const [, serial, , issuer, , subject] = childrenOf(childrenOf(certificate)[0]);
  if (serial === undefined || issuer === undefined || subject === undefined) {
    throw new TypeError('not a version 3 certificate');
  }
  return { certificate, serial, issuer, subject };
}

/** When it holds. */
export function validityOf({ validFrom, validTo }: X509Certificate): Validity {
  return { notBefore: parseMoment(validFrom), notAfter: parseMoment(validTo) };
}
