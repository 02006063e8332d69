import type { Database } from '../../store/database.ts';
import {
  type DownstreamStatus,
  NOT_APPLICABLE,
  type SummarizationState,
  summarizationStates,
} from '../../store/downstream-statuses.ts';
import type { ReportedState } from '../../store/events.ts';
import type { KnownComputer } from './known-computers.ts';

/** The states of one computer's updates that the upstream server has not been told. */
export interface NewStatuses {
  readonly rows: readonly DownstreamStatus[];
  /** Updates the computer reported once and no longer does, as far as this roll-up tells. */
  readonly gone: readonly string[];
  /** When the last of the rows came; undefined without any. */
  readonly lastArrival: number | undefined;
}

/** Reads and settles what is to be told of updates on computers. */
export interface ComputerStatuses {
  /** States that came after `since`; all where it is null. */
  after(computer: KnownComputer, since: number | null): NewStatuses;
  /** Forgets what was gone: the upstream server knows. */
  settle(computerId: string, gone: readonly string[]): void;
}

interface ArrivedRow<State> {
  readonly updateId: string;
  readonly state: State;
  readonly lastChange: number;
  readonly arrivedAt: number;
}

export function createComputerStatuses(database: Database): ComputerStatuses {
  const own = database.prepare<[string, number], ArrivedRow<ReportedState>>(
    `SELECT update_id AS updateId, state, last_change AS lastChange, last_change AS arrivedAt
     FROM computer_status WHERE computer_id = ? AND last_change > ? ORDER BY update_id`,
  );
  const below = database.prepare<[string, number], ArrivedRow<SummarizationState>>(
    `SELECT update_id AS updateId, state, last_change AS lastChange, arrived_at AS arrivedAt
     FROM downstream_status WHERE computer_id = ? AND arrived_at > ? ORDER BY update_id`,
  );
  const gone = database
    .prepare<[string], string>('SELECT update_id FROM gone_status WHERE computer_id = ? ORDER BY update_id')
    .pluck();
  const isBack = database
    .prepare<[string, string]>('SELECT 1 FROM computer_status WHERE computer_id = ? AND update_id = ?')
    .pluck();
  const settle = database.prepare('DELETE FROM gone_status WHERE computer_id = ? AND update_id = ?');
  return {
    after: ({ computerId, parentServerId, lastStatusAt }, since) => {
      const from = since ?? Number.NEGATIVE_INFINITY;
      const rows =
        parentServerId === null
          ? own.all(computerId, from).map((row) => ({ ...row, state: summarizationStates[row.state] }))
          : below.all(computerId, from);
      const missing = parentServerId === null ? (gone.all(computerId) as string[]) : [];
      // A snapshot that leaves an update out says that it is not applicable.
      const vanished = (since === null ? [] : missing)
        .filter((updateId) => isBack.get(computerId, updateId) === undefined)
        .map((updateId) => ({ updateId, state: NOT_APPLICABLE, lastChange: lastStatusAt ?? 0 }));
      return {
        rows: [
          ...rows.map(({ updateId, state, lastChange }) => ({ updateId, state, lastChange })),
          ...vanished,
        ],
        gone: missing,
        lastArrival: rows.reduce<number | undefined>(
          (last, { arrivedAt }) => Math.max(last ?? arrivedAt, arrivedAt),
          undefined,
        ),
      };
    },
    settle: (computerId, updateIds) => {
      for (const updateId of updateIds) settle.run(computerId, updateId);
    },
  };
}
