import type { Catalog } from '../../catalog/catalog.ts';
import type { DownstreamServer } from '../../catalog/store/downstream-servers.ts';
import { isoMomentOrNull } from '../../platform/clock.ts';
import type { DownstreamServerRollupServerSummary } from '../../protocol/wsusss/roll-up-servers.ts';
import { momentText } from '../admin/moment-text.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import { type Column, textTable } from '../admin/text-table.ts';
import type { Terminal } from '../terminal.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'server', most: 40 },
  { heading: 'parent', most: 40 },
  { heading: 'replica' },
  { heading: 'version', most: 20 },
  { heading: 'protocol' },
  { heading: 'last contact' },
  { heading: 'last sync' },
  { heading: 'last roll-up' },
  { heading: 'computers', isFigure: true },
  { heading: 'ServerID' },
];

/** Prints the servers that synchronise with this one, and those below them, each after its parent. */
export function listServers({ downstream }: Catalog, flags: StateFlags, terminal: Terminal): void {
  const known = downstream.topDown();
  const ids = new Set(known.map(({ serverId }) => serverId));
  // A parent may not be known, or name its child as its own parent: such servers stand last.
  const servers = [...known, ...downstream.all().filter(({ serverId }) => !ids.has(serverId))];
  if (flags.json) {
    printJson(terminal, { servers: servers.map(serverAsJson) });
    return;
  }
  const names = new Map(servers.map(({ serverId, fullDomainName }) => [serverId, fullDomainName]));
  const rows = servers.map((one) => [
    one.fullDomainName,
    one.parentServerId === null ? 'this server' : (names.get(one.parentServerId) ?? one.parentServerId),
    replicaText(one.isReplica),
    one.version ?? '',
    one.protocolVersion ?? '',
    momentText(one.lastSeen),
    momentText(one.lastSyncAt),
    momentText(one.lastRollupAt),
    String(summaryOf(one)?.ComputerTargetCount ?? ''),
    one.serverId,
  ]);
  terminal.stdout.write(textTable(COLUMNS, rows));
}

/** A server for programs. */
export function serverAsJson(server: DownstreamServer): object {
  return {
    ...server,
    firstSeen: isoMomentOrNull(server.firstSeen),
    lastSeen: isoMomentOrNull(server.lastSeen),
    lastSyncAt: isoMomentOrNull(server.lastSyncAt),
    lastRollupAt: isoMomentOrNull(server.lastRollupAt),
    summary: summaryOf(server) ?? null,
  };
}

/** A server says what it is with its first roll-up only. */
export function replicaText(isReplica: boolean | null): string {
  return isReplica === null ? 'unknown' : isReplica ? 'yes' : 'no';
}

/** The counters of the last roll-up. */
export function summaryOf({ summary }: DownstreamServer): DownstreamServerRollupServerSummary | undefined {
  return summary === null ? undefined : (JSON.parse(summary) as DownstreamServerRollupServerSummary);
}
