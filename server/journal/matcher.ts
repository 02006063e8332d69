import { checkQuery } from './check-query.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import type { JournalEntry } from './entry.ts';
import type { KnownUpdates } from './known-updates.ts';
import type { JournalQuery } from './query.ts';

/** A query that can be asked of entries and say why one is not meant. */
export interface Matcher {
  /** The query in words. */
  readonly description: string;
  matches(entry: JournalEntry): boolean;
  /** Each condition that does not hold, with what there is instead; empty for an entry that is meant. */
  misses(entry: JournalEntry): readonly string[];
  /** How much of the query holds; the entry with most of it is the nearest miss. */
  nearness(entry: JournalEntry): number;
}

/** Makes a matcher of a query. Throws as `conditionsOf`. */
export function createMatcher(query: JournalQuery, known: KnownUpdates): Matcher {
  checkQuery(query);
  const conditions = conditionsOf(query, known);
  const failing = (entry: JournalEntry): readonly Condition[] =>
    conditions.filter((condition) => !condition.holds(entry));
  return {
    description: conditions.map(({ expected }) => expected).join(', ') || 'anything',
    matches: (entry) => conditions.every((condition) => condition.holds(entry)),
    misses: (entry) =>
      failing(entry).map((condition) => `expected ${condition.expected}, found ${condition.found(entry)}`),
    nearness: (entry) => {
      const kept = conditions.filter((condition) => condition.holds(entry));
      return kept.reduce((sum, { weight }) => sum + weight, 0);
    },
  };
}
