import type { X509Certificate } from 'node:crypto';
import { type Clock, isoMoment } from '../../platform/clock.ts';
import { createRecent } from '../../platform/recent.ts';
import { askStatus, type FetchStatus } from './ask-status.ts';
import { nameOf } from './certificate-name.ts';
import type { RevocationAnswer } from './revocation-answer.ts';

/** What is said of one certificate of a chain. */
export interface StatusFinding {
  readonly certificate: X509Certificate;
  readonly answer: RevocationAnswer;
}

/** What is said of a chain. Who is told the same thing is given the same list. */
export type ChainFindings = readonly StatusFinding[];

/** What asking needs. */
export interface ChainStatusParts {
  readonly clock: Clock;
  readonly fetchStatus: FetchStatus;
  /** Whether a chain of which not all is known passes: `soft`, or does not: `hard`. */
  readonly mode: 'hard' | 'soft';
}

/** Asks about a chain that begins with the server's certificate and ends with a root. Never throws. */
export type AskChain = (chain: readonly X509Certificate[]) => Promise<ChainFindings>;

/** How long a chain that passed is not asked about again: connections to one server come in bunches. */
const REMEMBERED = 5 * 60_000;
const MAX_REMEMBERED = 64;

/**
 * Asks whether the certificates of a chain were revoked, its root left out: that is trusted by decision. Who asks
 * about the same chain at the same moment shares the answer.
 */
export function createAskChain(parts: ChainStatusParts): AskChain {
  const { clock, mode } = parts;
  const passed = createRecent<{ readonly findings: ChainFindings; readonly at: number }>(MAX_REMEMBERED);
  const asking = new Map<string, Promise<ChainFindings>>();
  const ask = async (key: string, chain: readonly X509Certificate[]): Promise<ChainFindings> => {
    const findings = await findAll(chain, parts).finally(() => asking.delete(key));
    if (passes(findings, mode)) passed.set(key, { findings, at: clock.now() });
    return findings;
  };
  return async (chain) => {
    const key = chain.map(({ fingerprint256 }) => fingerprint256).join();
    const before = passed.get(key);
    const age = before === undefined ? Number.POSITIVE_INFINITY : clock.now() - before.at;
    if (before !== undefined && age >= 0 && age < REMEMBERED) return before.findings;
    const findings = asking.get(key) ?? ask(key, chain);
    asking.set(key, findings);
    return findings;
  };
}

async function findAll(
  chain: readonly X509Certificate[],
  { clock, fetchStatus }: ChainStatusParts,
): Promise<ChainFindings> {
  const now = clock.now();
  const asked = chain.slice(0, -1).map(async (certificate, index) => {
    const issuer = chain[index + 1] ?? certificate;
    return { certificate, answer: await askStatus(certificate, issuer, now, fetchStatus) };
  });
  return await Promise.all(asked);
}

function passes(findings: ChainFindings, mode: ChainStatusParts['mode']): boolean {
  return revokedIn(findings) === undefined && (mode === 'soft' || unknownsIn(findings).length === 0);
}

/** The first revoked certificate, in a sentence without an end. */
export function revokedIn(findings: ChainFindings): string | undefined {
  for (const { certificate, answer } of findings) {
    if (answer.kind !== 'revoked') continue;
    const when = `${isoMoment(answer.at)} (${answer.reason})`;
    return `the certificate ${nameOf(certificate)} was revoked at ${when}`;
  }
  return undefined;
}

/** Of which certificates it is not known, each in a sentence without an end. */
export function unknownsIn(findings: ChainFindings): readonly string[] {
  return findings.flatMap(({ certificate, answer }) =>
    answer.kind === 'none'
      ? [`whether the certificate ${nameOf(certificate)} was revoked is not known: ${answer.reason}`]
      : [],
  );
}
