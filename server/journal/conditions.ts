import { fail } from '../../platform/errors/index.ts';
import { describeHresult, hresultOf } from '../../protocol/hresult/hresults.ts';
import { withoutPort } from '../host-name.ts';
import type { JournalEntry } from './entry.ts';
import type { CallFlag } from './flags.ts';
import type { KnownUpdates } from './known-updates.ts';
import { describeFound, describePredicate, holds, isLike, valuesAt } from './predicate.ts';
import type { JournalQuery, ReportedEvent } from './query.ts';
import { describeEvent, eventsOf, type ReportedFacts } from './reported-events.ts';

/** One thing a query asks of an entry. */
export interface Condition {
  /** What is asked, in words: `operation SyncUpdates`. */
  readonly expected: string;
  /** How much it says of what somebody means: of two entries that miss one each, that which keeps the weightier is nearer. */
  readonly weight: number;
  holds(entry: JournalEntry): boolean;
  /** What the entry has instead, in words. */
  found(entry: JournalEntry): string;
}

/**
 * The conditions of a query, the cheapest first. Throws MockWuError for an update nobody knows or that is
 * ambiguous, and JOURNAL_QUERY_INVALID for a text that is no HRESULT.
 */
export function conditionsOf(query: JournalQuery, known: KnownUpdates): readonly Condition[] {
  return [...plainConditions(query), ...knowingConditions(query, known)];
}

function plainConditions(query: JournalQuery): readonly Condition[] {
  const { kind, service, operation, fault, outcome, method, status, address, host, path, after, before } =
    query;
  return [
    ...numbered('after', after, (entry, bound) => entry.sequence > bound),
    ...numbered('before', before, (entry, bound) => entry.sequence < bound),
    ...valued('kind', kind, (entry) => entry.kind, 8),
    ...valued('operation', operation, (entry) => (entry.kind === 'call' ? entry.operation : undefined), 6),
    ...valued('service', service, (entry) => (entry.kind === 'call' ? entry.service : undefined), 3),
    ...valued('fault', fault, (entry) => (entry.kind === 'call' ? entry.fault?.code : undefined), 2),
    ...valued('outcome', outcome, (entry) => entry.outcome, 2),
    ...valued('method', method, (entry) => requestOf(entry)?.method, 1),
    ...valued('status', status, (entry) => (entry.kind === 'tls' ? undefined : entry.response?.status), 2),
    ...valued('address', address, (entry) => entry.connection?.remoteAddress, 1),
    ...liked('host', host, hostOf, 2),
    ...liked('path', path, (entry) => requestOf(entry)?.url.split('?')[0], 4),
  ];
}

function knowingConditions(query: JournalQuery, known: KnownUpdates): readonly Condition[] {
  const { client, file, update, injected, reported, flag, where } = query;
  return [
    ...(flag === undefined ? [] : [flagCondition(flag)]),
    ...(injected === undefined ? [] : [injectedCondition(injected)]),
    ...(client === undefined ? [] : [clientCondition(client, known)]),
    ...(file === undefined ? [] : [fileCondition(file)]),
    ...(update === undefined ? [] : [updateCondition(update, known)]),
    ...(reported === undefined ? [] : [reportedCondition(reported, known)]),
    ...Object.entries(where ?? {}).map(([at, predicate]) => ({
      expected: `${at} ${describePredicate(predicate)}`,
      weight: 2,
      holds: (entry: JournalEntry) => holds(predicate, valuesAt(entry, at)),
      found: (entry: JournalEntry) => `${at}: ${describeFound(valuesAt(entry, at))}`,
    })),
  ];
}

function requestOf(entry: JournalEntry) {
  return entry.kind === 'tls' ? undefined : entry.request;
}

function hostOf(entry: JournalEntry): string | undefined {
  if (entry.kind === 'tls') return entry.connection?.tls?.serverName;
  return entry.request && withoutPort(entry.request.host);
}

function numbered(
  name: string,
  bound: number | undefined,
  test: (entry: JournalEntry, bound: number) => boolean,
): readonly Condition[] {
  if (bound === undefined) return [];
  return [
    {
      expected: `${name} ${bound}`,
      weight: 0,
      holds: (entry) => test(entry, bound),
      found: ({ sequence }) => `it is number ${sequence}`,
    },
  ];
}

function valued(
  name: string,
  wanted: string | number | readonly (string | number)[] | undefined,
  read: (entry: JournalEntry) => string | number | undefined,
  weight: number,
): readonly Condition[] {
  if (wanted === undefined) return [];
  const among = [wanted].flat().map((one) => String(one).toLowerCase());
  return [
    {
      expected: `${name} ${[wanted].flat().join(' or ')}`,
      weight,
      holds: (entry) => among.includes(String(read(entry) ?? '').toLowerCase()),
      found: (entry) => `${name} ${read(entry) ?? 'none'}`,
    },
  ];
}

