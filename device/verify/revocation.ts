import { isoMoment } from '../../platform/clock.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import type { RevocationAnswer } from '../../protocol/x509/revocation-answer.ts';
import { refuse } from './refuse.ts';
import type { ChainLink } from './signer-chain.ts';
import type { SigningTrust } from './signing-trust.ts';

/** A certificate and what is said of it. */
interface Finding extends ChainLink {
  readonly answer: RevocationAnswer;
}

/** About whose chain revocation is asked. */
export interface RevocationQuestion {
  readonly of: 'signer' | 'timestamp';
  readonly links: readonly ChainLink[];
  /** When it is asked, and when the signature was there for certain; milliseconds since the epoch. */
  readonly now: number;
  readonly signedAt: number | undefined;
}

interface Unknown {
  readonly code: HresultName;
  readonly reason: string;
}

type Revoked = Extract<RevocationAnswer, { kind: 'revoked' }>;

/** Reasons for which no timestamp of an authority counts: who has its key can name any moment, RFC 3161 §4. */
const COMPROMISES: readonly string[] = ['keyCompromise', 'cACompromise', 'aACompromise'];

/**
 * Asks whether the certificates were revoked, and tells whether there was an answer for each; asks nobody where `trust`
 * is off. A signature that was there before, as a timestamp says, stays good. Throws DeviceFailure: CERT_E_REVOKED, or
 * TRUST_E_TIME_STAMP of a timestamp; where nobody answers and `trust` is hard CRYPT_E_REVOCATION_OFFLINE, or
 * CRYPT_E_NO_REVOCATION_CHECK when there is nobody to ask.
 */
export async function requireNotRevoked(question: RevocationQuestion, trust: SigningTrust): Promise<boolean> {
  if (trust.revocation === 'off') return false;
  const findings = await Promise.all(question.links.map((link) => ask(link, question.now, trust)));
  for (const finding of findings) refuseRevoked(finding, question);
  const unknowns = findings.flatMap(unknownOf);
  for (const { code, reason } of unknowns) {
    if (trust.revocation === 'hard') refuse(code, 'revocation', reason);
    trust.onWarning(reason);
  }
  return unknowns.length === 0;
}

async function ask({ certificate, issuer }: ChainLink, now: number, trust: SigningTrust): Promise<Finding> {
  const answer: RevocationAnswer =
    issuer === undefined
      ? { kind: 'none', reason: 'its issuer is not known' }
      : await trust.askStatus(certificate, issuer, now);
  return { certificate, issuer, answer };
}

function refuseRevoked({ certificate, answer }: Finding, question: RevocationQuestion): void {
  if (answer.kind !== 'revoked' || isOlder(question, answer)) return;
  const when = `${isoMoment(answer.at)} (${answer.reason})`;
  const reason = `the certificate ${nameOf(certificate)} was revoked at ${when}`;
  if (question.of === 'timestamp') refuse('TRUST_E_TIME_STAMP', 'timestamp', reason);
  refuse('CERT_E_REVOKED', 'revocation', reason);
}

function isOlder({ of, signedAt }: RevocationQuestion, { at, reason }: Revoked): boolean {
  const counts = of === 'signer' || !COMPROMISES.includes(reason);
  return counts && signedAt !== undefined && signedAt < at;
}

function unknownOf({ certificate, issuer, answer }: Finding): readonly Unknown[] {
  if (answer.kind !== 'none') return [];
  const reason = `whether the certificate ${nameOf(certificate)} was revoked is not known: ${answer.reason}`;
  const code = issuer === undefined ? 'CRYPT_E_NO_REVOCATION_CHECK' : 'CRYPT_E_REVOCATION_OFFLINE';
  return [{ code, reason }];
}
