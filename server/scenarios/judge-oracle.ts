import type { JournalQuery } from '../journal/query.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Expectation } from '../verification/expectation.ts';
import { judge } from '../verification/verify.ts';
import type { Oracle } from './scenario.ts';

/** How a client says it ended, as far as it says. */
export interface ClientEnd {
  readonly isGood?: boolean;
  /** Code it ended with, by name, and the code behind that. */
  readonly codes?: readonly string[];
  /** UpdateIDs that are installed now. */
  readonly installed?: readonly string[];
  /** What it says of itself, for people. */
  readonly words?: string;
}

/** How one oracle came out. `skipped`: the client tells nothing this could be judged by. `observed`: nobody is held to it. */
export interface OracleVerdict {
  readonly why: string;
  readonly result: 'kept' | 'broken' | 'skipped' | 'observed';
  readonly explanation: string;
}

/** Judges what arrived after entry `strikeAt`, that of the strike or of the repair, and how the client says it ended. */
export function judgeOracle(
  tenant: Tenant,
  oracle: Oracle,
  strikeAt: number,
  end: ClientEnd | undefined,
): OracleVerdict {
  const { why } = oracle;
  const told = (isKept: boolean, explanation: string): OracleVerdict => ({
    why,
    result: isKept ? 'kept' : 'broken',
    explanation,
  });
  const untold: OracleVerdict = { why, result: 'skipped', explanation: 'The client does not tell.' };
  switch (oracle.kind) {
    case 'journal': {
      const { isKept, explanation } = judge(tenant.journal, afterStrike(oracle.expect, strikeAt));
      return told(isKept, explanation);
    }
    case 'observe': {
      const { isKept, explanation } = judge(tenant.journal, afterStrike(oracle.expect, strikeAt));
      const words = isKept ? oracle.yes : oracle.no;
      return { why, result: 'observed', explanation: `${words} ${explanation}` };
    }
    case 'bytes': {
      const entries = tenant.journal.entries(later(oracle.query, strikeAt));
      const sum = entries.reduce(
        (all, one) => all + (one.kind === 'tls' ? 0 : (one.response?.bytes ?? 0)),
        0,
      );
      return told(
        sum <= oracle.most,
        `${sum} bytes were handed out, at most ${oracle.most} are taken by a correct client.`,
      );
    }
    case 'end':
      if (end?.isGood === undefined) return untold;
      return told(isEnd(oracle, end), `It ended ${end.isGood ? 'well' : 'with a failure'}: ${wordsOf(end)}.`);
    case 'installed': {
      if (end?.installed === undefined) return untold;
      const updateId = updateIdOf(tenant, oracle.update);
      const is = end.installed.some((one) => one.toLowerCase() === updateId);
      return told(is === oracle.is, `${oracle.update} is ${is ? '' : 'not '}installed.`);
    }
  }
}

/** An UpdateID may be of an update the catalogue no longer knows. */
function updateIdOf({ journal }: Tenant, update: string): string {
  return (UPDATE_ID.test(update) ? update : journal.known().require(update)).toLowerCase();
}

const UPDATE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function isEnd({ isGood, codes }: Extract<Oracle, { kind: 'end' }>, end: ClientEnd): boolean {
  if (end.isGood !== isGood) return false;
  return codes === undefined || end.codes === undefined || codes.some((code) => end.codes?.includes(code));
}

function wordsOf({ codes = [], words = '' }: ClientEnd): string {
  return [...codes, words].filter((one) => one !== '').join(', ') || 'no more is known';
}

function later(query: JournalQuery, strikeAt: number): JournalQuery {
  return { ...query, after: Math.max(query.after ?? 0, strikeAt) };
}

function afterStrike(expectation: Expectation, strikeAt: number): Expectation {
  if ('sequence' in expectation) return { ...expectation, after: Math.max(expectation.after ?? 0, strikeAt) };
  return { ...expectation, query: later(expectation.query, strikeAt) };
}