function liked(
  name: string,
  wanted: string | undefined,
  read: (entry: JournalEntry) => string | undefined,
  weight: number,
): readonly Condition[] {
  if (wanted === undefined) return [];
  return [
    {
      expected: `${name} ${wanted}`,
      weight,
      holds: (entry) => isLike(read(entry) ?? '', wanted),
      found: (entry) => `${name} ${read(entry) ?? 'none'}`,
    },
  ];
}

function flagCondition(wanted: CallFlag): Condition {
  const flags = (entry: JournalEntry) => (entry.kind === 'call' ? entry.flags : []);
  return {
    expected: `flag ${wanted}`,
    weight: 5,
    holds: (entry) => flags(entry).includes(wanted),
    found: (entry) => `flags: ${flags(entry).join(', ') || 'none'}`,
  };
}

function injectedCondition(wanted: boolean | string): Condition {
  const rules = (entry: JournalEntry) => (entry.injected ?? []).map(({ rule }) => rule);
  return {
    expected: typeof wanted === 'string' ? `injected by ${wanted}` : wanted ? 'injected' : 'not injected',
    weight: 2,
    holds: (entry) =>
      typeof wanted === 'string' ? rules(entry).includes(wanted) : rules(entry).length > 0 === wanted,
    found: (entry) =>
      rules(entry).length === 0 ? 'nothing was injected' : `injected by ${rules(entry).join()}`,
  };
}

function clientCondition(wanted: string, known: KnownUpdates): Condition {
  const idOf = (entry: JournalEntry) => (entry.kind === 'tls' ? undefined : entry.computerId);
  const named = (id: string) => known.dnsName(id) ?? '';
  return {
    expected: `client ${wanted}`,
    weight: 3,
    holds: (entry) => {
      const id = idOf(entry);
      return id !== undefined && (isLike(id, wanted) || isLike(named(id), wanted));
    },
    found: (entry) => {
      const id = idOf(entry);
      return id === undefined ? 'no client is known for it' : `client ${id} ${named(id)}`.trim();
    },
  };
}

function fileCondition(wanted: string): Condition {
  const namesOf = (entry: JournalEntry) =>
    entry.kind === 'content' ? [entry.file.sha1 ?? '', entry.file.name ?? ''] : [];
  return {
    expected: `file ${wanted}`,
    weight: 5,
    holds: (entry) => namesOf(entry).some((name) => isLike(name, wanted)),
    found: (entry) => `file ${namesOf(entry).filter(Boolean).reverse().join(', ') || 'none'}`,
  };
}

function updateCondition(wanted: string, known: KnownUpdates): Condition {
  const updateId = known.require(wanted).toLowerCase();
  return {
    expected: `update ${wanted}`,
    weight: 4,
    holds: (entry) => known.of(entry).includes(updateId),
    found: (entry) => {
      const all = [...new Set(known.of(entry))];
      return all.length === 0 ? 'it is about no update' : `it is about ${describeFound(all)}`;
    },
  };
}

function reportedCondition(wanted: ReportedEvent, known: KnownUpdates): Condition {
  const updateId = wanted.update === undefined ? undefined : known.require(wanted.update).toLowerCase();
  const hresult = wanted.hresult === undefined ? undefined : requireHresult(wanted.hresult);
  const isWanted = (event: ReportedFacts) =>
    (wanted.eventId === undefined || event.eventId === wanted.eventId) &&
    (hresult === undefined || event.hresult === hresult) &&
    (updateId === undefined || event.updateId === updateId) &&
    (wanted.revisionNumber === undefined || event.revisionNumber === wanted.revisionNumber);
  const nearness = (event: ReportedFacts) =>
    Number(event.eventId === wanted.eventId) * 2 +
    Number(event.updateId === updateId) * 2 +
    Number(event.hresult === hresult);
  const parts = [
    `event ${wanted.eventId ?? 'of any id'}`,
    ...(hresult === undefined ? [] : [`with ${describeHresult(hresult)}`]),
    ...(wanted.update === undefined ? [] : [`for ${wanted.update}`]),
    ...(wanted.revisionNumber === undefined ? [] : [`revision ${wanted.revisionNumber}`]),
  ];
  return {
    expected: `reported ${parts.join(' ')}`,
    weight: 5,
    holds: (entry) => eventsOf(entry).some(isWanted),
    found: (entry) => {
      const events = [...eventsOf(entry)].sort((a, b) => nearness(b) - nearness(a));
      return events[0] === undefined ? 'it reports no event' : `it reports ${describeEvent(events[0])}`;
    },
  };
}

function requireHresult(text: string): number {
  const code = hresultOf(text);
  if (code === undefined)
    fail('JOURNAL_QUERY_INVALID', {
      problem: `reported.hresult: "${text}" is no HRESULT`,
      repair: 'Write it as 0x80246007, or by its name.',
    });
  return code;
}
