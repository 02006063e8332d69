import type { Buffer } from 'node:buffer';
import { type KeyObject, verify } from 'node:crypto';
import { bitsOf, childrenOf, type DerElement, expectTag, oidText, TAG } from './der.ts';

/** What certificates, revocation lists and OCSP responses have in common: content, algorithm, signature. */
export interface Signed {
  readonly content: DerElement;
  /** AlgorithmIdentifier as it stands behind the content. */
  readonly algorithm: DerElement;
  readonly signature: Buffer;
  /** What stands behind the signature; OCSP responses carry certificates there. */
  readonly rest: readonly DerElement[];
}

interface Algorithm {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly keyType: 'rsa' | 'ec';
}

/** Signatures accepted: RFC 4055 §5 and RFC 5758 §3.2. SHA-1 is left out on purpose: it can be forged. */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  '1.2.840.113549.1.1.11': { hash: 'sha256', keyType: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', keyType: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', keyType: 'rsa' },
  '1.2.840.10045.4.3.2': { hash: 'sha256', keyType: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', keyType: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', keyType: 'ec' },
};

/** Names of those refused that occur, for the reason given. */
const REFUSED: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
};

/** The three parts of a signed structure. Throws DerError. */
export function readSigned(element: DerElement, what: string): Signed {
  const [content, algorithm, signature, ...rest] = childrenOf(expectTag(element, TAG.sequence, what));
  return {
    content: expectTag(content, TAG.sequence, `the content of ${what}`),
    algorithm: expectTag(algorithm, TAG.sequence, `the algorithm of ${what}`),
    signature: bitsOf(signature, `the signature of ${what}`),
    rest,
  };
}

/** Why `signed` is not signed with `key` by an accepted algorithm; undefined when it is. Throws DerError. */
export function signatureProblem(
  { content, algorithm, signature }: Signed,
  key: KeyObject,
): string | undefined {
  const id = oidText(childrenOf(algorithm)[0], 'the signature algorithm');
  const known = Object.hasOwn(ALGORITHMS, id) ? ALGORITHMS[id] : undefined;
  if (known === undefined) return `its signature is made with ${REFUSED[id] ?? id}, which is not accepted`;
  const isGood = key.asymmetricKeyType === known.keyType && isSigned(known.hash, content.raw, key, signature);
  return isGood ? undefined : 'its signature is not that of the issuer';
}

// OpenSSL throws for some malformed signatures and answers false for others.
function isSigned(hash: string, content: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, content, key, signature);
  } catch {
    return false;
  }
}
