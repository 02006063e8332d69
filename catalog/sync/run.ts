import { fail, MockWuError } from '../../platform/errors/index.ts';
import { every } from '../../platform/timers.ts';
import type { SyncResult } from '../store/sync-runs.ts';
import type { PatientStore } from './patient-store.ts';
import type { SyncReport } from './sync-events.ts';
import type { SyncPorts, SyncRequest } from './sync-job.ts';

/** One run in the history, from its beginning to its end. */
export interface Run {
  readonly runId: number;
  /** Ends calls when somebody cancels the run. */
  readonly signal: AbortSignal;
  /** Shows that the run is alive; throws SYNC_CANCELLED when it shall end. */
  breathe(): void;
  /** Ends its pulse. */
  stop(): void;
  /** Writes its end into the history, inside a transaction of the caller. */
  end(result: SyncResult, report: SyncReport): void;
}

/** A run that showed no life for so long is over, whatever its process does: real time of the clock. */
const SILENCE_MILLISECONDS = 10 * 60_000;
/** The history is kept for so long: [MS-WSUSSS] §7, note 11. */
const KEPT_MILLISECONDS = 90 * 24 * 60 * 60_000;
/** Looking whether another process cancelled the run is a write, which a page of revisions need not pay. */
const BREATH_MILLISECONDS = 200;
const PULSE_MILLISECONDS = 2_000;

/** Begins a run. Throws SYNC_RUNNING when another one is under way. */
export async function createRun(
  { catalog, clock, process, ticks }: SyncPorts,
  request: SyncRequest,
  store: PatientStore,
): Promise<Run> {
  const { syncRuns, write } = catalog;
  const { url } = request.options;
  const runId = await store(() => {
    const now = clock.now();
    for (let other = syncRuns.running(); other !== undefined; other = syncRuns.running()) {
      if (process.isAlive(other.processId) && now - other.seenAt < SILENCE_MILLISECONDS)
        fail('SYNC_RUNNING', { url: other.url, pid: other.processId });
      syncRuns.end(other.runId, 'interrupted', other.report ?? '{}', other.seenAt);
    }
    syncRuns.forgetBefore(now - KEPT_MILLISECONDS);
    return syncRuns.begin(url, request.initiatedBy, process.id, now);
  });
  const stopped = new AbortController();
  const signal =
    request.signal === undefined ? stopped.signal : AbortSignal.any([request.signal, stopped.signal]);
  const isCancelled = (): boolean => {
    try {
      return write(() => syncRuns.heartbeat(runId, clock.now()));
    } catch {
      // Another process is writing; there will be another breath. Whatever else it is, the next write of the run meets it.
      return false;
    }
  };
  const beat = (): void => {
    if (!signal.aborted && isCancelled()) stopped.abort(new MockWuError('SYNC_CANCELLED'));
  };
  // A call that takes long, or a pause, is no sign of death.
  const pulse = every(PULSE_MILLISECONDS, beat);
  const isTime = ticks(BREATH_MILLISECONDS);
  return {
    runId,
    signal,
    breathe: () => {
      if (isTime()) beat();
      signal.throwIfAborted();
    },
    stop: pulse.stop,
    end: (result, report) => {
      syncRuns.end(runId, result, JSON.stringify(report), clock.now());
    },
  };
}
