import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { openSession, sealSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { fileLocation } from './file-locations.ts';

type Request = TypeOf<typeof clientService.operations.GetFileLocations.request>;
type Response = TypeOf<typeof clientService.operations.GetFileLocations.response>;

const SHA1_BYTES = 20;

/** [MS-WUSP] §3.1.5.10. Digests no revision names are left out of the answer. */
export function getFileLocations(world: World, caller: Caller, request: Request): Response {
  const session = openSession(world, request.cookie);
  const { fileDigests } = request;
  const view = world.catalog.view();
  const isRefused =
    fileDigests === undefined ||
    fileDigests.length > view.settings.maxFileDigests ||
    fileDigests.some((digest) => digest.length !== SHA1_BYTES);
  if (isRefused) throw new SoapFault('InvalidParameters', 'fileDigests');
  const files = fileDigests.flatMap((digest) => world.catalog.files.find(digest) ?? []);
  return {
    GetFileLocationsResult: {
      ...(files.length > 0 && { FileLocations: files.map((file) => fileLocation(world, caller, file)) }),
      NewCookie: sealSession(world, { ...session, locations: view.locations }),
    },
  };
}
