import type { X509Certificate } from 'node:crypto';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import { followChain } from '../../protocol/x509/chain.ts';
import { explainBrokenChain, issuerOf } from './broken-chain.ts';
import { reading, refuse } from './refuse.ts';
import type { Anchors, SigningTrust } from './signing-trust.ts';

/** Why a signer is trusted. */
export interface SignerChain {
  /** The signer, and its issuers up to a pinned root; the signer alone when it is a trusted publisher. */
  readonly certificates: readonly X509Certificate[];
  /** Whose revocation is to be asked of whom; the issuer of a trusted publisher may not be known. */
  readonly links: readonly ChainLink[];
  readonly isLocallyPublished: boolean;
}

/** A certificate and its issuer. */
export interface ChainLink {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate | undefined;
}

/**
 * Follows the signer to a pinned root, or finds it among the trusted publishers where policy takes those. Throws
 * DeviceFailure: CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, TRUST_E_CERT_SIGNATURE or TRUST_E_BASIC_CONSTRAINTS.
 */
export function requireChain(
  signer: X509Certificate,
  sent: readonly X509Certificate[],
  anchors: Anchors,
  { acceptsTrustedPublishers }: SigningTrust,
): SignerChain {
  const chain = followChain(signer, sent, anchors.roots);
  if (chain.kind === 'trusted') return chainOf(chain.certificates);
  const isPublisher = anchors.publishers.some(({ raw }) => raw.equals(signer.raw));
  if (isPublisher && acceptsTrustedPublishers) return publisherChain(signer, sent);
  const { code, reason } = reading('CERT_E_CHAINING', 'signer', () =>
    explainBrokenChain(signer, sent, anchors.roots),
  );
  const policy = isPublisher
    ? `; ${nameOf(signer)} is a trusted publisher, which policy does not accept`
    : '';
  return refuse(code, 'signer', `${reason}${policy}`);
}

/** The links of a chain up to its root. */
export function linksOf(certificates: readonly X509Certificate[]): readonly ChainLink[] {
  return certificates
    .slice(0, -1)
    .map((certificate, index) => ({ certificate, issuer: certificates[index + 1] }));
}

function chainOf(certificates: readonly X509Certificate[]): SignerChain {
  return { certificates, links: linksOf(certificates), isLocallyPublished: false };
}

// A certificate that is its own issuer is trusted or not; nobody could revoke it.
function publisherChain(signer: X509Certificate, sent: readonly X509Certificate[]): SignerChain {
  const links = signer.checkIssued(signer) ? [] : [{ certificate: signer, issuer: issuerOf(signer, sent) }];
  return { certificates: [signer], links, isLocallyPublished: true };
}
