import { dateTimeOf } from '../../../protocol/soap/date-time.ts';
import type {
  DownstreamServerRollupClientSummary,
  DownstreamServerRollupInfo,
  DownstreamServerRollupServerSummary,
} from '../../../protocol/wsusss/roll-up-servers.ts';
import { readServerSummary } from '../../reports/server-summary.ts';
import type { DownstreamServer } from '../../store/downstream-servers.ts';
import { type BatchLimit, count, inBatches } from './batches.ts';
import { momentOrNever } from './never.ts';
import { readOwnClients } from './own-server.ts';
import { type RollUpRun, rollUpCookie } from './ports.ts';

/** Installations told of in one message: some 2 MB, half of what a server takes by default. */
const MOST_ACTIVITY = 10_000;
/** The parent of a server that synchronises with the one which is told (§3.1.4.14.3.2). */
const THE_RECEIVER = '00000000-0000-0000-0000-000000000000';
/** What a server that never rolled up is said to be: of before there were roll-ups (product note 51). */
const OLD_VERSION = '2.0.0.0';

const ACTIVITY: BatchLimit<DownstreamServerRollupClientSummary> = {
  most: MOST_ACTIVITY,
  of: ({ ActivitySummaries }) => ActivitySummaries?.length ?? 0,
};

/** A server, or a part of one, as it is sent. */
type Part = DownstreamServerRollupInfo & {
  readonly ClientSummaries: readonly DownstreamServerRollupClientSummary[];
};

/**
 * Tells the upstream server of the servers below, parents before children, and of this one at the end ([MS-WSUSSS]
 * §3.2.4.5, second step). What computers installed is told once: it is taken off when the answer is here.
 */
export async function reportServers(run: RollUpRun): Promise<void> {
  const { catalog, client, clock, limits, signal, tally } = run;
  const since = catalog.settings.number('rollup_event');
  const own = readOwnClients(catalog.database, since);
  const told = new Set<string>();
  const batches = inBatches(
    allParts(run, own.summaries),
    count(limits.servers),
    { most: limits.servers, of: ({ ClientSummaries }) => ClientSummaries.length },
    { most: MOST_ACTIVITY, of: ({ ClientSummaries }) => sum(ClientSummaries, ACTIVITY.of) },
  );
  for (const batch of batches) {
    signal.throwIfAborted();
    await client.rollupDownstreamServers({
      cookie: rollUpCookie,
      clientTime: dateTimeOf(clock.now()),
      downstreamServers: batch,
    });
    catalog.write(() => {
      for (const { ServerId, ClientSummaries } of batch)
        if (ServerId !== catalog.serverId)
          for (const summary of ClientSummaries) catalog.downstreamActivity.handOn(ServerId, summary);
    });
    for (const { ServerId } of batch) told.add(ServerId);
    tally.servers = told.size;
  }
  if (own.lastEvent !== since)
    catalog.write(() => {
      catalog.settings.set('rollup_event', own.lastEvent);
    });
}

function* allParts(run: RollUpRun, own: readonly DownstreamServerRollupClientSummary[]): Generator<Part> {
  const { catalog, limits } = run;
  // Read before the first message goes out: what comes meanwhile is for the next roll-up.
  const startedAt = run.clock.now();
  for (const server of catalog.downstream.topDown())
    yield* partsOf(relayed(run, server), catalog.downstreamActivity.of(server.serverId), limits.servers);
  yield* partsOf(ownInfo(run, startedAt), own, limits.servers);
}

function ownInfo(run: RollUpRun, now: number): DownstreamServerRollupInfo {
  const { catalog, fullDomainName, isReplica, lastSyncAt, version } = run;
  return {
    ServerId: catalog.serverId,
    FullDomainName: fullDomainName,
    LastSyncTime: momentOrNever(lastSyncAt),
    ParentServerId: THE_RECEIVER,
    Version: version,
    IsReplica: isReplica,
    LastRollupTime: dateTimeOf(now),
    ServerSummary: readServerSummary(catalog.database),
  };
}

/** A server below. The text gives those that synchronise with this one its id as their parent's. */
function relayed({ catalog }: RollUpRun, server: DownstreamServer): DownstreamServerRollupInfo {
  return {
    ServerId: server.serverId,
    FullDomainName: server.fullDomainName,
    LastSyncTime: momentOrNever(server.lastSyncAt),
    ParentServerId: server.parentServerId ?? catalog.serverId,
    Version: server.version ?? OLD_VERSION,
    IsReplica: server.isReplica ?? false,
    LastRollupTime: momentOrNever(server.lastRollupAt),
    ServerSummary:
      server.summary === null
        ? NOTHING_COUNTED
        : (JSON.parse(server.summary) as DownstreamServerRollupServerSummary),
  };
}

/** Splits a server with more client summaries than a message may have, or with very much activity. */
function* partsOf(
  info: DownstreamServerRollupInfo,
  summaries: readonly DownstreamServerRollupClientSummary[],
  most: number,
): Generator<Part> {
  const batches = inBatches(summaries.flatMap(smallSummaries), count(most), ACTIVITY);
  let isFirst = true;
  for (const ClientSummaries of batches) {
    isFirst = false;
    yield { ...info, ClientSummaries };
  }
  if (isFirst) yield { ...info, ClientSummaries: [] };
}

function smallSummaries(
  summary: DownstreamServerRollupClientSummary,
): readonly DownstreamServerRollupClientSummary[] {
  const rows = summary.ActivitySummaries ?? [];
  if (rows.length <= MOST_ACTIVITY) return [summary];
  const parts = inBatches(rows, count(MOST_ACTIVITY));
  return [...parts].map((ActivitySummaries) => ({ ...summary, ActivitySummaries }));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

const NOTHING_COUNTED: DownstreamServerRollupServerSummary = {
  UpdateCount: 0,
  DeclinedUpdateCount: 0,
  ApprovedUpdateCount: 0,
  NotApprovedUpdateCount: 0,
  UpdatesWithStaleUpdateApprovalsCount: 0,
  ExpiredUpdateCount: 0,
  CriticalOrSecurityUpdatesNotApprovedForInstallCount: 0,
  WsusInfrastructureUpdatesNotApprovedForInstallCount: 0,
  UpdatesWithClientErrorsCount: 0,
  UpdatesWithServerErrorsCount: 0,
  UpdatesNeedingFilesCount: 0,
  UpdatesNeededByComputersCount: 0,
  UpdatesUpToDateCount: 0,
  CustomComputerTargetGroupCount: 0,
  ComputerTargetCount: 0,
  ComputerTargetsNeedingUpdatesCount: 0,
  ComputerTargetsWithUpdateErrorsCount: 0,
  ComputersUpToDateCount: 0,
};
