import type { Database } from './database.ts';
import type { ReportedState } from './events.ts';

/** The values of the Update Status Table ([MS-WSUSSS] §3.1.1); 0 is unknown, 1 not applicable. */
export type SummarizationState = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** What states drawn from reports are called between servers. */
export const summarizationStates: Readonly<Record<ReportedState, SummarizationState>> = {
  NotInstalled: 2,
  Downloaded: 3,
  Installed: 4,
  Failed: 5,
  InstalledPendingReboot: 6,
};

/** The state between servers of what a computer stopped reporting. */
export const NOT_APPLICABLE: SummarizationState = 1;

/** The state of one update on one computer. */
export interface DownstreamStatus {
  readonly updateId: string;
  readonly state: SummarizationState;
  /** Milliseconds since the epoch. */
  readonly lastChange: number;
}

/** How many computers of servers below are in one state for one update. */
export interface DownstreamStatusCount {
  readonly updateId: string;
  readonly state: SummarizationState;
  readonly computers: number;
}

/** The part of the Update Status Table that servers below report. */
export interface DownstreamStatuses {
  /** Forgets all states of a computer: they are about to come whole, and will go on to the server above whole. */
  clear(computerId: string): void;
  /** Notes a state, unless a later change is known. */
  put(computerId: string, status: DownstreamStatus, now: number): void;
  of(computerId: string): readonly DownstreamStatus[];
  countOf(computerId: string): number;
  /** Computers by update and state, of one server and those below it where one is named. */
  counts(updateIds: readonly string[], serverIds?: readonly string[]): readonly DownstreamStatusCount[];
}

export function createDownstreamStatuses(database: Database): DownstreamStatuses {
  const clear = database.prepare('DELETE FROM downstream_status WHERE computer_id = ?');
  const wholeAgain = database.prepare(
    'UPDATE rolled_up_computer SET status_until = NULL WHERE computer_id = ?',
  );
  const put = database.prepare(
    `INSERT INTO downstream_status VALUES (@computerId, @updateId, @state, @lastChange, @now)
     ON CONFLICT (computer_id, update_id) DO UPDATE SET state = @state, last_change = @lastChange, arrived_at = @now
     WHERE last_change <= @lastChange`,
  );
  const of = database.prepare<[string], DownstreamStatus>(
    `SELECT update_id AS updateId, state, last_change AS lastChange FROM downstream_status WHERE computer_id = ?
     ORDER BY update_id`,
  );
  const countOf = database
    .prepare<[string], number>('SELECT count(*) FROM downstream_status WHERE computer_id = ?')
    .pluck();
  // Lists come as JSON, so that one statement serves any number.
  const counts = database.prepare<[string, string | null, string | null], DownstreamStatusCount>(
    `SELECT s.update_id AS updateId, s.state, count(*) AS computers
     FROM downstream_status s JOIN downstream_computer c USING (computer_id)
     WHERE s.update_id IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR c.parent_server_id IN (SELECT value FROM json_each(?)))
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return {
    clear: (computerId) => {
      clear.run(computerId);
      wholeAgain.run(computerId);
    },
    put: (computerId, status, now) => {
      put.run({ computerId, ...status, now });
    },
    of: (computerId) => of.all(computerId),
    countOf: (computerId) => countOf.get(computerId) as number,
    counts: (updateIds, serverIds) => {
      const servers = serverIds === undefined ? null : JSON.stringify(serverIds);
      return counts.all(JSON.stringify(updateIds.map((id) => id.toLowerCase())), servers, servers);
    },
  };
}
