import type { Buffer } from 'node:buffer';
import type { X509Certificate } from 'node:crypto';
import { messageOf } from '../../platform/errors/index.ts';
import { MAX_CRL_BYTES } from './crl.ts';
import { crlStatus } from './crl-status.ts';
import { DerError } from './der.ts';
import { crlAddresses, ocspAddresses } from './extensions.ts';
import { ocspRequest } from './ocsp-request.ts';
import { MAX_OCSP_BYTES } from './ocsp-response.ts';
import { ocspStatus } from './ocsp-status.ts';
import { none, questionOf, type RevocationAnswer, type StatusQuestion } from './revocation-answer.ts';

/** What is fetched to learn a status: a list by GET, or with `body` an OCSP answer by POST. */
export interface StatusFetch {
  readonly address: string;
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Fetches it; throws when there is none. */
export type FetchStatus = (fetch: StatusFetch) => Promise<Buffer>;

/** RFC 6960 appendix A.1. */
const OCSP_HEADERS = {
  'content-type': 'application/ocsp-request',
  accept: 'application/ocsp-response',
} as const;

/** One way to learn the status: what to fetch and how to read what came. */
interface Source {
  readonly fetch: StatusFetch;
  readonly read: (bytes: Buffer) => RevocationAnswer;
}

/**
 * Whether `certificate` was revoked by `issuer`, at `now` (milliseconds since the epoch): by OCSP, and where that
 * gives no answer by revocation list, at the addresses the certificate names. Never throws for what a server sends.
 */
export async function askStatus(
  certificate: X509Certificate,
  issuer: X509Certificate,
  now: number,
  fetchStatus: FetchStatus,
): Promise<RevocationAnswer> {
  const failures: string[] = [];
  for (const { fetch, read } of sourcesOf(certificate, issuer, now)) {
    const answer = await fetchStatus(fetch).then(read, (error: unknown) => none(messageOf(error)));
    if (answer.kind !== 'none') return answer;
    failures.push(`${fetch.address}: ${answer.reason}`);
  }
  return none(failures.join('; ') || 'it names no address to ask');
}

function sourcesOf(certificate: X509Certificate, issuer: X509Certificate, now: number): readonly Source[] {
  try {
    const question = questionOf(certificate.raw, issuer.raw, now);
    return [...ocspSources(question), ...crlSources(question, certificate.ca)];
  } catch (error) {
    // Extensions OpenSSL does not look at may be anything.
    if (error instanceof DerError) return [];
    throw error;
  }
}

function ocspSources(question: StatusQuestion): readonly Source[] {
  const addresses = ocspAddresses(question.certificate.extensions);
  if (addresses.length === 0) return [];
  const body = ocspRequest(question.certificate, question.issuer);
  return addresses.map((address) => ({
    fetch: { address, maxBytes: MAX_OCSP_BYTES, headers: OCSP_HEADERS, body },
    read: (bytes) => ocspStatus(bytes, question),
  }));
}

function crlSources(question: StatusQuestion, isAuthority: boolean): readonly Source[] {
  return crlAddresses(question.certificate.extensions).map((address) => ({
    fetch: { address, maxBytes: MAX_CRL_BYTES },
    read: (bytes) => crlStatus(bytes, question, isAuthority),
  }));
}
