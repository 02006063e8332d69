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
  /** Whom the cookie of the call was made for. */
  readonly computerId?: string;
  /** Code and message of the fault it was answered with. */
  readonly fault?: { readonly code: string; readonly message: string };
  /** What the request held beyond its contract, as it stood. */
  readonly unknown: readonly UnknownElement[];
}

/** The calls answered lately, oldest first. */
export interface Journal {
  record(entry: Omit<JournalEntry, 'sequence'>): void;
  entries(): readonly JournalEntry[];
}

/** Calls kept, at most; with what a newer client sends beyond its contract one takes some kilobytes. */
const KEPT_ENTRIES = 1_000;

export function createJournal(): Journal {
  const ring: JournalEntry[] = [];
  let count = 0;
  return {
    record: (entry) => {
      const at = count++ % KEPT_ENTRIES;
      ring[at] = { ...entry, sequence: count };
    },
    entries: () => [...ring].sort((a, b) => a.sequence - b.sequence),
  };
}
