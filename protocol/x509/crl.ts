import { Buffer } from 'node:buffer';
import {
  childrenOf,
  constructedTag,
  type DerElement,
  DerError,
  elementAt,
  elementsIn,
  expectTag,
  integerText,
  TAG,
  wholeElement,
} from './der.ts';
import { type Extension, extensionValue, readExtensions } from './extensions.ts';
import { momentOf } from './moment.ts';
import { OID } from './oids.ts';
import { readSigned, type Signed } from './signed.ts';

/** A certificate revocation list, RFC 5280 §5.1. */
export interface Crl {
  readonly signed: Signed;
  /** The issuer's name, byte for byte. */
  readonly issuer: Buffer;
  /** Milliseconds since the epoch. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly extensions: readonly Extension[];
  /** The revokedCertificates list; undefined when nothing is revoked. */
  readonly entries: DerElement | undefined;
}

/** One line of a list. */
export interface CrlEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Number of the CRLReason, if it gives one. */
  readonly reason: number | undefined;
}

/** The largest list read: 700,000 certificates. */
export const MAX_CRL_BYTES = 16 * 1024 * 1024;

/** Reads a revocation list from DER; it checks no signature and does not go through its entries. Throws DerError. */
export function readCrl(der: Uint8Array): Crl {
  if (der.length > MAX_CRL_BYTES) throw new DerError('the list is too large');
  const signed = readSigned(wholeElement(Buffer.from(der.buffer, der.byteOffset, der.length)), 'the list');
  const fields = childrenOf(signed.content);
  const from = fields[0]?.tag === TAG.integer ? 1 : 0;
  const [algorithm, issuer, thisUpdate, nextUpdate, ...optional] = fields.slice(from);
  // Otherwise the algorithm could be exchanged without breaking the signature, RFC 5280 §5.1.1.2.
  if (!algorithm?.raw.equals(signed.algorithm.raw)) throw new DerError('the list names two algorithms');
  const extensions = optional.find(({ tag }) => tag === constructedTag(0));
  return {
    signed,
    issuer: expectTag(issuer, TAG.sequence, 'the issuer').raw,
    thisUpdate: momentOf(thisUpdate, 'thisUpdate'),
    // RFC 5280 §5.1.2.5 requires it, though its syntax does not.
    nextUpdate: momentOf(nextUpdate, 'nextUpdate'),
    extensions: extensions === undefined ? [] : readExtensions(childrenOf(extensions)[0]),
    entries: optional[0]?.tag === TAG.sequence ? optional[0] : undefined,
  };
}

/** The entry of a certificate by its serial number; undefined when it is not listed. Throws DerError. */
export function findEntry({ entries }: Crl, serial: DerElement): CrlEntry | undefined {
  // Hardly any certificate is listed, and looking for its bytes is a hundred times faster than reading every entry.
  if (!entries?.content.includes(serial.raw)) return undefined;
  for (const entry of elementsIn(entries.content)) {
    if (entry.tag !== TAG.sequence) throw new DerError('an entry is of another type');
    const found = elementAt(entry.content, 0);
    if (found.raw.equals(serial.raw)) return entryOf(entry);
  }
  return undefined;
}

function entryOf(entry: DerElement): CrlEntry {
  const [, at, extensions] = childrenOf(entry);
  const reason = extensionValue(readExtensions(extensions), OID.reasonCode);
  return {
    at: momentOf(at, 'the moment of revocation'),
    reason: reason?.tag === TAG.enumerated ? Number.parseInt(integerText(reason), 16) : undefined,
  };
}
