import type { Database } from './database.ts';
import type { Settings } from './settings.ts';

/** One event a client reported, with its whole text as JSON in `raw`. */
export interface StoredEvent {
  readonly eventInstanceId: string;
  readonly computerId: string;
  readonly eventId: number;
  readonly namespaceId: number;
  readonly updateId: string | null;
  readonly revisionNumber: number | null;
  /** Signed 32 bits, as on the wire. */
  readonly win32HResult: number;
  readonly timeAtTarget: string;
  readonly receivedAt: number;
  readonly raw: string;
}

/** States a report can put an update into: the product's, less those that are the absence of a report. */
export type ReportedState = 'NotInstalled' | 'Downloaded' | 'Installed' | 'InstalledPendingReboot' | 'Failed';

/** State of an update on a computer, as far as its reports tell. */
export interface ComputerStatus {
  readonly updateId: string;
  readonly state: ReportedState;
}

/** Reported events and what follows from them. */
export interface Events {
  /** Keeps the event once; false when its instance id is known already. */
  add(event: StoredEvent): boolean;
  /** Events in the order they came, optionally of one computer. */
  list(computerId?: string): StoredEvent[];
  /** Replaces everything known of a computer's updates. */
  replaceStatus(computerId: string, rows: readonly ComputerStatus[], now: number): void;
  setStatus(computerId: string, row: ComputerStatus, now: number): void;
  status(computerId: string): ComputerStatus[];
  count(): number;
  /** Bytes of all events. */
  bytes(): number;
  /** Removes the oldest `count` events; returns how many went. */
  removeOldest(count: number): number;
}

const COLUMNS =
  'event_instance_id AS eventInstanceId, computer_id AS computerId, event_id AS eventId, namespace_id AS namespaceId, update_id AS updateId, revision_number AS revisionNumber, win32_hresult AS win32HResult, time_at_target AS timeAtTarget, received_at AS receivedAt, raw';

export function createEvents(database: Database, settings: Settings): Events {
  const add = database.prepare(
    `INSERT OR IGNORE INTO event (event_instance_id, computer_id, event_id, namespace_id, update_id, revision_number,
       win32_hresult, time_at_target, received_at, raw)
     VALUES (@eventInstanceId, @computerId, @eventId, @namespaceId, @updateId, @revisionNumber, @win32HResult,
       @timeAtTarget, @receivedAt, @raw)`,
  );
  const all = database.prepare<[], StoredEvent>(`SELECT ${COLUMNS} FROM event ORDER BY event_key`);
  const of = database.prepare<[string], StoredEvent>(
    `SELECT ${COLUMNS} FROM event WHERE computer_id = ? ORDER BY event_key`,
  );
  // Keys are given out in sequence and only the oldest events go, so the keys tell how many there are.
  const count = database
    .prepare<[], number>('SELECT ifnull(max(event_key) - min(event_key) + 1, 0) FROM event')
    .pluck();
  const oldest = 'event_key < (SELECT min(event_key) FROM event) + ?';
  const bytesOfOldest = database
    .prepare<[number], number>(`SELECT ifnull(sum(length(CAST(raw AS BLOB))), 0) FROM event WHERE ${oldest}`)
    .pluck();
  const removeOldest = database.prepare(`DELETE FROM event WHERE ${oldest}`);
  const clear = database.prepare('DELETE FROM computer_status WHERE computer_id = ? AND update_id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO computer_status VALUES (?, ?, ?, ?)');
  const status = database.prepare<[string], ComputerStatus>(
    'SELECT update_id AS updateId, state FROM computer_status WHERE computer_id = ? ORDER BY update_id',
  );
  const events: Events = {
    add: (event) => {
      const isNew = add.run(event).changes === 1;
      if (isNew) settings.next('event_bytes', Buffer.byteLength(event.raw));
      return isNew;
    },
    list: (computerId) => (computerId === undefined ? all.all() : of.all(computerId)),
    replaceStatus: (computerId, rows, now) => {
      // Most of what a computer reports is what it reported before, so only the differences are written.
      const before = new Map(events.status(computerId).map((row) => [row.updateId, row.state]));
      for (const [updateId, state] of new Map(rows.map((row) => [row.updateId, row.state]))) {
        if (before.get(updateId) !== state) events.setStatus(computerId, { updateId, state }, now);
        before.delete(updateId);
      }
      for (const updateId of before.keys()) clear.run(computerId, updateId);
    },
    setStatus: (computerId, { updateId, state }, now) => {
      put.run(computerId, updateId, state, now);
    },
    status: (computerId) => status.all(computerId),
    count: () => count.get() as number,
    bytes: () => settings.number('event_bytes'),
    removeOldest: (most) => {
      if (most <= 0) return 0;
      settings.next('event_bytes', -(bytesOfOldest.get(most) as number));
      return removeOldest.run(most).changes;
    },
  };
  return events;
}
