import { Buffer } from 'node:buffer';
import { type KeyObject, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { dateAt } from '../platform/clock.ts';
import { toDer } from './der.ts';
import type { DistinguishedName } from './distinguished-name.ts';
import type { Extension } from './extensions/extension.ts';

/** Milliseconds since the epoch, both ends included. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What a certificate says. */
export interface CertificateContent {
  readonly subject: DistinguishedName;
  readonly publicKey: KeyObject;
  /** Big-endian, first bit clear. */
  readonly serial: Uint8Array;
  readonly validity: Validity;
  readonly extensions: readonly Extension[];
}

/** Who says it. */
export interface CertificateSigner {
  readonly name: DistinguishedName;
  readonly key: KeyObject;
}

/** Makes the certificate (version 3, RSA with `hash`): forge composes it, OpenSSL signs it. */
export function issueCertificate(
  content: CertificateContent,
  signer: CertificateSigner,
  hash: 'sha256' | 'sha1' | 'md5' = 'sha256',
): X509Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = Buffer.from(content.serial).toString('hex');
  certificate.validity.notBefore = dateAt(content.validity.notBefore);
  certificate.validity.notAfter = dateAt(content.validity.notAfter);
  certificate.setSubject([...content.subject]);
  certificate.setIssuer([...signer.name]);
  const spki = content.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  certificate.publicKey = forge.pki.publicKeyFromPem(spki);
  certificate.setExtensions(content.extensions.map((extension) => ({ ...extension })));
  // forge's own RSA takes 30 ms a signature; it accepts any object that can sign.
  const signature = () => sign(hash, toDer(certificate.tbsCertificate), signer.key).toString('latin1');
  certificate.sign({ sign: signature } as unknown as forge.pki.rsa.PrivateKey, forge.md[hash].create());
  return new X509Certificate(toDer(forge.pki.certificateToAsn1(certificate)));
}

/** The subject of `certificate` as an issuer name for certificates below it. */
export function subjectOf(certificate: X509Certificate): DistinguishedName {
  return forge.pki.certificateFromPem(certificate.toString()).subject.attributes;
}
