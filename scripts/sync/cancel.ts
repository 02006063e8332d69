import type { Catalog } from '../../catalog/catalog.ts';
import { printJson, tell } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import type { Terminal } from '../terminal.ts';
import { resultOf } from './history.ts';

/** Asks the synchronisation under way to stop, in whatever process it runs. */
export function cancelRun({ syncRuns, write }: Catalog, flags: StateFlags, terminal: Terminal): void {
  const run = write(() => {
    const running = syncRuns.running();
    if (running === undefined || resultOf(running) !== 'running') return undefined;
    syncRuns.cancel(running.runId);
    return running;
  });
  tell(
    terminal,
    run === undefined
      ? 'no synchronisation is under way'
      : `run ${run.runId} with ${run.url} (process ${run.processId}) was asked to stop`,
  );
  if (flags.json) printJson(terminal, { cancelled: run?.runId ?? null });
}
