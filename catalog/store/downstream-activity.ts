import type {
  DownstreamServerRollupClientActivitySummary,
  DownstreamServerRollupClientSummary,
} from '../../protocol/wsusss/roll-up-servers.ts';
import type { Database } from './database.ts';

/** What tells one kind of Windows from another: the operating system version elements of [MS-WSUSSS] §3.1.1. */
export type OperatingSystem = Omit<DownstreamServerRollupClientSummary, 'Count' | 'ActivitySummaries'>;

/** The Client computer activity summary table of [MS-WSUSSS] §3.1.1, with how many computers of each kind there are. */
export interface DownstreamActivity {
  /** Forgets how many computers a server has; what they installed stays. */
  clearCounts(serverId: string): void;
  /** Adds what was installed, and takes the number of computers over. */
  add(serverId: string, summary: DownstreamServerRollupClientSummary): void;
  of(serverId: string): readonly DownstreamServerRollupClientSummary[];
  /** Takes off what the upstream server has been told. What came since stays. */
  handOn(serverId: string, summary: DownstreamServerRollupClientSummary): void;
  /** Kinds and installations kept of one server. */
  size(serverId: string): number;
}

/** xs:int ends here: what was counted must fit when it is handed on. */
const MOST_INSTALLATIONS = 0x7fffffff;

type ActivityRow = DownstreamServerRollupClientActivitySummary & { readonly operatingSystem: string };

export function createDownstreamActivity(database: Database): DownstreamActivity {
  const clear = database.prepare('DELETE FROM downstream_clients WHERE server_id = ?');
  const count = database.prepare(
    `INSERT INTO downstream_clients VALUES (@serverId, @operatingSystem, @count)
     ON CONFLICT (server_id, operating_system) DO UPDATE SET count = @count`,
  );
  const install = database.prepare(
    `INSERT INTO downstream_activity VALUES (@serverId, @operatingSystem, @updateId, @revision, @successes, @failures)
     ON CONFLICT (server_id, operating_system, update_id, revision_number) DO UPDATE SET
       successes = min(successes + @successes, ${MOST_INSTALLATIONS}),
       failures = min(failures + @failures, ${MOST_INSTALLATIONS})`,
  );
  const take = database.prepare(
    `UPDATE downstream_activity SET successes = successes - @successes, failures = failures - @failures
     WHERE server_id = @serverId AND operating_system = @operatingSystem AND update_id = @updateId
       AND revision_number = @revision`,
  );
  const settle = database.prepare(
    `DELETE FROM downstream_activity WHERE server_id = ? AND operating_system = ? AND successes <= 0 AND failures <= 0`,
  );
  const kinds = database
    .prepare<[string], [string, number]>(
      'SELECT operating_system, count FROM downstream_clients WHERE server_id = ? ORDER BY operating_system',
    )
    .raw();
  const activity = database.prepare<[string], ActivityRow>(
    `SELECT operating_system AS operatingSystem, update_id AS UpdateId, revision_number AS RevisionNumber,
       successes AS InstallSuccessCount, failures AS InstallFailureCount
     FROM downstream_activity WHERE server_id = ? ORDER BY operating_system, update_id, revision_number`,
  );
  const size = database
    .prepare<[string, string], number>(
      `SELECT (SELECT count(*) FROM downstream_clients WHERE server_id = ?)
         + (SELECT count(*) FROM downstream_activity WHERE server_id = ?)`,
    )
    .pluck();
  return {
    clearCounts: (serverId) => {
      clear.run(serverId);
    },
    add: (serverId, summary) => {
      count.run({ serverId, operatingSystem: keyOf(summary), count: summary.Count });
      for (const row of rowsOf(serverId, summary)) install.run(row);
    },
    handOn: (serverId, summary) => {
      for (const row of rowsOf(serverId, summary)) take.run(row);
      settle.run(serverId, keyOf(summary));
    },
    of: (serverId) => summariesOf(kinds.all(serverId) as [string, number][], activity.all(serverId)),
    size: (serverId) => size.get(serverId, serverId) as number,
  };
}

function rowsOf(serverId: string, summary: DownstreamServerRollupClientSummary): readonly object[] {
  const operatingSystem = keyOf(summary);
  return (summary.ActivitySummaries ?? []).map((row) => ({
    serverId,
    operatingSystem,
    updateId: row.UpdateId.toLowerCase(),
    revision: row.RevisionNumber,
    successes: row.InstallSuccessCount,
    failures: row.InstallFailureCount,
  }));
}

function summariesOf(
  kinds: readonly (readonly [string, number])[],
  activity: readonly ActivityRow[],
): readonly DownstreamServerRollupClientSummary[] {
  const found = new Map<string, { count: number; rows: DownstreamServerRollupClientActivitySummary[] }>(
    kinds.map(([kind, count]) => [kind, { count, rows: [] }]),
  );
  for (const { operatingSystem, ...row } of activity) {
    // What a server no longer has computers of was still installed there.
    const kind = found.get(operatingSystem) ?? { count: 0, rows: [] };
    kind.rows.push(row);
    found.set(operatingSystem, kind);
  }
  return [...found].map(([kind, { count, rows }]) => ({
    ...operatingSystemOf(kind),
    Count: count,
    ActivitySummaries: rows,
  }));
}

/** The version elements as the store keeps them: JSON, in one order. */
function keyOf(summary: OperatingSystem): string {
  return JSON.stringify({
    OSMajorVersion: summary.OSMajorVersion,
    OSMinorVersion: summary.OSMinorVersion,
    OSBuildNumber: summary.OSBuildNumber,
    OSServicePackMajorNumber: summary.OSServicePackMajorNumber,
    OSServicePackMinorNumber: summary.OSServicePackMinorNumber,
    OSLocale: summary.OSLocale ?? '',
    SuiteMask: summary.SuiteMask,
    OldProductType: summary.OldProductType,
    NewProductType: summary.NewProductType,
    SystemMetrics: summary.SystemMetrics,
    ProcessorArchitecture: summary.ProcessorArchitecture ?? '',
  });
}

/** The version elements of their JSON. */
export function operatingSystemOf(json: string): OperatingSystem {
  return JSON.parse(json) as OperatingSystem;
}
