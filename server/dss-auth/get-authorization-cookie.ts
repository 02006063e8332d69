import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { dssAuth } from '../../protocol/wsusss/dss-auth.ts';
import { sealServerAuthorization } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof dssAuth.operations.GetAuthorizationCookie.request>;
type Response = TypeOf<typeof dssAuth.operations.GetAuthorizationCookie.response>;

/** A real server takes any name (server sync facts §1.1), that of an account too; this keeps out what is none. */
const ACCOUNT_NAME = /^[^\p{Cc}]+$/u;
const LONGEST_NAME = 255;
const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/**
 * [MS-WSUSSS] §3.1.4.2: notes the downstream server and seals its identity. A client of Microsoft's own server was
 * seen to send name and GUID in each other's place, and was answered (server sync facts §1.7).
 */
export function getDssAuthorizationCookie(world: World, _caller: Caller, request: Request): Response {
  const [name, id] = namesOf(world, request);
  // Windows misnames the parameter: [MS-WSUSSS] §7, note 28.
  if (name.length > LONGEST_NAME || !ACCOUNT_NAME.test(name))
    throw new SoapFault('InvalidParameters', 'machineName');
  const serverId = GUID.exec(id)?.[1]?.toLowerCase();
  if (serverId === undefined) throw new SoapFault('InvalidParameters', 'accountGuid');
  const { catalog, clock } = world;
  const known = catalog.downstream.find(serverId);
  if (known?.fullDomainName !== name || known.parentServerId !== null)
    catalog.write(() => catalog.downstream.introduce(serverId, name, clock.now()));
  return { GetAuthorizationCookieResult: sealServerAuthorization(world, serverId) };
}

function namesOf({ catalog }: World, request: Request): readonly [name: string, id: string] {
  const name = request.accountName?.trim() ?? '';
  const id = request.accountGuid?.trim() ?? '';
  const isSwapped =
    catalog.configuration.current().profile === 'microsoft' && GUID.test(name) && !GUID.test(id);
  return isSwapped ? [id, name] : [name, id];
}
