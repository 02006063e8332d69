import type {
  DownstreamServerRollupClientActivitySummary,
  DownstreamServerRollupClientSummary,
} from '../../../protocol/wsusss/roll-up-servers.ts';
import type { Database } from '../../store/database.ts';
import { type OperatingSystem, operatingSystemOf } from '../../store/downstream-activity.ts';

/** The computers of this server by what they run, and what they installed since the last roll-up. */
export interface OwnClients {
  readonly summaries: readonly DownstreamServerRollupClientSummary[];
  /** The last event that counts in them. */
  readonly lastEvent: number;
}

/** Events that end an installation well: as is, with a restart to come, of other kinds, after the restart. */
const SUCCESSES = [183, 184, 190, 191, 197, 199, 203];
/** Events that end one badly: failed, of other kinds, after the restart. */
const FAILURES = [182, 195, 198, 204];

const NUMBERS = [
  'OSMajorVersion',
  'OSMinorVersion',
  'OSBuildNumber',
  'OSServicePackMajorNumber',
  'OSServicePackMinorNumber',
  'SuiteMask',
  'OldProductType',
  'NewProductType',
  'SystemMetrics',
] as const satisfies readonly (keyof OperatingSystem)[];
const TEXTS = ['OSLocale', 'ProcessorArchitecture'] as const satisfies readonly (keyof OperatingSystem)[];

/** What computer `c` said it runs; zeros where it never registered. */
const OPERATING_SYSTEM = `json_object(${[
  ...NUMBERS.map((name) => `'${name}', ifnull(json_extract(c.info, '$.${name}'), 0)`),
  ...TEXTS.map((name) => `'${name}', ifnull(json_extract(c.info, '$.${name}'), '')`),
].join(', ')})`;

type ActivityRow = DownstreamServerRollupClientActivitySummary & { readonly kind: string };

const COUNTS = `SELECT ${OPERATING_SYSTEM} AS kind, count(*) AS count FROM computer c GROUP BY 1 ORDER BY 1`;
const ACTIVITY = `SELECT ${OPERATING_SYSTEM} AS kind, e.update_id AS UpdateId,
    ifnull(e.revision_number, 0) AS RevisionNumber,
    sum(e.event_id IN (${SUCCESSES.join()})) AS InstallSuccessCount,
    sum(e.event_id IN (${FAILURES.join()})) AS InstallFailureCount
  FROM event e JOIN computer c USING (computer_id)
  WHERE e.event_key > ? AND e.event_key <= ? AND e.update_id IS NOT NULL
    AND e.event_id IN (${[...SUCCESSES, ...FAILURES].join()})
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const LAST_EVENT = 'SELECT ifnull(max(event_key), ?) FROM event';

/** Counts the computers, and the installations told of in events after `since` (their key). */
export function readOwnClients(database: Database, since: number): OwnClients {
  const lastEvent = database.prepare<[number], number>(LAST_EVENT).pluck().get(since) as number;
  const counts = database.prepare<[], { readonly kind: string; readonly count: number }>(COUNTS).all();
  const activity = database.prepare<[number, number], ActivityRow>(ACTIVITY).all(since, lastEvent);
  const rowsOf = new Map<string, DownstreamServerRollupClientActivitySummary[]>();
  for (const { kind, ...row } of activity) {
    const rows = rowsOf.get(kind) ?? [];
    rows.push(row);
    rowsOf.set(kind, rows);
  }
  const summaries = counts.map(({ kind, count }) => ({
    ...operatingSystemOf(kind),
    Count: count,
    ActivitySummaries: rowsOf.get(kind) ?? [],
  }));
  return { summaries, lastEvent };
}
