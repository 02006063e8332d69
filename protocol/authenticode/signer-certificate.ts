import type { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { publicKeyOf, readCertificate } from '../x509/certificate.ts';
import type { SignerInfo } from './signer-info.ts';

/** The certificates of `sent` that can be used. Others do no harm: they may belong to somebody else's signature. */
export function openCertificates(sent: readonly Buffer[]): readonly X509Certificate[] {
  return sent.flatMap((der) => {
    try {
      // Both readers must take it, and OpenSSL its key; what OpenSSL throws has no type of its own.
      publicKeyOf(readCertificate(der));
      return [new X509Certificate(der)];
    } catch {
      return [];
    }
  });
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
