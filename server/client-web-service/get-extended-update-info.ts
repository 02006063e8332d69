import type { Encodable } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { fileLocations } from './file-locations.ts';
import { fragmentsOf, wantedFragments } from './fragments.ts';

type Request = TypeOf<typeof clientService.operations.GetExtendedUpdateInfo.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.GetExtendedUpdateInfo.response>>;

/** [MS-WUSP] §3.1.5.9. File locations come whenever Extended is asked for (wire facts §2.8). */
export function getExtendedUpdateInfo(world: World, caller: Caller, request: Request): Response {
  openSession(world, request.cookie);
  const { catalog } = world;
  const { snapshot, settings } = catalog.view();
  if (request.revisionIDs === undefined || request.revisionIDs.length > settings.maxExtendedUpdates)
    throw new SoapFault('InvalidParameters', 'revisionIDs');
  const wanted = wantedFragments(request);
  const ids = [...new Set(request.revisionIDs)];
  const deployed = ids.filter((id) => snapshot.nodeOf(id) !== -1);
  const gone = ids.filter((id) => snapshot.nodeOf(id) === -1);
  const updates = fragmentsOf(catalog, deployed, wanted);
  const locations = wanted.infoTypes.has('Extended') ? fileLocations(world, caller, deployed) : [];
  return {
    GetExtendedUpdateInfoResult: {
      ...(updates.length > 0 && { Updates: updates }),
      ...(locations.length > 0 && { FileLocations: locations }),
      ...(gone.length > 0 && { OutOfScopeRevisionIDs: gone }),
    },
  };
}
