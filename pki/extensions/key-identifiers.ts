import { createHash, type KeyObject } from 'node:crypto';
import { implicit, octets, sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';

/** SHA-1 of the RSA public key, RFC 5280 §4.2.1.2 method 1; also OCSP's key hash. */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  const content = publicKey.export({ type: 'pkcs1', format: 'der' });
  return createHash('sha1').update(content).digest();
}

export function subjectKeyIdentifier(publicKey: KeyObject): Extension {
  return { id: OID.subjectKeyIdentifier, critical: false, value: octets(keyIdentifier(publicKey)) };
}

/** Names the issuer by its key only, so that a re-issued issuer with the same key still fits. */
export function authorityKeyIdentifier(issuerKey: KeyObject): Extension {
  const value = sequence(implicit(0, keyIdentifier(issuerKey)));
  return { id: OID.authorityKeyIdentifier, critical: false, value };
}
