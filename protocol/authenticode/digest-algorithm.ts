import { childrenOf, type DerElement, expectTag, oidText, TAG } from '../x509/der.ts';

/** The hashes accepted, by the names `node:crypto` has for them. */
export type DigestName = 'sha256' | 'sha384' | 'sha512';

/** A hash as a signature names it. */
export type Digest =
  | { readonly kind: 'accepted'; readonly name: DigestName }
  /** One that can be forged, or one that is not known. */
  | { readonly kind: 'refused'; readonly name: string };

/** RFC 5754 §2. */
const ACCEPTED: Readonly<Record<string, DigestName>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Names of those refused that occur, for the reason given. */
const REFUSED: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
};

/** The hash an AlgorithmIdentifier names. Throws DerError. */
export function readDigest(element: DerElement | undefined, what: string): Digest {
  const [id] = childrenOf(expectTag(element, TAG.sequence, what));
  const text = oidText(id, what);
  const name = Object.hasOwn(ACCEPTED, text) ? ACCEPTED[text] : undefined;
  if (name !== undefined) return { kind: 'accepted', name };
  return { kind: 'refused', name: (Object.hasOwn(REFUSED, text) ? REFUSED[text] : undefined) ?? text };
}
