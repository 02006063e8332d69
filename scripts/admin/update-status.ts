import type { Catalog } from '../../catalog/catalog.ts';
import { namedUpdates } from '../../catalog/reports/named-updates.ts';
import { createUpdateReport, type UpdatePage } from '../../catalog/reports/update-report.ts';
import type { Terminal } from '../terminal.ts';
import { printJson } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { statusCells, statusColumns } from './status-columns.ts';
import { type Column, textTable } from './text-table.ts';
import { tellLimit } from './update-list.ts';

/** Options of `update status`. */
export interface UpdateStatusFlags extends StateFlags {
  readonly group?: string;
  readonly limit: number;
}

const COLUMNS: readonly Column[] = [...statusColumns, { heading: 'update', most: 110 }];

/** Prints the counters of the updates named, or of all that are approved or were reported. */
export function showUpdateStatus(
  catalog: Catalog,
  names: readonly string[],
  flags: UpdateStatusFlags,
  terminal: Terminal,
): void {
  const page = names.length === 0 ? trackedUpdates(catalog, flags.limit) : undefined;
  const updates = page?.updates ?? namedUpdates(catalog, names);
  const group = flags.group === undefined ? undefined : catalog.groups.require(flags.group).name;
  const statuses = catalog.status.ofUpdates(
    updates.map(({ updateId }) => updateId),
    group,
  );
  const rows = statuses.map((status, at) => ({ ...status, title: updates[at]?.title ?? '' }));
  if (flags.json) printJson(terminal, { ...(group !== undefined && { group }), updates: rows });
  else
    terminal.stdout.write(
      textTable(
        COLUMNS,
        rows.map(({ counts, title }) => [...statusCells(counts), title]),
      ),
    );
  if (page !== undefined) tellLimit(page, terminal);
}

function trackedUpdates({ database }: Catalog, limit: number): UpdatePage {
  return createUpdateReport(database).list({ states: ['tracked'] }, limit);
}
