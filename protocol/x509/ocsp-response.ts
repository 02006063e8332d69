import { Buffer } from 'node:buffer';
import { type CertificateFields, fieldsOf } from './certificate.ts';
import {
  childrenOf,
  constructedTag,
  type DerElement,
  DerError,
  expectTag,
  oidText,
  primitiveTag,
  TAG,
  wholeElement,
} from './der.ts';
import { momentOf } from './moment.ts';
import { OID } from './oids.ts';
import { readSigned, type Signed } from './signed.ts';

/** A BasicOCSPResponse, RFC 6960 §4.2.1. */
export interface OcspResponse {
  readonly signed: Signed;
  readonly responder: ResponderId;
  readonly statuses: readonly OcspStatus[];
  /** Sent along; any of them may be the signer's. */
  readonly certificates: readonly CertificateFields[];
}

/** Who signed: by name, byte for byte, or by the SHA-1 of the key. */
export type ResponderId =
  | { readonly kind: 'name'; readonly name: Buffer }
  | { readonly kind: 'key'; readonly hash: Buffer };

/** What is said of one certificate. Moments in milliseconds since the epoch. */
export interface OcspStatus {
  readonly certId: DerElement;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: number | undefined;
  /** Number of the CRLReason, if it gives one. */
  readonly reason: number | undefined;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
}

/** An answer about one certificate has 500 to 3,000 bytes. */
export const MAX_OCSP_BYTES = 65_536;
/** A responder sends its own certificate and perhaps the chain above it. */
const MAX_CERTIFICATES = 8;

/** Answers without a status, RFC 6960 §4.2.1. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/** Reads an OCSPResponse from DER; it checks no signature. Throws DerError, also for an answer without a status. */
export function readOcspResponse(der: Uint8Array): OcspResponse {
  if (der.length > MAX_OCSP_BYTES) throw new DerError('the response is too large');
  const outer = wholeElement(Buffer.from(der.buffer, der.byteOffset, der.length));
  const [status, bytes] = childrenOf(expectTag(outer, TAG.sequence, 'the response'));
  const code = expectTag(status, TAG.enumerated, 'the response status').content[0] ?? 0xff;
  if (code !== 0) throw new DerError(`the responder answered ${REFUSALS[code] ?? `status ${code}`}`);
  const explicit = expectTag(bytes, constructedTag(0), 'the response bytes');
  const [type, content] = childrenOf(expectTag(childrenOf(explicit)[0], TAG.sequence, 'the response bytes'));
  if (oidText(type, 'the response type') !== OID.ocspBasic)
    throw new DerError('the response type is unknown');
  const basic = wholeElement(expectTag(content, TAG.octetString, 'the response').content);
  return basicOf(readSigned(basic, 'the response'));
}

function basicOf(signed: Signed): OcspResponse {
  const fields = childrenOf(signed.content);
  // The version is left out when it is 1, the only one there is.
  const from = fields[0]?.tag === constructedTag(0) ? 1 : 0;
  const [responder, , statuses] = fields.slice(from);
  const [sent] = signed.rest;
  const list = sent?.tag === constructedTag(0) ? childrenOf(sent)[0] : undefined;
  const certificates = list === undefined ? [] : childrenOf(list);
  if (certificates.length > MAX_CERTIFICATES) throw new DerError('too many certificates are sent along');
  return {
    signed,
    responder: responderOf(responder),
    statuses: childrenOf(expectTag(statuses, TAG.sequence, 'the list of statuses')).map(statusOf),
    certificates: certificates.map(fieldsOf),
  };
}

function responderOf(element: DerElement | undefined): ResponderId {
  const [inner] = element === undefined ? [] : childrenOf(element);
  if (element?.tag === constructedTag(1) && inner !== undefined) return { kind: 'name', name: inner.raw };
  if (element?.tag !== constructedTag(2)) throw new DerError('the responder is not named');
  return { kind: 'key', hash: expectTag(inner, TAG.octetString, 'the key of the responder').content };
}

const STATUSES = { good: primitiveTag(0), revoked: constructedTag(1), unknown: primitiveTag(2) } as const;
const KINDS = ['good', 'revoked', 'unknown'] as const;

function statusOf(element: DerElement): OcspStatus {
  const [certId, value, thisUpdate, ...optional] = childrenOf(expectTag(element, TAG.sequence, 'a status'));
  const status = KINDS.find((kind) => STATUSES[kind] === value?.tag);
  if (status === undefined || value === undefined) throw new DerError('a status is of another type');
  const next = optional.find(({ tag }) => tag === constructedTag(0));
  const [revokedAt, reason] = status === 'revoked' ? childrenOf(value) : [];
  return {
    certId: expectTag(certId, TAG.sequence, 'the certificate asked for'),
    status,
    revokedAt: status === 'revoked' ? momentOf(revokedAt, 'the moment of revocation') : undefined,
    reason: reason === undefined ? undefined : childrenOf(reason)[0]?.content[0],
    thisUpdate: momentOf(thisUpdate, 'thisUpdate'),
    nextUpdate: next === undefined ? undefined : momentOf(childrenOf(next)[0], 'nextUpdate'),
  };
}
