import { SoapFault } from '../../protocol/soap/fault.ts';
import { updateIdentityOf } from '../../protocol/wsusss/update-identity.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/**
 * [MS-WSUSSS] §3.1.4.9 has no use for it, yet Microsoft's own server answers: the newest revision of each update, what
 * it bundles and its prerequisites in their newest (server sync facts §1.4). Ids that are not here are passed over.
 */
export function getRelatedRevisionsForUpdates(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetRelatedRevisionsForUpdates'>,
): ResponseOf<'GetRelatedRevisionsForUpdates'> {
  openServerSession(world, request.cookie);
  const { updateIDs } = request;
  const { configuration, listing } = world.catalog;
  if (updateIDs === undefined || updateIDs.length > configuration.current().maxUpdatesPerRequest)
    throw new SoapFault('InvalidParameters', 'updateIDs');
  const related = listing.related(updateIDs.map((id) => id.toLowerCase()));
  return { GetRelatedRevisionsForUpdatesResult: related.map(updateIdentityOf) };
}
