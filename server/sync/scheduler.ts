import { nextStart } from '../../catalog/sync/schedule.ts';
import type { SyncOutcome } from '../../catalog/sync/sync-job.ts';
import type { SyncExtent } from '../../catalog/sync/sync-options.ts';
import type { Clock } from '../../platform/clock.ts';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logger.ts';
import { every } from '../../platform/timers.ts';
import type { Synchroniser } from './synchroniser.ts';

/** Starts synchronisations when it is time for one, while a double runs. */
export interface SyncScheduler {
  /** Looks whether it is time; resolves when nothing runs any more that it started. */
  check(): Promise<void>;
  /** Has files fetched that downstream servers asked for, after what runs now. */
  fetchFiles(): void;
  /** Cancels what runs and starts nothing more. */
  stop(): Promise<void>;
}

/** What a scheduler works with. */
export interface SchedulerPorts {
  readonly synchroniser: Synchroniser;
  /** When the last run began, in milliseconds since the epoch. */
  readonly lastStart: () => number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often it looks at the clock. */
const LOOK_MILLISECONDS = 20_000;

export function createSyncScheduler({
  synchroniser,
  lastStart,
  clock,
  logger,
}: SchedulerPorts): SyncScheduler {
  const stopped = new AbortController();
  const begun = clock.now();
  let running: Promise<void> | undefined;
  let wantsFiles = false;
  let lastTrouble: string | undefined;
  /** Whether it ran, well or not. */
  const run = async (extent: SyncExtent): Promise<boolean> => {
    try {
      const initiatedBy = extent === 'content' ? 'downstream' : 'schedule';
      tell(await synchroniser.run({ initiatedBy, extent, signal: stopped.signal }));
      lastTrouble = undefined;
      return true;
    } catch (error) {
      // Another process may be synchronising; it is tried again at the next look, and told once.
      const repair = error instanceof MockWuError ? ` ${error.repair}` : '';
      const trouble = `no synchronisation: ${messageOf(error)}${repair}`;
      if (trouble !== lastTrouble) logger.warn(trouble);
      lastTrouble = trouble;
      return false;
    }
  };
  const tell = ({ result, report, error }: SyncOutcome): void => {
    const { fresh, revised, files, problems } = report;
    const counts = `synchronisation ${result}: ${fresh} new, ${revised} revised, ${files} files`;
    const [reason] = error === undefined ? problems : [`${error.message} ${error.repair}`];
    if (reason === undefined) logger.info(counts);
    else logger.warn(`${counts}; ${reason}${problems.length > 1 ? ', and more' : ''}`);
  };
  const isDue = (): boolean => {
    const schedule = synchroniser.subscription()?.schedule;
    if (schedule === undefined) return false;
    return nextStart(schedule, Math.max(lastStart() ?? begun, begun)) <= clock.now();
  };
  const look = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      if (isDue()) {
        if (!(await run('whole'))) return;
      } else if (wantsFiles && synchroniser.subscription() !== undefined) {
        wantsFiles = false;
        if (await run('content')) continue;
        wantsFiles = true;
        return;
      } else return;
    }
  };
  const check = (): Promise<void> => {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = every(LOOK_MILLISECONDS, () => void check());
  return {
    check,
    fetchFiles: () => {
      wantsFiles = true;
      void check();
    },
    stop: async () => {
      timer.stop();
      stopped.abort(new MockWuError('SYNC_CANCELLED'));
      await running;
    },
  };
}
