import type { Buffer } from 'node:buffer';
import {
  bitsOf,
  childrenOf,
  constructedTag,
  type DerElement,
  expectTag,
  isTrue,
  oidText,
  primitiveTag,
  TAG,
  wholeElement,
} from './der.ts';
import { OID } from './oids.ts';

/** One extension of a certificate, revocation list or response. */
export interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  /** What is in its OCTET STRING; of an extension nobody knows it may be anything. */
  readonly content: Buffer;
}

/** Bits of the first byte of a key usage, RFC 5280 §4.2.1.3. */
export const KEY_USE = {
  digitalSignature: 0x80,
  keyEncipherment: 0x20,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const;
/** uniformResourceIdentifier of GeneralName. */
const URI = primitiveTag(6);
/** Most addresses of a kind taken from one certificate: each may cost a wait. */
const MAX_ADDRESSES = 2;
/** Longest address followed. */
const MAX_ADDRESS_BYTES = 2_048;

/** Reads an Extensions list. Throws DerError. */
export function readExtensions(list: DerElement | undefined): readonly Extension[] {
  if (list === undefined) return [];
  return childrenOf(expectTag(list, TAG.sequence, 'the list of extensions')).map((extension) => {
    const parts = childrenOf(expectTag(extension, TAG.sequence, 'an extension'));
    const value = expectTag(parts.at(-1), TAG.octetString, 'the value of an extension');
    const isCritical = parts[1]?.tag === TAG.boolean && isTrue(parts[1]);
    return { id: oidText(parts[0], 'an extension'), isCritical, content: value.content };
  });
}

/** The value of the extension `id`. Throws DerError. */
export function extensionValue(extensions: readonly Extension[], id: string): DerElement | undefined {
  const found = extensions.find((extension) => extension.id === id);
  return found === undefined ? undefined : wholeElement(found.content);
}

/** Whether the key may be put to one of `uses`, bits of KEY_USE; without key usage it may to all. Throws DerError. */
export function mayBeUsed(extensions: readonly Extension[], uses: number): boolean {
  const usage = extensionValue(extensions, OID.keyUsage);
  if (usage === undefined) return true;
  // The first byte of the content counts unused bits.
  const allowed = expectTag(usage, TAG.bitString, 'the key usage').content[1] ?? 0;
  return (allowed & uses) !== 0;
}

/** Whether the basic constraints say that it is an authority, RFC 5280 §4.2.1.9. Throws DerError. */
export function isAuthority(extensions: readonly Extension[]): boolean {
  const constraints = extensionValue(extensions, OID.basicConstraints);
  const [flag] = constraints === undefined ? [] : childrenOf(constraints);
  return flag?.tag === TAG.boolean && isTrue(flag);
}

/** The purposes a certificate names; none when it does not restrict them. Throws DerError. */
export function purposesOf(extensions: readonly Extension[]): readonly string[] {
  const value = extensionValue(extensions, OID.extKeyUsage);
  return value === undefined ? [] : childrenOf(value).map((purpose) => oidText(purpose, 'a purpose'));
}

/** Where to ask for the status by OCSP, RFC 5280 §4.2.2.1; plain HTTP only. Throws DerError. */
export function ocspAddresses(extensions: readonly Extension[]): readonly string[] {
  const access = extensionValue(extensions, OID.authorityInfoAccess);
  const places = access === undefined ? [] : childrenOf(access).map(childrenOf);
  return places
    .filter(([method]) => oidText(method, 'an access method') === OID.ocsp)
    .flatMap(([, location]) => httpAddresses(location === undefined ? [] : [location]))
    .slice(0, MAX_ADDRESSES);
}

/**
 * Where the issuer's whole revocation list is, RFC 5280 §4.2.1.13; plain HTTP only. Points for some reasons only,
 * or of a list another authority signs, are passed over. Throws DerError.
 */
export function crlAddresses(extensions: readonly Extension[]): readonly string[] {
  const points = extensionValue(extensions, OID.cRLDistributionPoints);
  if (points === undefined) return [];
  return childrenOf(points)
    .map(childrenOf)
    .filter((fields) => fields.every(({ tag }) => tag === constructedTag(0)))
    .flatMap(([name]) => httpAddresses(fullNames(name)))
    .slice(0, MAX_ADDRESSES);
}

/** The general names in a DistributionPointName `[0]`; none when it is relative to the issuer. Throws DerError. */
export function fullNames(name: DerElement | undefined): readonly DerElement[] {
  const [choice] = name === undefined ? [] : childrenOf(name);
  return choice?.tag === constructedTag(0) ? childrenOf(choice) : [];
}

/** The `http:` addresses among general names. A checker cannot use TLS to check TLS, RFC 5280 §8. */
export function httpAddresses(names: readonly DerElement[]): readonly string[] {
  return names
    .filter(({ tag, content }) => tag === URI && content.length <= MAX_ADDRESS_BYTES)
    .map(({ content }) => content.toString('latin1'))
    .filter((text) => /^http:\/\//i.test(text) && URL.canParse(text));
}

/** The key itself in a SubjectPublicKeyInfo, over which OCSP hashes, RFC 6960 §4.1.1. Throws DerError. */
export function keyBits(publicKeyInfo: DerElement): Buffer {
  return bitsOf(childrenOf(publicKeyInfo)[1], 'the public key');
}
