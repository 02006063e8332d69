import { driverSetDocument } from '../../catalog/upstream/driver-set-document.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/**
 * [MS-WSUSSS] §3.1.4.8: the sets that are here, each once. Of too many ids it says InvalidParameters in one table and
 * TooManyIds in the other; the second is told, which has no other use in the protocol.
 */
export function getDriverSetData(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetDriverSetData'>,
): ResponseOf<'GetDriverSetData'> {
  const { protocolVersion } = openServerSession(world, request.cookie);
  const { driverSets: ids } = request;
  const { configuration, driverSets, database } = world.catalog;
  if (ids === undefined) throw new SoapFault('InvalidParameters', 'driverSets');
  if (ids.length > configuration.current().maxDriverSetsPerRequest)
    throw new SoapFault('TooManyIds', 'driverSets');
  const wanted = ids.map((id) => id.toLowerCase());
  const sets = database.transaction(() => driverSets.find(wanted, versionNumber(protocolVersion) ?? 0))();
  return {
    GetDriverSetDataResult: {
      DriverSets: sets.map((set) => ({ DriverSetId: set.driverSetId, DriverSetXml: driverSetDocument(set) })),
    },
  };
}
