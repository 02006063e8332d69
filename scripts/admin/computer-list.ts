import type { Catalog } from '../../catalog/catalog.ts';
import type { Terminal } from '../terminal.ts';
import { computerGroups } from './computer-groups.ts';
import { momentJson, momentText } from './moment-text.ts';
import { printJson, tell } from './output.ts';
import { readRegistration, windowsVersion } from './registration.ts';
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
export function listComputers(catalog: Catalog, flags: ComputerListFlags, terminal: Terminal): void {
  const computers = summaries(catalog, flags.group);
  const dropped = catalog.retention.dropped();
  if (flags.json) {
    printJson(terminal, {
      computers: computers.map((one) => ({
        ...one,
        lastSeen: momentJson(one.lastSeen),
        lastSyncAt: momentJson(one.lastSyncAt),
        lastStatusAt: momentJson(one.lastStatusAt),
      })),
      dropped: dropped.map((one) => ({ ...one, lastAt: momentJson(one.lastAt) })),
    });
    return;
  }
  const rows = computers.map((one) => [
    one.dnsName,
    one.groups.join(', '),
    one.windowsVersion,
    momentText(one.lastSeen),
    momentText(one.lastStatusAt),
    String(one.status.NotInstalled + one.status.Downloaded),
    String(one.status.Failed),
    one.computerId,
  ]);
  terminal.stdout.write(textTable(COLUMNS, rows));
  // Whoever misses a computer or a report here learns why.
  for (const { kind, count, lastAt } of dropped)
    tell(terminal, `dropped by retention limits so far: ${count} ${kind}, the last at ${momentText(lastAt)}`);
}

function summaries(catalog: Catalog, group: string | undefined) {
  const membership = computerGroups(catalog);
  const within = group === undefined ? undefined : catalog.groups.require(group).groupId;
  return catalog.computers
    .all()
    .filter(({ computerId }) => within === undefined || membership.isWithin(computerId, within))
    .map(({ computerId, dnsName, info, lastSeen, lastSyncAt, lastStatusAt }) => ({
      computerId,
      dnsName,
      groups: membership.names(computerId),
      windowsVersion: windowsVersion(readRegistration(info)),
      lastSeen,
      lastSyncAt,
      lastStatusAt,
      status: catalog.status.ofComputer(computerId),
    }));
}
