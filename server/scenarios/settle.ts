import { after as later } from '../../platform/timers.ts';
import type { JournalQuery } from '../journal/query.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { ExpectedCount } from '../verification/expectation.ts';
import type { Oracle } from './scenario.ts';

/** How long what the client did may take to be noted, all oracles together, in milliseconds of real time. */
const MOST_MILLISECONDS = 500;

/**
 * Waits until the entries the oracles want, above the number `from` tells, are noted, or some time has passed. A client knows that it hung up before the server does: a
 * handshake or a download that was broken off is noted a moment after the client is done.
 */
export async function settle(
  { journal }: Pick<Tenant, 'journal'>,
  oracles: readonly Oracle[],
  from: (oracle: Oracle) => number,
): Promise<void> {
  const patience = new AbortController();
  const timer = later(MOST_MILLISECONDS, () => patience.abort());
  for (const oracle of oracles) {
    const query = wanted(oracle);
    if (query === undefined) continue;
    const after = Math.max(query.after ?? 0, from(oracle));
    await journal.waitFor(query, { after, signal: patience.signal }).catch(() => undefined);
  }
  timer.stop();
}

/** The query of which at least one entry is wanted. */
function wanted(oracle: Oracle): JournalQuery | undefined {
  if (oracle.kind !== 'journal' || 'sequence' in oracle.expect) return undefined;
  const { query, count = { least: 1 } } = oracle.expect;
  return leastOf(count) > 0 ? query : undefined;
}

function leastOf(count: ExpectedCount): number {
  return typeof count === 'number' ? count : (count.least ?? 0);
}
