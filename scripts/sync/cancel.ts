import type { Catalog } from '../../catalog/catalog.ts';
import { cancelRun } from '../../catalog/sync/run-status.ts';
import { printJson, tell } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import type { Terminal } from '../terminal.ts';

/** Asks the synchronisation under way to stop, in whatever process it runs. */
export function cancelSync(catalog: Catalog, flags: StateFlags, terminal: Terminal): void {
  const run = cancelRun(catalog);
  tell(
    terminal,
    run === undefined
      ? 'no synchronisation is under way'
      : `run ${run.runId} with ${run.url} (process ${run.processId}) was asked to stop`,
  );
  if (flags.json) printJson(terminal, { cancelled: run?.runId ?? null });
}
