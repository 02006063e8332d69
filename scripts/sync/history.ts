import type { Catalog } from '../../catalog/catalog.ts';
import type { SyncRun } from '../../catalog/store/sync-runs.ts';
import { reportOf, resultOf, summariseRun } from '../../catalog/sync/run-status.ts';
import { momentText } from '../admin/moment-text.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import { type Column, textTable } from '../admin/text-table.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `sync history`. */
export interface HistoryFlags extends StateFlags {
  readonly limit: number;
}

const COLUMNS: readonly Column[] = [
  { heading: 'run', isFigure: true },
  { heading: 'when' },
  { heading: 'upstream', most: 50 },
  { heading: 'by' },
  { heading: 'result' },
  { heading: 'new', isFigure: true },
  { heading: 'revised', isFigure: true },
  { heading: 'expired', isFigure: true },
  { heading: 'refused', isFigure: true },
  { heading: 'files', isFigure: true },
  { heading: 'seconds', isFigure: true },
];

/** Prints the newest synchronisations, newest first. */
export function printHistory({ syncRuns }: Catalog, flags: HistoryFlags, terminal: Terminal): void {
  const runs = syncRuns.history(flags.limit);
  if (flags.json) printJson(terminal, { runs: runs.map(summariseRun) });
  else terminal.stdout.write(textTable(COLUMNS, runs.map(rowOf)));
}

function rowOf(run: SyncRun): readonly string[] {
  const { fresh, revised, expired, refused, files } = reportOf(run);
  const figures = [fresh, revised, expired, refused, files].map((figure) => String(figure ?? ''));
  const seconds = run.endedAt === null ? '' : ((run.endedAt - run.startedAt) / 1000).toFixed(1);
  const { runId, startedAt, url, initiatedBy } = run;
  return [String(runId), momentText(startedAt), url, initiatedBy, resultOf(run), ...figures, seconds];
}
