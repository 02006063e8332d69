import { isoMoment, isoMomentOrNull } from '../../platform/clock.ts';
import { isProcessAlive } from '../../platform/processes.ts';
import type { Catalog } from '../catalog.ts';
import type { SyncResult, SyncRun } from '../store/sync-runs.ts';
import { nextStart } from './schedule.ts';
import type { Subscription } from './subscription.ts';
import type { SyncReport } from './sync-events.ts';

/** What became of a run; one that did not end is under way only while its process lives. */
export function resultOf({ result, processId }: SyncRun): SyncResult | 'running' {
  return result ?? (isProcessAlive(processId) ? 'running' : 'interrupted');
}

/** What a run did; nothing of one that was interrupted, which could not report. */
export function reportOf({ report }: SyncRun): Partial<SyncReport> {
  return report === null ? {} : (JSON.parse(report) as Partial<SyncReport>);
}

/** A run as its history shows it. Moments are ISO 8601. */
export interface SyncRunSummary {
  readonly runId: number;
  readonly url: string;
  /** `manual`, `schedule` or `downstream`. */
  readonly initiatedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: SyncResult | 'running';
  readonly report: Partial<SyncReport>;
}

export function summariseRun(run: SyncRun): SyncRunSummary {
  const { runId, url, initiatedBy, startedAt, endedAt } = run;
  return {
    runId,
    url,
    initiatedBy,
    startedAt: isoMoment(startedAt),
    endedAt: isoMomentOrNull(endedAt),
    result: resultOf(run),
    report: reportOf(run),
  };
}

/** How far the synchronisation with one upstream server is, and what comes next. Moments are ISO 8601. */
export interface SyncStatus {
  readonly isReplica: boolean;
  readonly anchors: Readonly<
    Record<'configuration' | 'categories' | 'updates' | 'deployments', string | null>
  >;
  readonly running: RunningSync | null;
  readonly lastRun: {
    readonly runId: number;
    readonly result: SyncResult | 'running';
    readonly at: string;
  } | null;
  /** Revisions that could not be taken and are asked for again. */
  readonly refusals: number;
  readonly nextStart: string | null;
}

/** The run under way. */
export interface RunningSync {
  readonly runId: number;
  readonly processId: number;
  readonly startedAt: string;
  /** Since its last sign of life. */
  readonly silentSeconds: number;
  /** Whether it was asked to stop. */
  readonly isCancelled: boolean;
}

export function syncStatus(catalog: Catalog, { url, schedule }: Subscription): SyncStatus {
  const { clock, upstreams, syncRuns, replication } = catalog;
  const { configAnchor, categoryAnchor, revisionAnchor, deploymentAnchor } = upstreams.state(url);
  const now = clock.now();
  const running = runUnderWay(catalog);
  const [last] = syncRuns.history(1);
  return {
    isReplica: replication.isReplica(),
    anchors: {
      configuration: configAnchor ?? null,
      categories: categoryAnchor ?? null,
      updates: revisionAnchor ?? null,
      deployments: deploymentAnchor ?? null,
    },
    running: running === undefined ? null : runningSync(running, now),
    lastRun:
      last === undefined ? null : { runId: last.runId, result: resultOf(last), at: isoMoment(last.seenAt) },
    refusals: upstreams.refusals(url).length,
    nextStart: schedule === undefined ? null : isoMoment(nextStart(schedule, now)),
  };
}

/** Asks the run under way to stop, in whatever process it runs; returns it, where there is one. */
export function cancelRun(catalog: Catalog): SyncRun | undefined {
  return catalog.write(() => {
    const running = runUnderWay(catalog);
    if (running !== undefined) catalog.syncRuns.cancel(running.runId);
    return running;
  });
}

function runUnderWay({ syncRuns }: Catalog): SyncRun | undefined {
  const running = syncRuns.running();
  return running === undefined || resultOf(running) !== 'running' ? undefined : running;
}

function runningSync(run: SyncRun, now: number): RunningSync {
  const { runId, processId, startedAt, seenAt, isCancelled } = run;
  const silentSeconds = Math.max(0, Math.round((now - seenAt) / 1000));
  return { runId, processId, startedAt: isoMoment(startedAt), silentSeconds, isCancelled };
}
