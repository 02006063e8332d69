import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { JournalQuery } from '../../journal/query.ts';
import type { ExpectedCount } from '../../verification/expectation.ts';
import type { Oracle } from '../scenario.ts';

/** Oracles over calls, in as many words as they need. */

/** An answered call. */
export function answered(operation: string): JournalQuery {
  return { operation, outcome: 'ok' };
}

/** So many entries came, one at least when left out. */
export function came(why: string, query: JournalQuery, count?: ExpectedCount): Oracle {
  return { kind: 'journal', why, expect: { query, ...(count !== undefined && { count }) } };
}

/** None came. */
export function never(why: string, query: JournalQuery): Oracle {
  return came(why, query, 0);
}

/** They came in this order, others in between or not. */
export function inOrder(why: string, ...sequence: readonly JournalQuery[]): Oracle {
  return { kind: 'journal', why, expect: { sequence: [...sequence] } };
}

/** What happened is told, and nothing follows from it. */
export function observed(why: string, query: JournalQuery): Oracle {
  return { kind: 'observe', why, expect: { query }, yes: 'It did.', no: 'It did not.' };
}

/** How the client says it ended; with codes one of them. */
export function ends(why: string, isGood: boolean, ...codes: readonly HresultName[]): Oracle {
  return { kind: 'end', why, isGood, ...(codes.length > 0 && { codes }) };
}

/** Without it a scenario says nothing. */
export const struck: Oracle = came('the strike was met, or the scenario says nothing', { injected: true });
