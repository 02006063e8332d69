import type { UnknownElement } from '../protocol/soap/decode.ts';

/** One call a service answered. */
export interface JournalEntry {
  /** Counts all calls, from 1. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly service: string;
  /** Empty where the body named none. */
  readonly operation: string;
  /** Whom the cookie of the call was made for, where it had a good one. */
  readonly computerId?: string;
  /** Code and message of the fault it was answered with. */
  readonly fault?: { readonly code: string; readonly message: string };
  /** What the request held beyond its contract, as it stood. */
  readonly unknown: readonly UnknownElement[];
}

/** A call as it is recorded: whose cookie it had is looked up when somebody reads the journal. */
export type RecordedCall = Omit<JournalEntry, 'sequence' | 'computerId'> & {
  readonly computerId: () => string | undefined;
};

/** The calls answered lately. */
export interface Journal {
  record(call: RecordedCall): void;
  /** Oldest first. */
  entries(): readonly JournalEntry[];
}

/** Calls kept, at most; with what a newer client sends beyond its contract one takes some kilobytes. */
const KEPT_CALLS = 1_000;

export function createJournal(): Journal {
  const ring: (RecordedCall & { readonly sequence: number })[] = [];
  let count = 0;
  return {
    record: (call) => {
      const at = count++ % KEPT_CALLS;
      ring[at] = { ...call, sequence: count };
    },
    entries: () =>
      [...ring]
        .sort((a, b) => a.sequence - b.sequence)
        .map(({ computerId, ...entry }) => {
          const found = computerId();
          return found === undefined ? entry : { ...entry, computerId: found };
        }),
  };
}
