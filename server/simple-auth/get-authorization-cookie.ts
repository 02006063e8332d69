import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { simpleAuth } from '../../protocol/wusp/simple-auth.ts';
import { sealAuthorization } from '../cookies/authorization-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof simpleAuth.operations.GetAuthorizationCookie.request>;
type Response = TypeOf<typeof simpleAuth.operations.GetAuthorizationCookie.response>;

/** Longest values taken; a ClientIdString has 36 characters, a DNS name at most 255. */
const LONGEST = { clientId: 255, dnsName: 255, targetGroupName: 4096 };
/** Letters of any script, since NetBIOS names of computers come here too. */
const DNS_NAME = /^[\p{L}\p{N}._-]+$/u;

/** [MS-WUSP] §3.1.5.3: notes the client and the groups it asks for, and seals its identity. */
export function getAuthorizationCookie(world: World, _caller: Caller, request: Request): Response {
  const { clientId = '', dnsName = '', targetGroupName = '' } = request;
  if (clientId.trim() === '' || clientId.length > LONGEST.clientId)
    throw new SoapFault('InvalidParameters', 'clientId');
  if (!DNS_NAME.test(dnsName) || dnsName.length > LONGEST.dnsName)
    throw new SoapFault('InvalidParameters', 'dnsName');
  if (targetGroupName.length > LONGEST.targetGroupName)
    throw new SoapFault('InvalidParameters', 'targetGroupName');
  introduce(world, clientId, dnsName, targetGroupName);
  return { GetAuthorizationCookieResult: sealAuthorization(world, clientId) };
}

function introduce(
  { catalog, clock, logger, contacts }: World,
  clientId: string,
  dnsName: string,
  targetGroupName: string,
): void {
  const known = catalog.computers.find(clientId);
  if (known?.dnsName === dnsName && known.requestedGroups === targetGroupName) {
    contacts.seen(clientId);
    return;
  }
  const dropped = catalog.write(() => {
    catalog.computers.introduce(clientId, dnsName, targetGroupName, clock.now());
    return known === undefined ? catalog.retention.enforce('computers') : undefined;
  });
  if (dropped !== undefined)
    logger.warn(
      `dropped computers not seen for longest (${dropped.count}): more than keptComputers were here`,
    );
}
