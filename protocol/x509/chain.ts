import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';
import { signatureProblem } from './signed.ts';

/** A certificate, its issuers, and at the end the trusted root; or why there is none. */
export type Chain =
  | { readonly kind: 'trusted'; readonly certificates: readonly X509Certificate[] }
  | { readonly kind: 'broken'; readonly reason: string };

/** Chains in use have two to four certificates. */
const MAX_LENGTH = 8;

/**
 * Follows the issuers of `leaf` through the certificates `sent` along to one of the trusted `anchors`, every step by
 * its signature (RFC 5280 §6.1.3 a 1). Dates, names and constraints are not judged. Anchors go before certificates
 * sent, as OpenSSL does it.
 */
export function followChain(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): Chain {
  const certificates = [leaf];
  for (let last = leaf; ; ) {
    const { raw } = last;
    if (anchors.some((anchor) => anchor.raw.equals(raw))) return { kind: 'trusted', certificates };
    if (certificates.length === MAX_LENGTH) return broken(`it has more than ${MAX_LENGTH} certificates`);
    const anchor = findIssuer(anchors, last);
    if (typeof anchor === 'object') return { kind: 'trusted', certificates: [...certificates, anchor] };
    const authorities = sent.filter((one) => one.ca && !isAmong(one, certificates));
    const next = findIssuer(authorities, last);
    if (typeof next !== 'object') return broken(brokenBecause(last, anchor ?? next));
    certificates.push(next);
    last = next;
  }
}

const broken = (reason: string): Chain => ({ kind: 'broken', reason });

function brokenBecause(last: X509Certificate, problem: string | undefined): string {
  const name = oneLine(last.subject);
  if (last.checkIssued(last)) return `${name} is its own issuer and not trusted`;
  return problem === undefined
    ? `no trusted authority and none the server sent issued ${name}`
    : `${name} names an issuer that is known, but ${problem}`;
}

function isAmong(certificate: X509Certificate, list: readonly X509Certificate[]): boolean {
  return list.some(({ raw }) => raw.equals(certificate.raw));
}

/**
 * The one of `candidates` that signed `certificate`; when only names fit, why it is none of them. A name alone is
 * no proof: anybody can make an authority of the same name.
 */
function findIssuer(
  candidates: readonly X509Certificate[],
  certificate: X509Certificate,
): X509Certificate | string | undefined {
  let problem: string | undefined;
  for (const candidate of candidates) {
    if (!certificate.checkIssued(candidate)) continue;
    const found = linkProblem(candidate, certificate);
    if (found === undefined) return candidate;
    problem = found;
  }
  return problem;
}

function linkProblem(issuer: X509Certificate, certificate: X509Certificate): string | undefined {
  try {
    return signatureProblem(readCertificate(certificate.raw).signed, issuer.publicKey);
  } catch (error) {
    // OpenSSL throws for keys it does not know.
    return `it cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** A distinguished name as node prints it, in one line and bounded. */
function oneLine(name: string): string {
  return `"${name.replaceAll('\n', ', ').slice(0, 200)}"`;
}
