import type { Catalog } from '../../catalog/catalog.ts';
import type { DownstreamComputer } from '../../catalog/store/downstream-computers.ts';
import type { DownstreamServer } from '../../catalog/store/downstream-servers.ts';
import { isoMomentOrNull } from '../../platform/clock.ts';
import { counted } from '../../platform/plain-text.ts';
import type { DownstreamServerRollupClientSummary } from '../../protocol/wsusss/roll-up-servers.ts';
import { factList } from '../admin/fact-list.ts';
import { momentText } from '../admin/moment-text.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import type { Terminal } from '../terminal.ts';
import { replicaText, serverAsJson, summaryOf } from './list-servers.ts';
import { namedServer } from './named-server.ts';

/** Prints everything a downstream server told of itself and of its computers. */
export function showServer(catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal): void {
  const server = namedServer(catalog, name);
  const clients = catalog.downstreamActivity.of(server.serverId);
  const computers = catalog.downstreamComputers.of(server.serverId);
  if (flags.json)
    printJson(terminal, { ...serverAsJson(server), clients, computers: computers.map(computerAsJson) });
  else terminal.stdout.write(asText(catalog, server, clients, computers));
}

function asText(
  { downstream, downstreamStatuses }: Catalog,
  server: DownstreamServer,
  clients: readonly DownstreamServerRollupClientSummary[],
  computers: readonly DownstreamComputer[],
): string {
  const { parentServerId: parent } = server;
  const counters = Object.entries(summaryOf(server) ?? {}).map(([name, count]) => `${name}: ${count}`);
  return factList([
    ['server', server.fullDomainName],
    ['id', server.serverId],
    ['parent', parent === null ? 'this server' : (downstream.find(parent)?.fullDomainName ?? parent)],
    ['replica', replicaText(server.isReplica)],
    ['version', server.version],
    ['protocol', server.protocolVersion],
    ['first contact', momentText(server.firstSeen)],
    ['last contact', momentText(server.lastSeen)],
    ['last sync', momentText(server.lastSyncAt)],
    ['last roll-up', momentText(server.lastRollupAt)],
    ['counters', counters],
    ['clients', clients.flatMap(clientLines)],
    ['computers', computers.map((one) => computerLine(one, downstreamStatuses.countOf(one.computerId)))],
  ]);
}

/** One kind of Windows with how many computers run it, and what was installed on them since the last roll-up handed on. */
function clientLines(kind: DownstreamServerRollupClientSummary): readonly string[] {
  const { OSMajorVersion, OSMinorVersion, OSBuildNumber, Count, ProcessorArchitecture, ActivitySummaries } =
    kind;
  const version = `Windows ${OSMajorVersion}.${OSMinorVersion}.${OSBuildNumber}`;
  return [
    `${[version, ProcessorArchitecture].filter(Boolean).join(' ')}: ${counted(Count, 'computer')}`,
    ...(ActivitySummaries ?? []).map(
      ({ UpdateId, RevisionNumber, InstallSuccessCount, InstallFailureCount }) =>
        `  ${UpdateId}.${RevisionNumber}: ${InstallSuccessCount} installed, ${InstallFailureCount} failed`,
    ),
  ];
}

function computerLine({ computerId, details, lastStatusAt }: DownstreamComputer, states: number): string {
  const name = details?.FullDomainName ? `${details.FullDomainName} (${computerId})` : computerId;
  return `${name}: ${counted(states, 'state')}, last status ${momentText(lastStatusAt)}`;
}

function computerAsJson(computer: DownstreamComputer): object {
  return {
    ...computer,
    lastSyncAt: isoMomentOrNull(computer.lastSyncAt),
    lastRebootAt: isoMomentOrNull(computer.lastRebootAt),
    lastStatusAt: isoMomentOrNull(computer.lastStatusAt),
    lastInventoryAt: isoMomentOrNull(computer.lastInventoryAt),
    effectiveLastDetection: isoMomentOrNull(computer.effectiveLastDetection),
  };
}
