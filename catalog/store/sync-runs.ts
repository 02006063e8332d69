import type { Database } from './database.ts';

/** How a synchronisation ended. */
export type SyncResult = 'succeeded' | 'completed with errors' | 'failed' | 'cancelled' | 'interrupted';

/** One synchronisation with an upstream server. Moments are milliseconds since the epoch. */
export interface SyncRun {
  readonly runId: number;
  readonly url: string;
  /** `manual` or `schedule`. */
  readonly initiatedBy: string;
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt: number | null;
  /** When it last showed that it is alive. */
  readonly seenAt: number;
  readonly processId: number;
  /** Whether it was asked to stop. */
  readonly isCancelled: boolean;
  readonly result: SyncResult | null;
  /** What it did, as JSON. */
  readonly report: string | null;
}

/** The Synchronization History Table of [MS-WSUSSS] §3.1.1, the run under way included. */
export interface SyncRuns {
  /** Begins a run; returns its id. */
  begin(url: string, initiatedBy: string, processId: number, now: number): number;
  /** Shows that a run is alive; tells whether it was asked to stop. */
  heartbeat(runId: number, now: number): boolean;
  end(runId: number, result: SyncResult, report: string, now: number): void;
  /** The run under way, where there is one. */
  running(): SyncRun | undefined;
  find(runId: number): SyncRun | undefined;
  cancel(runId: number): void;
  /** The newest `most` runs, newest first. */
  history(most: number): SyncRun[];
  /** When the last one ended well, of whatever upstream server. */
  lastSuccess(): number | undefined;
  /** Forgets what began before `moment`. */
  forgetBefore(moment: number): void;
}

const COLUMNS = `run_id AS runId, url, initiated_by AS initiatedBy, started_at AS startedAt, ended_at AS endedAt,
  seen_at AS seenAt, process_id AS processId, is_cancelled AS isCancelled, result, report`;

type StoredRow = Omit<SyncRun, 'isCancelled'> & { readonly isCancelled: 0 | 1 };

export function createSyncRuns(database: Database): SyncRuns {
  const begin = database.prepare(
    `INSERT INTO sync_run (url, initiated_by, started_at, seen_at, process_id) VALUES (@url, @by, @now, @now, @pid)`,
  );
  const heartbeat = database
    .prepare<[number, number], 0 | 1>(
      'UPDATE sync_run SET seen_at = ? WHERE run_id = ? RETURNING is_cancelled',
    )
    .pluck();
  const end = database.prepare(
    'UPDATE sync_run SET ended_at = ?, result = ?, report = ? WHERE run_id = ? AND ended_at IS NULL',
  );
  const running = database.prepare<[], StoredRow>(
    `SELECT ${COLUMNS} FROM sync_run WHERE ended_at IS NULL ORDER BY run_id DESC LIMIT 1`,
  );
  const find = database.prepare<[number], StoredRow>(`SELECT ${COLUMNS} FROM sync_run WHERE run_id = ?`);
  const cancel = database.prepare('UPDATE sync_run SET is_cancelled = 1 WHERE run_id = ?');
  const history = database.prepare<[number], StoredRow>(
    `SELECT ${COLUMNS} FROM sync_run ORDER BY run_id DESC LIMIT ?`,
  );
  const lastSuccess = database
    .prepare<[], number | null>(
      `SELECT max(ended_at) FROM sync_run WHERE result IN ('succeeded', 'completed with errors')`,
    )
    .pluck();
  const forget = database.prepare('DELETE FROM sync_run WHERE started_at < ? AND ended_at IS NOT NULL');
  const read = (row: StoredRow): SyncRun => ({ ...row, isCancelled: row.isCancelled === 1 });
  return {
    begin: (url, by, pid, now) => Number(begin.run({ url, by, pid, now }).lastInsertRowid),
    heartbeat: (runId, now) => heartbeat.get(now, runId) === 1,
    end: (runId, result, report, now) => {
      end.run(now, result, report, runId);
    },
    running: () => {
      const row = running.get();
      return row && read(row);
    },
    find: (runId) => {
      const row = find.get(runId);
      return row && read(row);
    },
    cancel: (runId) => {
      cancel.run(runId);
    },
    history: (most) => history.all(most).map(read),
    lastSuccess: () => lastSuccess.get() ?? undefined,
    forgetBefore: (moment) => {
      forget.run(moment);
    },
  };
}
