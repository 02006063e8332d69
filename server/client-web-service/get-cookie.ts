import type { CatalogView } from '../../catalog/catalog.ts';
import { ticksOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { openAuthorization } from '../cookies/authorization-cookie.ts';
import type { Session } from '../cookies/session.ts';
import { expiryFrom, readSession, sealSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof clientService.operations.GetCookie.request>;
type Response = TypeOf<typeof clientService.operations.GetCookie.response>;

/** [MS-WUSP] §3.1.5.4. */
export function getCookie(world: World, _caller: Caller, request: Request): Response {
  const { catalog, clock } = world;
  const computerId = openAuthorization(world, request.authCookies);
  const protocolVersion = request.protocolVersion;
  if (protocolVersion === undefined || versionNumber(protocolVersion) === undefined) {
    throw new SoapFault('InvalidParameters', 'protocolVersion');
  }
  const lastChange = ticksOf(request.lastChange);
  if (lastChange === undefined) throw new SoapFault('InvalidParameters', 'lastChange');
  const view = catalog.view();
  // Compared as times: a client may write the fraction its own way.
  if (lastChange !== ticksOf(view.configLastChange)) throw new SoapFault('ConfigChanged', 'lastChange');
  const session = {
    serverId: catalog.serverId,
    computerId,
    protocolVersion,
    configLastChange: view.configLastChange,
    ...expiryFrom(clock.now()),
    ...stateFrom(world, view, request.oldCookie, computerId),
  };
  return { GetCookieResult: sealSession(world, session) };
}

/** State moves over from the old cookie. The native client's first one holds an Expiration only (capture 03). */
function stateFrom(
  world: World,
  { change, mark, locations }: CatalogView,
  oldCookie: Cookie | undefined,
  computerId: string,
): Pick<Session, 'seen' | 'mark' | 'software' | 'drivers' | 'locations'> {
  // RefreshCache hands out revisions to this cookie and returns none, so it counts as having seen what there is.
  const fresh = { seen: change, locations, ...(mark !== undefined && { mark }) };
  if (oldCookie?.EncryptedData === undefined) return fresh;
  const old = readSession(world, oldCookie);
  if (old.computerId !== computerId) return fresh;
  const { software, drivers } = old;
  return {
    ...fresh,
    locations: old.locations,
    ...(software !== undefined && { software }),
    ...(drivers !== undefined && { drivers }),
  };
}
