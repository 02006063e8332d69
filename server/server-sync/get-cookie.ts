import { isBusy } from '../../catalog/view/busy-rest.ts';
import {
  checkOldServerCookie,
  checkProtocol,
  openServerAuthorization,
  sealServerSession,
} from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.3. */
export function getServerCookie(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetCookie'>,
): ResponseOf<'GetCookie'> {
  const { authCookies, oldCookie, protocolVersion = '' } = request;
  const identity = openServerAuthorization(world, authCookies);
  checkProtocol(protocolVersion, 'protocolVersion');
  checkOldServerCookie(world, oldCookie);
  note(world, identity.downstreamId, protocolVersion);
  return { GetCookieResult: sealServerSession(world, identity, protocolVersion) };
}

/** Which protocol a server speaks is worth a note, yet no server has to wait for it. */
function note({ catalog, clock }: World, downstreamId: string, protocolVersion: string): void {
  try {
    catalog.write(() => catalog.downstream.noteProtocol(downstreamId, protocolVersion, clock.now()));
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
