import type { CallEntry, JournalEntry } from './entry.ts';
import type { KnownUpdates } from './known-updates.ts';

/** A request for a file whose origin is looked for. */
export interface Sought {
  /** Upper-case hex. */
  readonly sha1: string;
  /** Number of the request. */
  readonly sequence: number;
  readonly address: string;
}

/** Entries looked through before a request for a file: a scan is some dozens before its downloads. */
const MOST_LOOKED_AT = 5_000;

/** Operations that tell where files are. */
const TELLING = new Set(['GetExtendedUpdateInfo', 'GetExtendedUpdateInfo2', 'GetFileLocations']);

/**
 * Numbers of the calls that led to a request for a file, oldest first: the SyncUpdates calls of the scan, and the call
 * that told where the file is. Content is asked for without cookie, so it is the last client of the same address that was told of the
 * file, or the last of any address where a cache or a peer fetches for others.
 */
export function leadingCalls(
  { sha1, sequence, address }: Sought,
  first: number,
  at: (sequence: number) => JournalEntry | undefined,
  known: KnownUpdates,
): readonly number[] {
  const from = Math.max(first, sequence - MOST_LOOKED_AT);
  let elsewhere: CallEntry | undefined;
  let told: CallEntry | undefined;
  for (let number = sequence - 1; number >= from && told === undefined; number--) {
    const entry = at(number);
    if (entry?.kind !== 'call' || !TELLING.has(entry.operation) || entry.fault !== undefined) continue;
    if (entry.connection?.remoteAddress !== address && elsewhere !== undefined) continue;
    if (!known.filesTold(entry).includes(sha1)) continue;
    if (entry.connection?.remoteAddress === address) told = entry;
    else elsewhere = entry;
  }
  const telling = told ?? elsewhere;
  return telling === undefined ? [] : [...scanBefore(telling, from, at), telling.sequence];
}

/** The SyncUpdates calls of the scan before `telling`: those of its client back to where the session began. */
function scanBefore(
  telling: CallEntry,
  from: number,
  at: (sequence: number) => JournalEntry | undefined,
): readonly number[] {
  const scan: number[] = [];
  for (let number = telling.sequence - 1; number >= from; number--) {
    const entry = at(number);
    if (entry?.kind !== 'call' || entry.computerId !== telling.computerId) continue;
    if (entry.operation === 'SyncUpdates') scan.unshift(number);
    else if (scan.length > 0 && !TELLING.has(entry.operation)) break;
  }
  return scan;
}
