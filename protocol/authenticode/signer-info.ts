import { Buffer } from 'node:buffer';
import { childrenOf, constructedTag, type DerElement, expectTag, oidText, TAG } from '../x509/der.ts';
import { type Attribute, readAttributes, SET } from './attributes.ts';
import { type Digest, readDigest } from './digest-algorithm.ts';

/** Who signed, and how, RFC 2315 §9.2. */
export interface SignerInfo {
  /** Issuer and serial number of the signer's certificate; the name and the INTEGER byte for byte. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly digest: Digest;
  readonly signed: readonly Attribute[];
  /** The signed attributes as they are signed. */
  readonly signedBytes: Buffer;
  /** Identifier of the algorithm of the signature. */
  readonly algorithm: string;
  readonly signature: Buffer;
  readonly unsigned: readonly Attribute[];
}

/** Reads a SignerInfo. Throws DerError, also for one without signed attributes: Authenticode has them always. */
export function readSignerInfo(element: DerElement): SignerInfo {
  const [, name, digest, attributes, algorithm, signature, ...rest] = childrenOf(
    expectTag(element, TAG.sequence, 'a signer'),
  );
  const [issuer, serial] = childrenOf(expectTag(name, TAG.sequence, 'the name of a signer'));
  const signed = expectTag(attributes, constructedTag(0), 'the signed attributes');
  const [algorithmId] = childrenOf(expectTag(algorithm, TAG.sequence, 'the algorithm of a signature'));
  return {
    issuer: expectTag(issuer, TAG.sequence, 'the issuer of a signer').raw,
    serial: expectTag(serial, TAG.integer, 'the serial number of a signer').raw,
    digest: readDigest(digest, 'the digest algorithm of a signer'),
    signed: readAttributes(signed),
    // Sent as [0], signed as the SET it is, RFC 2315 §9.3.
    signedBytes: Buffer.concat([Buffer.of(SET), signed.raw.subarray(1)]),
    algorithm: oidText(algorithmId, 'the algorithm of a signature'),
    signature: expectTag(signature, TAG.octetString, 'a signature').content,
    unsigned: readAttributes(rest.find(({ tag }) => tag === constructedTag(1))),
  };
}
