import type { Catalog } from '../../catalog/catalog.ts';
import { listComputers } from '../../catalog/reports/computer-report.ts';
import { isoMoment } from '../../platform/clock.ts';
import type { Terminal } from '../terminal.ts';
import { momentText, shortMoment } from './moment-text.ts';
import { printJson, tell } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { type Column, textTable } from './text-table.ts';

/** Options of `computer list`. */
export interface ComputerListFlags extends StateFlags {
  readonly group?: string;
}

const COLUMNS: readonly Column[] = [
  { heading: 'computer', most: 40 },
  { heading: 'groups', most: 40 },
  { heading: 'Windows' },
  { heading: 'last contact' },
  { heading: 'last status' },
  { heading: 'needed', isFigure: true },
  { heading: 'failed', isFigure: true },
  { heading: 'id', most: 40 },
];

/** Prints the computers, of one group or all. */
export function printComputers(
  catalog: Catalog,
  { group, json }: ComputerListFlags,
  terminal: Terminal,
): void {
  const { computers } = listComputers(catalog, { ...(group !== undefined && { group }), limit: 0 });
  const dropped = catalog.retention.dropped();
  if (json) {
    printJson(terminal, {
      computers,
      dropped: dropped.map((one) => ({ ...one, lastAt: isoMoment(one.lastAt) })),
    });
    return;
  }
  const rows = computers.map((one) => [
    one.dnsName,
    one.groups.join(', '),
    one.windowsVersion,
    shortMoment(one.lastSeen),
    shortMoment(one.lastStatusAt),
    String(one.status.NotInstalled + one.status.Downloaded),
    String(one.status.Failed),
    one.computerId,
  ]);
  terminal.stdout.write(textTable(COLUMNS, rows));
  // Whoever misses a computer or a report here learns why.
  for (const { kind, count, lastAt } of dropped)
    tell(terminal, `dropped by retention limits so far: ${count} ${kind}, the last at ${momentText(lastAt)}`);
}
