import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';
import { checkBatch, checkDetailed, checkLeast, checkName } from './checks.ts';

type Request = TypeOf<typeof reportingService.operations.GetOutOfSyncComputers.request>;
type Response = TypeOf<typeof reportingService.operations.GetOutOfSyncComputers.response>;

const ITEM = 'lastRollupNumbers.ComputerLastRollupNumber';

/**
 * [MS-WSUSSS] §3.1.4.16: of which computers the status must be sent whole, because another one was received last than
 * the server below sent. Nothing for a server that is not known. The text counts the servers below the one that asks;
 * its own computers are meant too, or nothing would ever be found of a server without servers below.
 */
export function getOutOfSyncComputers(world: World, _caller: Caller, request: Request): Response {
  checkDetailed(world);
  const { catalog } = world;
  const most = catalog.configuration.current().maxOutOfSyncComputers;
  const numbers = checkBatch(request.lastRollupNumbers, 'lastRollupNumbers', most);
  // A read transaction, so that all is of one moment.
  return catalog.database.transaction((): Response => {
    const servers = new Set(catalog.downstream.withDescendants(request.parentServerId.toLowerCase()));
    const result = new Set<string>();
    for (const { ComputerId, RollupNumber } of numbers) {
      const computerId = checkName(ComputerId, `${ITEM}.ComputerId`);
      checkLeast(RollupNumber, `${ITEM}.RollupNumber`);
      const known = catalog.downstreamComputers.find(computerId);
      if (known === undefined || !servers.has(known.parentServerId)) continue;
      if (known.receivedRollup !== RollupNumber) result.add(computerId);
    }
    return { GetOutOfSyncComputersResult: [...result] };
  })();
}
