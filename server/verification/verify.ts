import { fail } from '../../platform/errors/index.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { describeEntry, nearestMiss } from '../journal/explain.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalQuery } from '../journal/query.ts';
import type { Expectation, ExpectedCount } from './expectation.ts';

/** How an expectation came out. */
export interface Verdict {
  readonly isKept: boolean;
  /** What was expected, and what came: whole sentences, the nearest miss where something is missing. */
  readonly explanation: string;
  /** Numbers of the entries that are meant. */
  readonly entries: readonly number[];
}

/** Entries that are told of when there are too many. */
const MOST_TOLD = 5;

/**
 * Judges an expectation by what the journal holds. Throws JOURNAL_EVICTED where it could only be judged with what was let go, and as
 * `Journal.matcher`.
 */
export function judge(journal: Journal, expectation: Expectation): Verdict {
  if ('sequence' in expectation) return judgeSequence(journal, expectation.sequence, expectation.after);
  const { query, count = { least: 1 } } = expectation;
  const found = journal.entries(query);
  const { least = 0, most = Number.POSITIVE_INFINITY } = bounds(count);
  const entries = found.map(({ sequence }) => sequence);
  const expected = `Expected ${describeCount(count)} of: ${journal.matcher(query).description}.`;
  requireWhole(journal, query.after ?? 0, found.length >= least && most === Number.POSITIVE_INFINITY);
  if (found.length >= least && found.length <= most)
    return { isKept: true, explanation: `${expected} ${came(found)}`, entries };
  const why = found.length < least ? missing(journal, query) : told(found);
  return { isKept: false, explanation: `${expected} ${came(found)} ${why}`, entries };
}

/** Throws VERIFICATION_FAILED with the explanation when the expectation is not kept; else returns the entries it means. */
export function verify(journal: Journal, expectation: Expectation): readonly JournalEntry[] {
  const { isKept, explanation, entries } = judge(journal, expectation);
  if (!isKept) fail('VERIFICATION_FAILED', { explanation });
  const meant = new Set(entries);
  return journal.entries().filter(({ sequence }) => meant.has(sequence));
}

/** Entries that meet the steps one after another, each behind the one before; others may stand between. */
function judgeSequence(journal: Journal, steps: readonly JournalQuery[], after = 0): Verdict {
  requireWhole(journal, after, false);
  const matchers = steps.map((step) => journal.matcher(step));
  const words = matchers.map(({ description }, at) => `${at + 1}. ${description}`).join('; ');
  const entries: number[] = [];
  let from = after;
  for (const [at, matcher] of matchers.entries()) {
    const later = journal.entries({ after: from });
    const next = later.find(matcher.matches);
    if (next === undefined) {
      const before = at === 0 ? '' : ` after #${from}`;
      const why = `Step ${at + 1}${before} did not come: ${nearestMiss(matcher, later)}`;
      return { isKept: false, explanation: `Expected in this order: ${words}. ${why}`, entries };
    }
    entries.push(next.sequence);
    from = next.sequence;
  }
  return {
    isKept: true,
    explanation: `Expected in this order: ${words}. It came as ${list(entries)}.`,
    entries,
  };
}

/** What was let go might have counted: to say that something did not come takes all that came. */
function requireWhole(journal: Journal, after: number, isEnough: boolean): void {
  const { evicted } = journal.state();
  if (evicted > after && !isEnough) fail('JOURNAL_EVICTED', { after, first: evicted + 1 });
}

function bounds(count: ExpectedCount): { readonly least?: number; readonly most?: number } {
  return typeof count === 'number' ? { least: count, most: count } : count;
}

function describeCount(count: ExpectedCount): string {
  const { least, most } = bounds(count);
  if (least === most) return least === 0 ? 'none' : `${least}`;
  if (most === undefined) return `at least ${least ?? 0}`;
  return least === undefined ? `at most ${most}` : `${least} to ${most}`;
}

function came(found: readonly JournalEntry[]): string {
  return found.length === 0 ? 'None came.' : `${found.length} came.`;
}

function missing(journal: Journal, query: JournalQuery): string {
  return nearestMiss(journal.matcher(query), journal.entries({ after: query.after ?? 0 }));
}

function told(found: readonly JournalEntry[]): string {
  const rest = found.length > MOST_TOLD ? ` and ${found.length - MOST_TOLD} more` : '';
  return `They are ${found.slice(0, MOST_TOLD).map(describeEntry).join(', ')}${rest}.`;
}

function list(entries: readonly number[]): string {
  return entries.map((sequence) => `#${sequence}`).join(', ');
}
