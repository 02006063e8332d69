import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';
import { DerError } from './der.ts';
import { signatureProblem } from './signed.ts';

/** A certificate, its issuers, and at the end the trusted root; or why there is none. */
export type Chain =
  | { readonly kind: 'trusted'; readonly certificates: readonly X509Certificate[] }
  | { readonly kind: 'broken'; readonly reason: string };

/** Which certificates count as issuers, before their signature is looked at. */
interface IssuerRule {
  readonly isAuthority: (candidate: X509Certificate) => boolean;
  readonly isAbove: (candidate: X509Certificate, certificate: X509Certificate) => boolean;
}

const RULES = {
  // OpenSSL's: names and key identifiers fit, and the candidate may issue.
  authority: {
    isAuthority: (candidate) => candidate.ca,
    isAbove: (candidate, certificate) => certificate.checkIssued(candidate),
  },
  name: { isAuthority: () => true, isAbove: isNamedIssuer },
} as const satisfies Readonly<Record<string, IssuerRule>>;

/** Chains in use have two to four certificates. */
const MAX_LENGTH = 8;

/**
 * Follows the issuers of `leaf` through the certificates `sent` along to one of the trusted `anchors`, every step by
 * its signature (RFC 5280 §6.1.3 a 1). Dates, names and constraints are not judged. Anchors go before certificates
 * sent, as OpenSSL does it. By `authority` only those count that may issue; by `name` any that did, which tells an issuer
 * that must not issue from none at all.
 */
export function followChain(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  by: keyof typeof RULES = 'authority',
): Chain {
  const rule = RULES[by];
  const certificates = [leaf];
  for (let last = leaf; ; ) {
    const { raw } = last;
    if (anchors.some((anchor) => anchor.raw.equals(raw))) return { kind: 'trusted', certificates };
    if (certificates.length === MAX_LENGTH) return broken(`it has more than ${MAX_LENGTH} certificates`);
    const anchor = findIssuer(anchors, last, rule);
    if (typeof anchor === 'object') return { kind: 'trusted', certificates: [...certificates, anchor] };
    const authorities = sent.filter((one) => rule.isAuthority(one) && !isAmong(one, certificates));
    const next = findIssuer(authorities, last, rule);
    if (typeof next !== 'object') return broken(brokenBecause(last, anchor ?? next));
    certificates.push(next);
    last = next;
  }
}

const broken = (reason: string): Chain => ({ kind: 'broken', reason });

function brokenBecause(last: X509Certificate, problem: string | undefined): string {
  const name = nameOf(last);
  if (last.checkIssued(last)) return `${name} is its own issuer and not trusted`;
  return problem === undefined
    ? `no trusted authority and none the server sent issued ${name}`
    : `${name} names an issuer that is known, but ${problem}`;
}

function isAmong(certificate: X509Certificate, list: readonly X509Certificate[]): boolean {
  return list.some(({ raw }) => raw.equals(certificate.raw));
}

function isNamedIssuer(candidate: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return readCertificate(certificate.raw).issuer.equals(readCertificate(candidate.raw).subject);
  } catch (error) {
    // Whatever it is, it is no issuer.
    if (error instanceof DerError) return false;
    throw error;
  }
}

/**
 * The one of `candidates` that signed `certificate`; when only names fit, why it is none of them. A name alone is
 * no proof: anybody can make an authority of the same name.
 */
function findIssuer(
  candidates: readonly X509Certificate[],
  certificate: X509Certificate,
  rule: IssuerRule,
): X509Certificate | string | undefined {
  let problem: string | undefined;
  for (const candidate of candidates) {
    if (!rule.isAbove(candidate, certificate)) continue;
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
