import { ticksOf } from '../../../protocol/soap/date-time.ts';
import type { Database } from '../../store/database.ts';

/** A computer of this server or of one below, as far as a roll-up tells of it. Moments are milliseconds, null for never. */
export interface KnownComputer {
  readonly computerId: string;
  /** The server below it gets updates from; null for this one. */
  readonly parentServerId: string | null;
  readonly lastSyncAt: number | null;
  readonly lastSyncResult: number;
  readonly lastRebootAt: number | null;
  readonly lastStatusAt: number | null;
  readonly lastInventoryAt: number | null;
  /** When the newest update it reported of had come to its server. */
  readonly effectiveLastDetection: number | null;
  /** Whether there is something to say of its updates. */
  readonly hasReported: boolean;
}

/** Rows read at a time; between two messages nothing of the store is held open. */
const PAGE = 500;
/** The event of a restart that ended. */
const REBOOTED = 202;
const TICKS_A_MILLISECOND = 10_000n;

/** A computer may have moved: where it asked for updates last is where it is. */
const OWN = `SELECT c.computer_id AS computerId, NULL AS parentServerId, c.last_sync_at AS lastSyncAt,
    c.last_sync_at IS NOT NULL AS lastSyncResult,
    (SELECT e.time_at_target FROM event e WHERE e.computer_id = c.computer_id AND e.event_id = ${REBOOTED}
     ORDER BY e.event_key DESC LIMIT 1) AS rebootText,
    NULL AS lastRebootAt, c.last_status_at AS lastStatusAt,
    (SELECT i.received_at FROM computer_inventory i WHERE i.computer_id = c.computer_id) AS lastInventoryAt,
    (SELECT max(r.arrived_at) FROM revision r WHERE r.arrived_at <= c.last_status_at) AS effectiveLastDetection,
    c.last_status_at IS NOT NULL OR EXISTS (SELECT 1 FROM computer_status s WHERE s.computer_id = c.computer_id)
      AS hasReported
  FROM computer c
  WHERE c.computer_id > @after AND NOT EXISTS (SELECT 1 FROM downstream_computer d
    WHERE d.computer_id = c.computer_id AND d.last_sync_at > ifnull(c.last_sync_at, c.first_seen))
  ORDER BY c.computer_id LIMIT ${PAGE}`;
const BELOW = `SELECT d.computer_id, d.parent_server_id, d.last_sync_at, d.last_sync_result, NULL, d.last_reboot_at,
    d.last_status_at, d.last_inventory_at, d.effective_last_detection, d.received_rollup > 0
  FROM downstream_computer d
  WHERE d.computer_id > @after AND NOT EXISTS (SELECT 1 FROM computer c
    WHERE d.computer_id = c.computer_id AND ifnull(d.last_sync_at, 0) <= ifnull(c.last_sync_at, c.first_seen))
  ORDER BY d.computer_id LIMIT ${PAGE}`;
const BOTH = `SELECT * FROM (${OWN}) UNION ALL SELECT * FROM (${BELOW}) ORDER BY computerId LIMIT ${PAGE}`;

type StoredRow = Omit<KnownComputer, 'hasReported'> & {
  readonly hasReported: 0 | 1;
  readonly rebootText: string | null;
};

/** Every computer of this server and of those below, by its id, a page at a time. */
export function* knownComputers(database: Database): Generator<KnownComputer> {
  const select = database.prepare<[{ readonly after: string }], StoredRow>(BOTH);
  let after = '';
  for (;;) {
    const rows = select.all({ after });
    for (const { rebootText, hasReported, ...row } of rows)
      yield {
        ...row,
        hasReported: hasReported === 1,
        lastRebootAt: row.lastRebootAt ?? momentOf(rebootText),
      };
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.computerId;
  }
}

function momentOf(text: string | null): number | null {
  const ticks = text === null ? undefined : ticksOf(text);
  return ticks === undefined ? null : Number(ticks / TICKS_A_MILLISECOND);
}
