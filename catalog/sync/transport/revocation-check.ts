import type { X509Certificate } from 'node:crypto';
import { type Clock, isoMoment } from '../../../platform/clock.ts';
import { createRecent } from '../../../platform/recent.ts';
import type { RevocationAnswer } from '../../../protocol/x509/revocation-answer.ts';
import { askStatus, type FetchStatus } from './ask-status.ts';
import { nameOf } from './certificate-name.ts';
import { revokedRefusal, tlsRefusal } from './tls-refusal.ts';
import type { TrustOptions } from './trust.ts';

/** Asks about a chain that begins with the server's certificate and ends with a root. Throws SYNC_TLS_REFUSED. */
export type RevocationCheck = (chain: readonly X509Certificate[], host: string) => Promise<void>;

/** What asking needs. */
export interface RevocationParts {
  readonly mode: TrustOptions['revocation'];
  readonly clock: Clock;
  readonly fetchStatus: FetchStatus;
  readonly onWarning: (text: string) => void;
}

/** What is said of one certificate of a chain. */
interface Finding {
  readonly certificate: X509Certificate;
  readonly answer: RevocationAnswer;
}

/** How long a chain that passed is not asked about again: connections to one server come in bunches. */
const REMEMBERED = 5 * 60_000;
const MAX_REMEMBERED = 64;

/**
 * Asks whether the certificates of a chain were revoked, its root left out: that is trusted by decision. Who asks
 * about the same chain at the same moment shares the answer.
 */
export function createRevocationCheck(parts: RevocationParts): RevocationCheck {
  const passed = createRecent<number>(MAX_REMEMBERED);
  const asking = new Map<string, Promise<readonly Finding[]>>();
  if (parts.mode === 'off') return async () => {};
  return async (chain, host) => {
    const key = chain.map(({ fingerprint256 }) => fingerprint256).join();
    const age = parts.clock.now() - (passed.get(key) ?? Number.NEGATIVE_INFINITY);
    if (age >= 0 && age < REMEMBERED) return;
    const findings = asking.get(key) ?? findAll(chain, parts).finally(() => asking.delete(key));
    asking.set(key, findings);
    judge(await findings, host, parts.mode);
    passed.set(key, parts.clock.now());
  };
}

async function findAll(
  chain: readonly X509Certificate[],
  { mode, clock, fetchStatus, onWarning }: RevocationParts,
): Promise<readonly Finding[]> {
  const now = clock.now();
  const asked = chain.slice(0, -1).map(async (certificate, index) => {
    const issuer = chain[index + 1] ?? certificate;
    return { certificate, answer: await askStatus(certificate, issuer, now, fetchStatus) };
  });
  const findings = await Promise.all(asked);
  // Here, so that those who share an answer are warned of it once.
  if (mode === 'soft') for (const text of unknowns(findings)) onWarning(text);
  return findings;
}

function judge(findings: readonly Finding[], host: string, mode: TrustOptions['revocation']): void {
  for (const { certificate, answer } of findings) {
    if (answer.kind !== 'revoked') continue;
    const when = `${isoMoment(answer.at)} (${answer.reason})`;
    throw revokedRefusal(host, `the certificate ${nameOf(certificate)} was revoked at ${when}`);
  }
  const [unknown] = unknowns(findings);
  if (mode === 'hard' && unknown !== undefined) throw tlsRefusal(host, 'revocation', unknown);
}

function unknowns(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ certificate, answer }) =>
    answer.kind === 'none'
      ? [`whether the certificate ${nameOf(certificate)} was revoked is not known: ${answer.reason}`]
      : [],
  );
}
