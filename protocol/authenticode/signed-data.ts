import type { Buffer } from 'node:buffer';
import {
  childrenOf,
  constructedTag,
  type DerElement,
  DerError,
  elementAt,
  expectTag,
  oidText,
  TAG,
} from '../x509/der.ts';
import { SET } from './attributes.ts';
import { SIGNING_OID } from './oids.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';

/** What is signed: its type, and the element with the content. */
export interface SignedContent {
  readonly type: string;
  readonly element: DerElement;
}

/** SignedData of one signer, RFC 2315 §9.1 and RFC 5652 §5.1. */
export interface SignedData {
  readonly content: SignedContent;
  /** The certificates sent along, in DER. */
  readonly certificates: readonly Buffer[];
  readonly signer: SignerInfo;
}

/** Signatures in use carry two to eight, those of a timestamp included. */
const MAX_CERTIFICATES = 32;
/** Signatures in files are padded with zeros to a multiple of this. */
const ALIGNMENT = 8;

/**
 * Reads the signature of a file. Throws DerError, also for bytes behind it that are not its padding: anybody could
 * hide something there without breaking the signature (CVE-2013-3900).
 */
export function readPaddedSignedData(bytes: Buffer): SignedData {
  const element = elementAt(bytes, 0);
  const rest = bytes.subarray(element.raw.length);
  if (rest.length >= ALIGNMENT || rest.some((byte) => byte !== 0))
    throw new DerError(`${rest.length} bytes behind the signature are not its padding`);
  return readSignedData(element);
}

/** Reads SignedData in its ContentInfo; it checks no signature. Throws DerError. */
export function readSignedData(contentInfo: DerElement): SignedData {
  const [type, explicit] = childrenOf(expectTag(contentInfo, TAG.sequence, 'the signature'));
  if (oidText(type, 'the type of the signature') !== SIGNING_OID.signedData)
    throw new DerError('the signature is of another type than SignedData');
  const [signedData] = childrenOf(expectTag(explicit, constructedTag(0), 'the signed data'));
  const [, , content, ...rest] = childrenOf(expectTag(signedData, TAG.sequence, 'the signed data'));
  const signers = childrenOf(expectTag(rest.at(-1), SET, 'the list of signers'));
  const [signer] = signers;
  if (signer === undefined || signers.length > 1)
    throw new DerError(`it has ${signers.length} signers, not one`);
  return {
    content: contentOf(content),
    certificates: certificatesOf(rest.find(({ tag }) => tag === constructedTag(0))),
    signer: readSignerInfo(signer),
  };
}

function contentOf(element: DerElement | undefined): SignedContent {
  const [type, explicit] = childrenOf(expectTag(element, TAG.sequence, 'what is signed'));
  const [content] = childrenOf(expectTag(explicit, constructedTag(0), 'what is signed'));
  if (content === undefined) throw new DerError('nothing is signed');
  return { type: oidText(type, 'the type of what is signed'), element: content };
}

function certificatesOf(list: DerElement | undefined): readonly Buffer[] {
  const elements = list === undefined ? [] : childrenOf(list);
  if (elements.length > MAX_CERTIFICATES) throw new DerError(`it carries ${elements.length} certificates`);
  // The other kinds of RFC 5652 §10.2.2 have tags of their own.
  return elements.filter(({ tag }) => tag === TAG.sequence).map(({ raw }) => raw);
}
