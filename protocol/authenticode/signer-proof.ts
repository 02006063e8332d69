import type { Buffer } from 'node:buffer';
import { createHash, type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { expectTag, oidText, TAG } from '../x509/der.ts';
import { oneValue } from './attributes.ts';
import type { DigestName } from './digest-algorithm.ts';
import { SIGNING_OID } from './oids.ts';
import type { SignedContent } from './signed-data.ts';
import { keyOf } from './signer-certificate.ts';
import type { SignerInfo } from './signer-info.ts';

/** Algorithms of signatures: the key they need and, where they name one, the hash, RFC 8017, RFC 5754 §3. */
const ALGORITHMS: Readonly<Record<string, { readonly keyType: 'rsa' | 'ec'; readonly hash?: DigestName }>> = {
  '1.2.840.113549.1.1.1': { keyType: 'rsa' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', hash: 'sha512' },
  '1.2.840.10045.2.1': { keyType: 'ec' },
  '1.2.840.10045.4.3.2': { keyType: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', hash: 'sha512' },
};

/** Why the signed attributes are not about `content`; undefined when they are. Throws DerError. */
export function contentProblem(signer: SignerInfo, { type, element }: SignedContent): string | undefined {
  const signedType = oidText(oneValue(signer.signed, SIGNING_OID.contentType), 'the signed content type');
  // Without its tag and length, RFC 2315 §9.3.
  return signedType === type
    ? digestProblem(signer, element.content)
    : 'the signature is over another type of content';
}

/** Why the digest among the signed attributes is not that of `bytes`; undefined when it is. Throws DerError. */
export function digestProblem({ digest, signed }: SignerInfo, bytes: Uint8Array): string | undefined {
  if (digest.kind === 'refused') return `it is signed with ${digest.name}, which is not accepted`;
  const value = expectTag(oneValue(signed, SIGNING_OID.messageDigest), TAG.octetString, 'the signed digest');
  return createHash(digest.name).update(bytes).digest().equals(value.content)
    ? undefined
    : 'what is signed was changed: its digest is not the one signed';
}

/** Why the signed attributes are not signed by the key of `certificate`; undefined when they are. */
export function signatureProblem(signer: SignerInfo, certificate: X509Certificate): string | undefined {
  const { digest, algorithm, signedBytes, signature } = signer;
  if (digest.kind === 'refused') return `it is signed with ${digest.name}, which is not accepted`;
  const known = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (known === undefined) return `its signature is made with ${algorithm}, which is not accepted`;
  const key = keyOf(certificate);
  const fits = known.keyType === key?.asymmetricKeyType && (known.hash ?? digest.name) === digest.name;
  return fits && key !== undefined && isSigned(digest.name, signedBytes, key, signature)
    ? undefined
    : 'the signature is not that of the signer';
}

// OpenSSL throws for some malformed signatures and answers false for others.
function isSigned(hash: DigestName, bytes: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, bytes, key, signature);
  } catch {
    return false;
  }
}
