import type { JournalEntry } from './entry.ts';
import type { Matcher } from './matcher.ts';

/** Most conditions of a miss that are told. */
const MOST_TOLD = 8;

/** An entry in one line: `#12 SyncUpdates by e1da06a3… (fault CookieExpired)`. */
export function describeEntry(entry: JournalEntry): string {
  const who = entry.kind === 'tls' || entry.computerId === undefined ? '' : ` by ${entry.computerId}`;
  return `#${entry.sequence} ${whatOf(entry)}${who} (${endOf(entry)})`;
}

function whatOf(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'call':
      return entry.operation === '' ? `a call of ${entry.service} that could not be read` : entry.operation;
    case 'tls':
      return `TLS handshake for ${entry.connection?.tls?.serverName ?? 'no name'}`;
    case 'content':
      return `${entry.request?.method} ${entry.file.name ?? entry.request?.url}`;
    case 'http':
      return `${entry.request?.method} ${entry.request?.url}`;
  }
}

function endOf(entry: JournalEntry): string {
  const injected = entry.injected === undefined ? '' : `, injected by ${entry.injected[0]?.rule}`;
  if (entry.kind === 'tls') {
    const { failure } = entry;
    return `${failure === undefined ? 'completed' : (failure.alert ?? failure.message)}${injected}`;
  }
  if (entry.kind === 'call' && entry.fault !== undefined) return `fault ${entry.fault.code}${injected}`;
  return `${entry.outcome === 'aborted' ? 'aborted, ' : ''}${entry.response?.status}${injected}`;
}

/** The entry that came nearest to what was asked for, and what it lacks. */
export function nearestMiss(matcher: Matcher, entries: Iterable<JournalEntry>): string {
  let nearest: JournalEntry | undefined;
  let most = -1;
  let count = 0;
  for (const entry of entries) {
    count += 1;
    if (matcher.matches(entry)) continue;
    const nearness = matcher.nearness(entry);
    if (nearness >= most) {
      most = nearness;
      nearest = entry;
    }
  }
  if (count === 0) return 'Nothing has arrived.';
  if (nearest === undefined) return `All ${count} entries are meant.`;
  const misses = matcher.misses(nearest).slice(0, MOST_TOLD);
  return `Nearest is ${describeEntry(nearest)}: ${misses.join('; ')}.`;
}
