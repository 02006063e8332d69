import type { Buffer } from 'node:buffer';
import { type KeyObject, X509Certificate } from 'node:crypto';
import { readCertificate } from '../x509/certificate.ts';
import type { SignerInfo } from './signer-info.ts';

/** The certificates of `sent` that can be read. Others do no harm: they may belong to somebody else's signature. */
export function openCertificates(sent: readonly Buffer[]): readonly X509Certificate[] {
  return sent.flatMap((der) => {
    try {
      // Both readers must take it; what OpenSSL throws has no type of its own.
      readCertificate(der);
      return [new X509Certificate(der)];
    } catch {
      return [];
    }
  });
}

/** The key of a certificate; undefined for one OpenSSL cannot use. */
export function keyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

/** The signer's certificate among those opened, by issuer and serial number; undefined when it is not there. */
export function findSigner(
  { issuer, serial }: SignerInfo,
  certificates: readonly X509Certificate[],
): X509Certificate | undefined {
  return certificates.find(({ raw }) => {
    const fields = readCertificate(raw);
    return fields.issuer.equals(issuer) && fields.serial.raw.equals(serial);
  });
}
