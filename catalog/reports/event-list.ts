import { isoMoment } from '../../platform/clock.ts';
import { hresultNameOf, hresultTextOf } from '../../protocol/hresult/hresults.ts';
import type { Database } from '../store/database.ts';

/** An event of a computer as programs are told of it. */
export interface ListedEvent {
  /** Counts events in the order they came; a list goes on behind it. */
  readonly sequence: number;
  readonly eventInstanceId: string;
  readonly computerId: string;
  readonly eventId: number;
  readonly namespaceId: number;
  readonly updateId: string | null;
  readonly revisionNumber: number | null;
  /** Absent where no update is named, or one that is not here. */
  readonly title: string | null;
  /** Such as `0x80240017`. */
  readonly hresult: string;
  /** Its name in the SDK, where it is one that clients of Windows Update end with. */
  readonly hresultName: string | null;
  /** As the computer said it. */
  readonly timeAtTarget: string;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** An event with everything the computer said in it. */
export interface WholeEvent extends ListedEvent {
  readonly content: Readonly<Record<string, unknown>>;
}

/** Which events to list; what is said must all hold. */
export interface EventQuery {
  readonly computerId?: string;
  readonly eventIds?: readonly number[];
  readonly updateId?: string;
  /** 32 bits, signed as they are stored. */
  readonly hresult?: number;
  readonly order: 'newest' | 'oldest';
  /** The list goes on behind this sequence. */
  readonly after?: number;
  readonly limit: number;
}

/** Some events, and behind which one the list goes on; null where there is nothing more for now. */
export interface EventPage {
  readonly events: readonly ListedEvent[];
  readonly next: number | null;
}

interface Row extends Omit<ListedEvent, 'hresult' | 'hresultName' | 'receivedAt'> {
  readonly win32HResult: number;
  readonly receivedAt: number;
}

const COLUMNS = `e.event_key AS sequence, e.event_instance_id AS eventInstanceId, e.computer_id AS computerId,
  e.event_id AS eventId, e.namespace_id AS namespaceId, e.update_id AS updateId, e.revision_number AS revisionNumber,
  (SELECT r.title FROM update_identity u JOIN revision r USING (update_key) WHERE u.update_id = e.update_id
   ORDER BY r.revision_number DESC LIMIT 1) AS title,
  e.win32_hresult AS win32HResult, e.time_at_target AS timeAtTarget, e.received_at AS receivedAt`;

/** Lists events of the catalogue. */
export function listEvents(database: Database, query: EventQuery): EventPage {
  const isNewestFirst = query.order === 'newest';
  const conditions = conditionsOf(query, isNewestFirst);
  const where = ['1', ...conditions.map(({ sql }) => sql)].join(' AND ');
  const direction = isNewestFirst ? 'DESC' : 'ASC';
  const select = database.prepare(
    `SELECT ${COLUMNS} FROM event e WHERE ${where} ORDER BY e.event_key ${direction} LIMIT ?`,
  );
  // One more than asked for tells whether there are more.
  const rows = select.all(...conditions.map(({ value }) => value), query.limit + 1) as Row[];
  const page = rows.slice(0, query.limit);
  return {
    events: page.map(listed),
    next: rows.length > page.length ? (page.at(-1)?.sequence ?? null) : null,
  };
}

/** One event with everything in it; undefined where there is none of that sequence. */
export function findEvent(database: Database, sequence: number): WholeEvent | undefined {
  const row = database
    .prepare<[number], Row & { readonly raw: string }>(
      `SELECT ${COLUMNS}, e.raw FROM event e WHERE e.event_key = ?`,
    )
    .get(sequence);
  if (row === undefined) return undefined;
  const { raw, ...rest } = row;
  return { ...listed(rest), content: JSON.parse(raw) as WholeEvent['content'] };
}

interface Condition {
  readonly sql: string;
  readonly value: number | string;
}

function conditionsOf(query: EventQuery, isNewestFirst: boolean): readonly Condition[] {
  const { computerId, eventIds, updateId, hresult, after } = query;
  const all: readonly (Condition | undefined)[] = [
    given(computerId, 'e.computer_id = ?'),
    given(eventIds && JSON.stringify(eventIds), 'e.event_id IN (SELECT value FROM json_each(?))'),
    given(updateId, 'e.update_id = ?'),
    given(hresult, 'e.win32_hresult = ?'),
    given(after, isNewestFirst ? 'e.event_key < ?' : 'e.event_key > ?'),
  ];
  return all.filter((one) => one !== undefined);
}

function given(value: number | string | undefined, sql: string): Condition | undefined {
  return value === undefined ? undefined : { sql, value };
}

function listed({ win32HResult, receivedAt, ...row }: Row): ListedEvent {
  return {
    ...row,
    hresult: hresultTextOf(win32HResult),
    hresultName: hresultNameOf(win32HResult) ?? null,
    receivedAt: isoMoment(receivedAt),
  };
}

/** Whether a computer of that id reported something that is still here. */
export function hasEventsOf(database: Database, computerId: string): boolean {
  return database.prepare('SELECT 1 FROM event WHERE computer_id = ? LIMIT 1').get(computerId) !== undefined;
}
