import { MOST_SERVERS } from '../../catalog/store/downstream-servers.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { DownstreamServerRollupInfo } from '../../protocol/wsusss/roll-up-servers.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';
import { checkServer, SERVER } from './check-server.ts';
import { checkBatch, checkKnownServer, refuse } from './checks.ts';
import { type RequestTimes, requestTimes } from './request-times.ts';

type Request = TypeOf<typeof reportingService.operations.RollupDownstreamServers.request>;

/** Kinds of Windows and installations kept of one server. */
const MOST_ACTIVITY = 500_000;

/**
 * [MS-WSUSSS] §3.1.4.14: servers below, each after the one it synchronises with. What is older than what is known is
 * ignored. All of a request is kept or nothing. Throws SoapFault InvalidParameters naming what is wrong,
 * InternalServerError for a parent nobody knows.
 */
export function rollupDownstreamServers(
  world: World,
  _caller: Caller,
  request: Request,
): Record<never, never> {
  const { catalog, clock } = world;
  const servers = checkBatch(request.downstreamServers, 'downstreamServers', MOST_SERVERS);
  const summaries = servers.reduce((sum, { ClientSummaries }) => sum + (ClientSummaries?.length ?? 0), 0);
  // The limit is one of client summaries, of all servers of the request together.
  if (summaries > catalog.configuration.current().maxRollupServers) refuse('downstreamServers');
  const times = requestTimes(request.clientTime, clock.now());
  catalog.write(() => {
    const before = catalog.downstream.count();
    for (const info of servers) keep(world, info, times);
    const after = catalog.downstream.count();
    if (after > MOST_SERVERS && after > before)
      throw new SoapFault('InternalServerError', `more than ${MOST_SERVERS} servers below`);
  });
  return {};
}

function keep(world: World, info: DownstreamServerRollupInfo, times: RequestTimes): void {
  const { downstream, downstreamActivity } = world.catalog;
  const { summary, clients, ...server } = checkServer(info);
  const { serverId } = server;
  const parentServerId = parentOf(world, serverId, info.ParentServerId.toLowerCase());
  const lastRollupAt = times.moment(info.LastRollupTime, `${SERVER}.LastRollupTime`);
  const lastSyncAt = times.moment(info.LastSyncTime, `${SERVER}.LastSyncTime`);
  const known = downstream.find(serverId)?.lastRollupAt ?? null;
  const order = times.compare(lastRollupAt, known);
  if (order === 'older') return;
  downstream.put(
    {
      ...server,
      parentServerId,
      isReplica: info.IsReplica,
      lastSyncAt,
      // Parts of one roll-up go on from the same moment, however the clocks stand.
      lastRollupAt: order === 'same' ? known : lastRollupAt,
      summary: JSON.stringify(summary),
    },
    world.clock.now(),
  );
  if (order === 'newer') downstreamActivity.clearCounts(serverId);
  for (const client of clients) downstreamActivity.add(serverId, client);
  if (downstreamActivity.size(serverId) > MOST_ACTIVITY) refuse(`${SERVER}.ClientSummaries`);
}

/**
 * The server above, null for this one, which zeros stand for. Throws SoapFault for one nobody knows, and for one that
 * would make a ring.
 */
function parentOf(world: World, serverId: string, parentServerId: string): string | null {
  const { downstream, serverId: own } = world.catalog;
  if (serverId === own) refuse(`${SERVER}.ServerId`);
  if (parentServerId === guid.absent || parentServerId === own) return null;
  checkKnownServer(world, parentServerId, `${SERVER}.ParentServerId`);
  if (parentServerId === serverId || downstream.withDescendants(serverId).includes(parentServerId))
    refuse(`${SERVER}.ParentServerId`);
  return parentServerId;
}
