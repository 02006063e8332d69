import { sign } from 'node:crypto';
import type { Credential } from '../credential.ts';
import {
  type Asn1,
  bits,
  enumerated,
  generalizedTime,
  implicit,
  nothing,
  octets,
  oid,
  sequence,
  tagged,
  toDer,
} from '../der.ts';
import type { Moments } from '../moments.ts';
import { OID } from '../oids.ts';
import { type Revocation, revocationReasons } from '../revocations.ts';

/** Answers without a status, RFC 6960 §4.2.1. */
const ERRORS = { malformedRequest: 1, internalError: 2, unauthorized: 6 } as const;
const SUCCESSFUL = 0;

/** What is known of one certificate. */
export type CertificateStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly revocation: Revocation };

/** The status of one certificate asked for. */
export interface SingleStatus {
  readonly certId: Asn1;
  readonly status: CertificateStatus;
}

/** Clients may keep an answer so long. */
const LIFETIME = 24 * 3_600_000;
/** Clocks of clients may be behind. */
const BACKDATED = 3_600_000;

/** An answer that only says why there is none; such answers are not signed. */
export function errorResponse(error: keyof typeof ERRORS): Buffer {
  return toDer(sequence(enumerated(ERRORS[error])));
}

/** A BasicOCSPResponse signed by `signer`, the authority that issued the certificates asked for; it holds at all of `now`. */
export function basicResponse(
  signer: Credential,
  statuses: readonly SingleStatus[],
  nonce: Uint8Array | undefined,
  now: Moments,
): Buffer {
  const content = responseContent(signer, statuses, nonce, now);
  const signature = sign('sha256', toDer(content), signer.key);
  const basic = sequence(
    content,
    sequence(oid(OID.sha256WithRsaEncryption), nothing()),
    bits(signature),
    // Some clients do not look for the signer among the certificates they already have.
    tagged(0, sequence(signer.fields().certificate)),
  );
  const bytes = sequence(oid(OID.ocspBasic), octets(toDer(basic)));
  return toDer(sequence(enumerated(SUCCESSFUL), tagged(0, bytes)));
}

function responseContent(
  signer: Credential,
  statuses: readonly SingleStatus[],
  nonce: Uint8Array | undefined,
  now: Moments,
): Asn1 {
  const extensions =
    nonce === undefined ? [] : [tagged(1, sequence(sequence(oid(OID.ocspNonce), octets(nonce))))];
  return sequence(
    tagged(2, octets(signer.keyIdentifier())),
    generalizedTime(now.earliest),
    sequence(...statuses.map((status) => singleResponse(status, now))),
    ...extensions,
  );
}

function singleResponse({ certId, status }: SingleStatus, { earliest, latest }: Moments): Asn1 {
  return sequence(
    certId,
    statusNode(status),
    generalizedTime(earliest - BACKDATED),
    tagged(0, generalizedTime(latest + LIFETIME)),
  );
}

function statusNode(status: CertificateStatus): Asn1 {
  if (status.kind === 'good') return implicit(0, new Uint8Array());
  if (status.kind === 'unknown') return implicit(2, new Uint8Array());
  const { at, reason } = status.revocation;
  const code = revocationReasons[reason];
  const details = code === 0 ? [] : [tagged(0, enumerated(code))];
  return tagged(1, generalizedTime(at), ...details);
}
