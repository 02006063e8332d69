import type { Database } from '../store/database.ts';

/** An event of a computer as a list shows it. */
export interface RecentEvent {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly eventId: number;
  readonly updateId: string | null;
  /** Absent where no update is named, or one that is not here. */
  readonly title: string | null;
  /** Signed 32 bits, as on the wire. */
  readonly win32HResult: number;
}

/** Finds the last `count` events of a computer, the last one first. */
export function createRecentEvents(
  database: Database,
): (computerId: string, count: number) => readonly RecentEvent[] {
  const select = database.prepare<[string, number], RecentEvent>(
    `SELECT e.received_at AS receivedAt, e.event_id AS eventId, e.update_id AS updateId,
       (SELECT r.title FROM update_identity u JOIN revision r USING (update_key) WHERE u.update_id = e.update_id
        ORDER BY r.revision_number DESC LIMIT 1) AS title, e.win32_hresult AS win32HResult
     FROM event e WHERE e.computer_id = ? ORDER BY e.event_key DESC LIMIT ?`,
  );
  return (computerId, count) => select.all(computerId, count);
}
