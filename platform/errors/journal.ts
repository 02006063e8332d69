import type { ErrorTable } from './table.ts';

/** Errors of the journal and of what is asked of it. */
export const journalErrors = {
  JOURNAL_QUERY_INVALID: {
    message: 'the journal cannot be asked for that: {problem}',
    repair: '{repair}',
  },
  JOURNAL_WAIT_TIMED_OUT: {
    message: '{came} of {count} came within {timeout} ms: {expected}. {explanation}',
    repair: 'Look at the nearest miss: correct the query or the client, or wait longer.',
  },
  JOURNAL_EVICTED: {
    message:
      'the journal begins at number {first}: what came after number {after} was let go for newer entries',
    repair: 'Ask sooner, or let the journal keep more with `journal: { entries, bytes }`.',
  },
  VERIFICATION_FAILED: {
    message: '{explanation}',
    repair: 'Correct the client, or what is expected of it.',
  },
  JOURNAL_ENTRY_UNKNOWN: {
    message: 'the journal has no entry {sequence}',
    repair: 'Ask for its state: it tells which are kept.',
  },
  JOURNAL_OFF: {
    message: 'this double keeps no journal',
    repair: 'Start it without `journal: { entries: 0 }`.',
  },
} as const satisfies ErrorTable;
