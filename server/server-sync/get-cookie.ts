import {
  checkOldServerCookie,
  checkProtocol,
  openServerAuthorization,
  sealServerSession,
} from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import { noteServer } from './note-server.ts';
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
  noteServer(world.catalog, (known) =>
    known.noteProtocol(identity.downstreamId, protocolVersion, world.clock.now()),
  );
  return { GetCookieResult: sealServerSession(world, identity, protocolVersion) };
}
