import type { Catalog } from '../../catalog/catalog.ts';
import type { Randomness } from '../../platform/randomness.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof reportingService.operations.GetRollupConfiguration.request>;
type Response = TypeOf<typeof reportingService.operations.GetRollupConfiguration.response>;

/** [MS-WSUSSS] §3.1.4.13. The cookie is "reserved for future use" and is not looked at, here and in all roll-ups. */
export function getRollupConfiguration(world: World, _caller: Caller, _request: Request): Response {
  const { catalog, randomness } = world;
  const configuration = catalog.configuration.current();
  return {
    GetRollupConfigurationResult: {
      DoDetailedRollup: configuration.doDetailedRollup,
      RollupResetGuid: catalog.settings.get('rollup_reset') ?? firstReset(catalog, randomness),
      ServerId: catalog.serverId,
      RollupDownstreamServersMaxBatchSize: configuration.maxRollupServers,
      RollupComputersMaxBatchSize: configuration.maxRollupComputers,
      GetOutOfSyncComputersMaxBatchSize: configuration.maxOutOfSyncComputers,
      RollupComputerStatusMaxBatchSize: configuration.maxRollupStatuses,
    },
  };
}

/** Makes every server below roll up everything anew, the next time it does (§3.1.4.13.3.1, RollupResetGuid). */
export function resetRollup(catalog: Catalog, randomness: Randomness): string {
  return catalog.write(() => {
    const reset = randomness.uuid();
    catalog.settings.set('rollup_reset', reset);
    return reset;
  });
}

function firstReset(catalog: Catalog, randomness: Randomness): string {
  // Another process may have made one just now.
  return catalog.write(() => catalog.settings.get('rollup_reset') ?? resetRollup(catalog, randomness));
}
