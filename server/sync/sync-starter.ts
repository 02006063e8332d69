import type { Catalog } from '../../catalog/catalog.ts';
import { type SyncRunSummary, summariseRun } from '../../catalog/sync/run-status.ts';
import type { SyncExtent } from '../../catalog/sync/sync-options.ts';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Synchroniser } from './synchroniser.ts';

/** Starts synchronisations by hand, while a double runs. */
export interface SyncStarter {
  /**
   * Starts one and returns its run: as it is once it is under way, or as it ended where `waits`. Throws SYNC_NO_UPSTREAM,
   * SYNC_RUNNING, SYNC_TRUST_REFUSED.
   */
  start(extent: SyncExtent, waits: boolean): Promise<SyncRunSummary>;
  /** Cancels what runs and starts nothing more. */
  stop(): Promise<void>;
}

/** What a starter works with. */
export interface StarterPorts {
  readonly catalog: Catalog;
  readonly synchroniser: Synchroniser;
  readonly logger: Logger;
}

export function createSyncStarter({ catalog, synchroniser, logger }: StarterPorts): SyncStarter {
  const stopped = new AbortController();
  const running = new Set<Promise<unknown>>();
  const keep = (work: Promise<unknown>): void => {
    const kept = work
      .catch((error: unknown) => {
        // Whoever started it is told why it did not begin.
        if (!(error instanceof MockWuError)) logger.warn(`a synchronisation ended: ${messageOf(error)}`);
      })
      .finally(() => running.delete(kept));
    running.add(kept);
  };
  const summaryOf = (runId: number | undefined): SyncRunSummary => {
    const run = runId === undefined ? undefined : catalog.syncRuns.find(runId);
    if (run === undefined) throw new MockWuError('SYNC_FAILED', { reason: 'its history is gone' });
    return summariseRun(run);
  };
  return {
    start: async (extent, waits) => {
      stopped.signal.throwIfAborted();
      let tellBegun = (): void => {};
      const begun = new Promise<number | undefined>((resolve) => {
        tellBegun = () => resolve(catalog.syncRuns.running()?.runId);
      });
      // The first thing it tells comes after its run was written down.
      const run = synchroniser.run({ extent, signal: stopped.signal, tell: () => tellBegun() });
      keep(run);
      const ended = run.then(({ runId }) => runId);
      return summaryOf(await (waits ? ended : Promise.race([begun, ended])));
    },
    stop: async () => {
      stopped.abort(new MockWuError('SYNC_CANCELLED'));
      await Promise.all(running);
    },
  };
}
