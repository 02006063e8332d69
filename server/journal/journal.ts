import type { Catalog } from '../../catalog/catalog.ts';
import { fail } from '../../platform/errors/index.ts';
import type { CallEntry, JournalEntry } from './entry.ts';
import { createKnownUpdates, type KnownUpdates } from './known-updates.ts';
import { leadingCalls } from './leading-calls.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { type NotedArrival, weightOf } from './noted.ts';
import type { JournalQuery } from './query.ts';
import { type ReadingPorts, readEntry } from './read-entry.ts';
import { createRing, type RingBounds } from './ring.ts';
import { createWaiters, type WaitWish } from './waiting.ts';

/** How many arrivals are kept, and about how many bytes of them, whichever is reached first. */
export interface JournalLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** A whole night of a fleet does not fit; a test does. */
export const DEFAULT_JOURNAL_LIMITS: JournalLimits = { entries: 10_000, bytes: 64 * 1024 * 1024 };

/** What a journal holds and what it let go. */
export interface JournalState {
  /** Number of the newest arrival there ever was; 0 before the first. */
  readonly last: number;
  /** Arrivals that were let go for newer ones: those numbered 1 to this. */
  readonly evicted: number;
  readonly kept: number;
  /** About how much memory they take. */
  readonly bytes: number;
  readonly limits: JournalLimits;
}

/** Everything that arrived lately, what was answered, and what was done to it on purpose. */
export interface Journal {
  /** Notes an arrival and returns its number. */
  record(noted: NotedArrival): number;
  /** Entries that `query` means, oldest first; all without one. Throws as `conditionsOf`. */
  entries(query?: JournalQuery): readonly JournalEntry[];
  /** Those of `entries` that are calls. */
  calls(query?: Omit<JournalQuery, 'kind'>): readonly CallEntry[];
  /**
   * Resolves with the first `count` entries (1 when left out) numbered above `after` (all that are kept when left out) as soon as
   * they are there. Rejects with JOURNAL_WAIT_TIMED_OUT, which tells the nearest miss, after `timeout` milliseconds of real time
   * (5,000 when left out), with JOURNAL_EVICTED when what came in between was let go, and with the reason of `signal`.
   */
  waitFor(query: JournalQuery, wish?: WaitWish): Promise<readonly JournalEntry[]>;
  matcher(query: JournalQuery): Matcher;
  /** What the catalogue knows of updates, files and computers. */
  known(): KnownUpdates;
  state(): JournalState;
  /** Forgets everything and counts from 1 again; whoever waits goes on waiting. */
  clear(): void;
}

/** What a journal is made with. */
export interface JournalOptions {
  readonly tenant: string;
  readonly catalog: Catalog;
  /** Whose a decoded request is. */
  readonly whose: (value: unknown) => string | undefined;
  readonly limits?: Partial<JournalLimits>;
}

/** Makes an empty journal. With `entries: 0` it keeps nothing. */
export function createJournal({ tenant, catalog, whose, limits: wish }: JournalOptions): Journal {
  const limits = { ...DEFAULT_JOURNAL_LIMITS, ...wish };
  const bounds: RingBounds = { items: limits.entries, bytes: limits.bytes };
  const ring = createRing<NotedArrival>(bounds);
  let lazyKnown: KnownUpdates | undefined;
  const known = (): KnownUpdates => {
    lazyKnown ??= createKnownUpdates(catalog);
    return lazyKnown;
  };
  const at = (sequence: number): JournalEntry | undefined => {
    const noted = ring.get(sequence);
    return noted && readEntry(noted, sequence, ports());
  };
  const ports = (): ReadingPorts => ({
    tenant,
    known: known(),
    whose,
    ledBy: (sha1, sequence, address) => leadingCalls({ sha1, sequence, address }, ring.first(), at, known()),
  });
  const all = function* (after: number): Generator<JournalEntry> {
    for (let sequence = Math.max(ring.first(), after + 1); sequence <= ring.last(); sequence++) {
      const entry = at(sequence);
      if (entry !== undefined) yield entry;
    }
  };
  const matcher = (query: JournalQuery): Matcher => createMatcher(query, known());
  const waiters = createWaiters({ all, first: ring.first });
  const entries = (query: JournalQuery = {}): readonly JournalEntry[] => {
    const { matches } = matcher(query);
    return [...all(query.after ?? 0)].filter(matches);
  };
  return {
    record: (noted) => {
      if (limits.entries === 0) return 0;
      const sequence = ring.add(noted, weightOf(noted));
      if (waiters.count() > 0) waiters.tell(() => readEntry(noted, sequence, ports()));
      return sequence;
    },
    entries,
    calls: (query) => entries({ ...query, kind: 'call' }) as readonly CallEntry[],
    waitFor: async (query, wish) => {
      if (limits.entries === 0) fail('JOURNAL_OFF', {});
      return waiters.wait(matcher(query), wish);
    },
    matcher,
    known,
    state: () => ({
      last: ring.last(),
      evicted: ring.first() - 1,
      kept: ring.last() - ring.first() + 1,
      bytes: ring.bytes(),
      limits,
    }),
    clear: () => {
      ring.clear();
      waiters.restart();
    },
  };
}
