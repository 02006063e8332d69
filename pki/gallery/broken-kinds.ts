import type { HresultName } from '../../protocol/hresult/hresults.ts';

/** The part of judging a server that finds the defect. */
export type BrokenCheck =
  | 'validity'
  | 'name'
  | 'issuer'
  | 'usage'
  | 'revocation'
  | 'signature'
  | 'extension'
  | 'pin';

interface BrokenFacts {
  readonly title: string;
  /** The one defect, in a sentence. */
  readonly what: string;
  /** What a correct update client does. */
  readonly expect: 'refuses' | 'accepts';
  readonly check: BrokenCheck;
  /** What likely stands behind ERROR_WINHTTP_SECURE_FAILURE in a client of Windows; absent where it goes on. */
  readonly hresult?: HresultName;
}

const date = { check: 'validity', hresult: 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID' } as const;
const issuer = { check: 'issuer', hresult: 'ERROR_WINHTTP_SECURE_INVALID_CA' } as const;
const usage = { check: 'usage', hresult: 'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE' } as const;
const revocation = { check: 'revocation', hresult: 'ERROR_WINHTTP_SECURE_CERT_REVOKED' } as const;
// Windows counts a weak signature as one that is not valid.
const signature = { check: 'signature', hresult: 'TRUST_E_CERT_SIGNATURE' } as const;
const constraints = { check: 'extension', hresult: 'TRUST_E_BASIC_CONSTRAINTS' } as const;

const FACTS = {
  expired: {
    title: 'Expired',
    what: 'The certificate ended at least two days ago.',
    expect: 'refuses',
    ...date,
  },
  'not-yet-valid': {
    title: 'Not yet valid',
    what: 'The certificate begins a month or more from now.',
    expect: 'refuses',
    ...date,
  },
  'long-lived': {
    title: 'Valid for thirty years',
    what: 'The certificate is valid for thirty years and outlives its issuer; RFC 5280 allows that, browsers do not.',
    expect: 'accepts',
    check: 'validity',
  },
  'wrong-name': {
    title: 'Wrong name',
    what: 'The certificate is for another host.',
    expect: 'refuses',
    check: 'name',
    hresult: 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID',
  },
  'self-signed': {
    title: 'Self-signed',
    what: 'The server signed its certificate itself.',
    expect: 'refuses',
    ...issuer,
  },
  'unknown-issuer': {
    title: 'Unknown issuer',
    what: 'The chain leads to another root, which nobody trusts though all its names are those of the trusted one.',
    expect: 'refuses',
    ...issuer,
  },
  'missing-intermediate': {
    title: 'Missing intermediate',
    what: 'The server leaves out the authority above it, and its certificate does not say where to fetch that.',
    expect: 'refuses',
    ...issuer,
  },
  'no-server-auth': {
    title: 'For clients only',
    what: 'The certificate is for client authentication (clientAuth) and not for servers.',
    expect: 'refuses',
    ...usage,
  },
  'no-eku': {
    title: 'No extended key usage',
    what: 'The certificate names no purpose at all, which RFC 5280 takes for any purpose.',
    expect: 'accepts',
    check: 'usage',
  },
  'any-eku': {
    title: 'Any extended key usage',
    what: 'The certificate is for anyExtendedKeyUsage, which is not the serverAuth a server must have.',
    expect: 'refuses',
    ...usage,
  },
  'code-signing-eku': {
    title: 'A publisher as server',
    what: 'A key and an authority that sign updates serve TLS: the certificate is for codeSigning.',
    expect: 'refuses',
    ...usage,
  },
  revoked: {
    title: 'Revoked',
    what: 'The authority revoked the certificate, as its list and its status answers say (keyCompromise).',
    expect: 'refuses',
    ...revocation,
  },
  'authority-revoked': {
    title: 'Revoked authority',
    what: 'The root revoked the authority above the certificate (cACompromise); nobody revoked the certificate itself.',
    expect: 'refuses',
    ...revocation,
  },
  'must-staple-missing': {
    title: 'Status not stapled',
    what: 'The certificate promises a status answer in the handshake (TLS feature 5, RFC 7633), and the server has none.',
    expect: 'refuses',
    check: 'revocation',
    hresult: 'CRYPT_E_NO_REVOCATION_CHECK',
  },
  'unknown-critical-extension': {
    title: 'Unknown critical extension',
    what: 'The certificate has a critical extension that nobody knows.',
    expect: 'refuses',
    check: 'extension',
    hresult: 'CERT_E_CRITICAL',
  },
  'unknown-noncritical-extension': {
    title: 'Unknown extension',
    what: 'The certificate has an extension that nobody knows, not critical, which is to be passed over.',
    expect: 'accepts',
    check: 'extension',
  },
  'ca-leaf': {
    title: 'An authority as server',
    what: "The server's own certificate says CA:TRUE: its key could pass for that of an authority.",
    expect: 'refuses',
    ...constraints,
  },
  'path-length-exceeded': {
    title: 'Path length exceeded',
    what: 'An authority stands below one that may have none below it (pathLenConstraint 0).',
    expect: 'refuses',
    ...constraints,
  },
  'name-constraint-violation': {
    title: 'Name constraints violated',
    what: 'The authority above the certificate may issue for other names only (nameConstraints).',
    expect: 'refuses',
    check: 'extension',
    hresult: 'ERROR_WINHTTP_SECURE_INVALID_CA',
  },
  'sha1-signature': {
    title: 'Signed with SHA-1',
    what: 'The certificate is signed over a SHA-1 digest.',
    expect: 'refuses',
    ...signature,
  },
  'md5-signature': {
    title: 'Signed with MD5',
    what: 'The certificate is signed over an MD5 digest.',
    expect: 'refuses',
    ...signature,
  },
  'damaged-signature': {
    title: 'Damaged signature',
    what: 'One bit of the signature is wrong.',
    expect: 'refuses',
    ...signature,
  },
  'weak-key': {
    title: 'Weak key',
    what: "The server's RSA key has 1,024 bits.",
    expect: 'refuses',
    check: 'signature',
    hresult: 'TRUST_E_CERT_SIGNATURE',
  },
  'pinned-elsewhere': {
    title: 'Another authority of the same root',
    what: 'The chain is valid, but the authority in it is not the usual one: only who pins that can tell.',
    expect: 'refuses',
    check: 'pin',
    hresult: 'CERT_E_UNTRUSTEDROOT',
  },
} as const satisfies Readonly<Record<string, BrokenFacts>>;

/** The name of a defect. */
export type BrokenKind = keyof typeof FACTS;

/** One row of the gallery. */
export interface BrokenKindFacts extends BrokenFacts {
  readonly kind: BrokenKind;
}

/** Every kind there is, each with one defect. */
export const brokenKinds: readonly BrokenKindFacts[] = Object.entries(FACTS).map(([kind, facts]) => ({
  kind: kind as BrokenKind,
  ...facts,
}));

/** Whether there is a kind of that name. */
export function isBrokenKind(name: string): name is BrokenKind {
  return Object.hasOwn(FACTS, name);
}
