import type { X509Certificate } from 'node:crypto';
import { keyOf } from '../../protocol/authenticode/signer-certificate.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { readCertificate } from '../../protocol/x509/certificate.ts';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import { followChain } from '../../protocol/x509/chain.ts';
import { issuingProblem } from '../../protocol/x509/issuing.ts';
import { signatureProblem } from '../../protocol/x509/signed.ts';

/** Why a chain does not come to a pinned root. */
export interface BrokenChain {
  readonly code: HresultName;
  readonly reason: string;
}

/** As many as a chain may have. */
const MAX_CLIMB = 8;

/**
 * Tells apart what `followChain` does not: an issuer that must not issue, an issuer that did not sign, a signer nobody
 * sent along issued, and a chain that is whole and comes to another root. Signatures do not carry their root, so
 * the last also is what a chain looks like that lacks its upper end.
 */
export function explainBrokenChain(
  signer: X509Certificate,
  sent: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): BrokenChain {
  const named = followChain(signer, sent, roots, 'name');
  if (named.kind === 'trusted') return explainUnfit(named.certificates);
  const top = topOf(signer, sent);
  const forged = sent.map((one) => forgeryOf(top, one)).find((problem) => problem !== undefined);
  if (forged !== undefined) return { code: 'TRUST_E_CERT_SIGNATURE', reason: forged };
  if (top === signer && !top.checkIssued(top))
    return {
      code: 'CERT_E_CHAINING',
      reason: `the issuer of ${nameOf(signer)} is neither pinned nor sent along`,
    };
  return {
    code: 'CERT_E_UNTRUSTEDROOT',
    reason: `its chain ends with ${nameOf(top)}, which no pinned root issued`,
  };
}

/** A chain that is whole by names and signatures, and still none. */
function explainUnfit(chain: readonly X509Certificate[]): BrokenChain {
  const reason = issuingProblem(chain);
  return reason === undefined
    ? { code: 'CERT_E_CHAINING', reason: 'a certificate of its chain has extensions OpenSSL does not take' }
    : { code: 'TRUST_E_BASIC_CONSTRAINTS', reason };
}

/** The issuer above `signer` beyond which nothing sent along leads; itself when nobody issued it. */
function topOf(signer: X509Certificate, sent: readonly X509Certificate[]): X509Certificate {
  let top = signer;
  for (let count = 0; count < MAX_CLIMB; count += 1) {
    const issuer = issuerOf(top, sent);
    if (issuer === undefined || issuer.raw.equals(top.raw)) return top;
    top = issuer;
  }
  return top;
}

/** The certificate among `sent` that issued this one, by its signature; undefined when there is none. */
export function issuerOf(
  certificate: X509Certificate,
  sent: readonly X509Certificate[],
): X509Certificate | undefined {
  return sent.find((one) => certificate.checkIssued(one) && linkProblem(one, certificate) === undefined);
}

function forgeryOf(certificate: X509Certificate, issuer: X509Certificate): string | undefined {
  if (!certificate.checkIssued(issuer)) return undefined;
  const problem = linkProblem(issuer, certificate);
  return problem && `${nameOf(certificate)} names an issuer that is sent along, but ${problem}`;
}

function linkProblem(issuer: X509Certificate, certificate: X509Certificate): string | undefined {
  const key = keyOf(issuer);
  return key === undefined
    ? "the issuer's key cannot be read"
    : signatureProblem(readCertificate(certificate.raw).signed, key);
}
