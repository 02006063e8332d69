import { monotonic } from '../../platform/clock.ts';
import { MockWuError } from '../../platform/errors/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalQuery } from '../journal/query.ts';
import type { Expectation } from '../verification/expectation.ts';

/** Most milliseconds of real time that are waited for what has not arrived. */
const MOST_WAITED = 500;

/** What is looked for, of what arrived after an entry. */
export interface Awaited {
  readonly expect: Expectation;
  readonly after: number;
}

/**
 * Waits for entries that are expected and not there, half a second for all together. A client may be done before the server has noticed that
 * it left: a connection somebody cut, a handshake somebody refused, is noted when it is over.
 */
export async function settle(journal: Journal, all: readonly Awaited[]): Promise<void> {
  const until = monotonic() + MOST_WAITED;
  for (const { expect, after } of all) {
    for (const { query, count } of leastOf(expect)) {
      const timeout = Math.ceil(until - monotonic());
      if (timeout <= 0) return;
      try {
        await journal.waitFor(query, { count, timeout, after: Math.max(query.after ?? 0, after) });
      } catch (error) {
        // It did not come, which judging tells.
        if (!(error instanceof MockWuError)) throw error;
      }
    }
  }
}

function leastOf(expect: Expectation): readonly { readonly query: JournalQuery; readonly count: number }[] {
  if ('sequence' in expect) return expect.sequence.map((query) => ({ query, count: 1 }));
  const { query, count = 1 } = expect;
  const least = typeof count === 'number' ? count : (count.least ?? 0);
  return least === 0 ? [] : [{ query, count: least }];
}
