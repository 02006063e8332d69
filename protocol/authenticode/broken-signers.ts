import type { HresultName } from '../hresult/hresults.ts';

interface BrokenSignerFacts {
  /** The one defect, in a sentence. */
  readonly what: string;
  /** What likely stands in the failure of a client of Windows; absent where the signature is to be taken. */
  readonly hresult?: HresultName;
}

const usage = { hresult: 'CERT_E_WRONG_USAGE' } as const;
const constraints = { hresult: 'TRUST_E_BASIC_CONSTRAINTS' } as const;
const signature = { hresult: 'TRUST_E_CERT_SIGNATURE' } as const;

const FACTS = {
  'no-eku': { what: 'The certificate of the publisher names no purpose at all.', ...usage },
  'licence-eku': {
    what: 'The certificate is for a purpose of our own that stands for signing licences, and not for code.',
    ...usage,
  },
  'any-eku': { what: 'The certificate is for anyExtendedKeyUsage, which is not codeSigning.', ...usage },
  'server-eku': { what: 'The certificate is for servers (serverAuth) and not for code.', ...usage },
  'unknown-critical-extension': {
    what: 'The certificate has a critical extension that nobody knows.',
    hresult: 'CERT_E_CRITICAL',
  },
  'unknown-noncritical-extension': {
    what: 'The certificate has an extension that nobody knows, not critical, which is to be passed over.',
  },
  'ca-leaf': { what: 'The certificate that signs the file says CA:TRUE.', ...constraints },
  'below-publisher': {
    what: 'The certificate was issued by a publisher, which is no authority and may issue nothing.',
    ...constraints,
  },
  'sha1-signature': { what: 'The certificate is signed over a SHA-1 digest.', ...signature },
  'md5-signature': { what: 'The certificate is signed over an MD5 digest.', ...signature },
  'unknown-root': {
    what: 'The chain leads to another root, which nobody trusts though all its names are those of the trusted one.',
    hresult: 'CERT_E_UNTRUSTEDROOT',
  },
  'tls-branch': {
    what: 'The chain leads to the trusted root, but through the authority of servers, which may issue nothing for code.',
    ...usage,
  },
  expired: { what: 'The certificate ended before the file was signed.', hresult: 'CERT_E_EXPIRED' },
  revoked: {
    what: 'The authority revoked the certificate (keyCompromise).',
    hresult: 'CERT_E_REVOKED',
  },
  'other-file': {
    what: 'The signature is a good one, over another file.',
    hresult: 'TRUST_E_BAD_DIGEST',
  },
} as const satisfies Readonly<Record<string, BrokenSignerFacts>>;

/** A signature with one defect, by its name. */
export type BrokenSigner = keyof typeof FACTS;

/** Who signs a file made here: one of the two good branches, or somebody with a defect. */
export type SignerName = 'a' | 'b' | BrokenSigner;

/** Every kind of broken signature. */
export const brokenSigners: readonly ({ readonly kind: BrokenSigner } & BrokenSignerFacts)[] = Object.entries(
  FACTS,
).map(([kind, facts]) => ({ kind: kind as BrokenSigner, ...facts }));
