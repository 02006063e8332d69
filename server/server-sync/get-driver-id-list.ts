import type { DriverFilter, DriverListing, FilterHardwareId } from '../../catalog/upstream/driver-filter.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { HardwareIdAndDelta, ServerSyncDriverFilter } from '../../protocol/wsusss/driver-sets.ts';
import { updateIdentityOf } from '../../protocol/wsusss/update-identity.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import { currentAnchor, readAnchor } from './anchors.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/**
 * [MS-WSUSSS] §3.1.4.7. Ids nobody knows are passed over. A profile whose limits are 0 has no driver operations: any
 * id is over them (server sync facts §1.4).
 */
export function getDriverIdList(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetDriverIdList'>,
): ResponseOf<'GetDriverIdList'> {
  const { protocolVersion } = openServerSession(world, request.cookie);
  if (request.filter === undefined) throw new SoapFault('InvalidParameters', 'filter');
  const filter = filterOf(world, request.filter, versionNumber(protocolVersion) ?? 0);
  const { driverSets, database } = world.catalog;
  // In one transaction, so that nothing comes between the list and its anchor.
  const [listing, anchor] = database.transaction((): readonly [DriverListing, string] => [
    driverSets.list(filter),
    currentAnchor(world),
  ])();
  return {
    GetDriverIdListResult: {
      Anchor: anchor,
      NewRevisions: listing.revisions.map(updateIdentityOf),
      NewDriverSets: listing.newSets,
      RemovedDriverSets: listing.removedSets,
    },
  };
}

function filterOf({ catalog }: World, filter: ServerSyncDriverFilter, protocol: number): DriverFilter {
  const after = readAnchor(filter.Anchor, 'filter')?.moment;
  const { Categories = [], ComputerIds = [], PnpHardwareIds = [] } = filter;
  const { maxComputerIdsPerRequest, maxPnpHardwareIdsPerRequest } = catalog.configuration.current();
  if (ComputerIds.length > maxComputerIdsPerRequest)
    throw new SoapFault('InvalidParameters', 'filter.ComputerIds');
  if (PnpHardwareIds.length > maxPnpHardwareIdsPerRequest)
    throw new SoapFault('InvalidParameters', 'filter.PnpHardwareIds');
  return {
    protocol,
    ...(after !== undefined && { after }),
    categories: Categories.map(({ Id, Delta }) => ({ updateId: Id.toLowerCase(), delta: Delta })),
    computerIds: ComputerIds.map(({ Id, Delta }) => ({ id: Id.toLowerCase(), delta: Delta })),
    hardwareIds: PnpHardwareIds.map(hardwareIdOf),
  };
}

/** §3.1.4.7.3.3: the Id must be there, whatever the schema says. */
function hardwareIdOf({ Id, Delta }: HardwareIdAndDelta): FilterHardwareId {
  if (Id === undefined) throw new SoapFault('InvalidParameters', 'filter.PnpHardwareIds');
  return { id: Id, delta: Delta };
}
