import { MockWuError } from '../../platform/errors/index.ts';
import { after as later } from '../../platform/timers.ts';
import type { JournalEntry } from './entry.ts';
import { nearestMiss } from './explain.ts';
import type { Matcher } from './matcher.ts';

/** How long and for what is waited. */
export interface WaitWish {
  /** Entries to wait for; 1 when left out. */
  readonly count?: number;
  /** Entries up to this number do not count; 0 when left out: what is there already counts. */
  readonly after?: number;
  /** Milliseconds of real time; 5,000 when left out. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Those who wait for entries. */
export interface Waiters {
  count(): number;
  /** An entry is new; it is read only where somebody waits. */
  tell(read: () => JournalEntry): void;
  /** Entries are numbered from 1 again: what comes next counts, whatever number was waited for. */
  restart(): void;
  wait(matcher: Matcher, wish?: WaitWish): Promise<readonly JournalEntry[]>;
}

interface Ports {
  /** Entries numbered above `after` that are kept, oldest first. */
  readonly all: (after: number) => Iterable<JournalEntry>;
  /** Number of the oldest entry kept. */
  readonly first: () => number;
}

const DEFAULT_TIMEOUT_MILLISECONDS = 5_000;

interface Waiter {
  offer(entry: JournalEntry): void;
  /** Entries are numbered from 1 again. */
  restart(): void;
}

/** Makes a place to wait at. Nobody polls: each new entry is offered to whoever waits, in the turn it arrived in. */
export function createWaiters(ports: Ports): Waiters {
  const waiting = new Set<Waiter>();
  return {
    count: () => waiting.size,
    tell: (read) => {
      const entry = read();
      for (const waiter of [...waiting]) waiter.offer(entry);
    },
    wait: (matcher, wish = {}) =>
      new Promise((resolve, reject) => {
        const { count = 1, timeout = DEFAULT_TIMEOUT_MILLISECONDS, signal } = wish;
        let { after = 0 } = wish;
        if (after < ports.first() - 1 && wish.after !== undefined)
          return reject(evicted(after, ports.first()));
        const found: JournalEntry[] = [];
        const end = (finish: () => void): void => {
          waiting.delete(waiter);
          timer?.stop();
          signal?.removeEventListener('abort', abort);
          finish();
        };
        const abort = (): void => end(() => reject(signal?.reason));
        const waiter: Waiter = {
          offer: (entry) => {
            if (entry.sequence <= after || !matcher.matches(entry)) return;
            found.push(entry);
            if (found.length >= count) end(() => resolve(found));
          },
          restart: () => {
            after = 0;
          },
        };
        let timer: { stop(): void } | undefined;
        if (signal?.aborted) return abort();
        for (const entry of ports.all(after)) {
          waiter.offer(entry);
          if (found.length >= count) return;
        }
        waiting.add(waiter);
        signal?.addEventListener('abort', abort);
        timer = later(timeout, () => {
          const entries = ports.all(after);
          end(() => reject(timedOut(matcher, { count, came: found.length, timeout }, entries)));
        });
      }),
    restart: () => {
      for (const waiter of waiting) waiter.restart();
    },
  };
}

function timedOut(
  matcher: Matcher,
  figures: { readonly count: number; readonly came: number; readonly timeout: number },
  entries: Iterable<JournalEntry>,
): MockWuError {
  const explanation = nearestMiss(matcher, entries);
  return new MockWuError('JOURNAL_WAIT_TIMED_OUT', {
    expected: matcher.description,
    ...figures,
    explanation,
  });
}

function evicted(after: number, first: number): MockWuError {
  return new MockWuError('JOURNAL_EVICTED', { after, first });
}
