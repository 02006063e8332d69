import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';

/** Name of the only authorization plug-in between servers (capture 30). */
export const DSS_PLUG_IN = 'DssTargeting';

/** Life of an authorization cookie: one day. */
const AUTHORIZATION_MILLISECONDS = 24 * 60 * 60 * 1000;
const MINUTE_MILLISECONDS = 60 * 1000;
export const SERVER_AUTHORIZATION_PURPOSE = 'server authorization 1';
export const SERVER_SESSION_PURPOSE = 'server session 1';

/** Who a downstream server is, and for how long that was vouched for. */
export interface ServerIdentity {
  /** GUID of the downstream server, lower case. */
  readonly downstreamId: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** What the cookie of a downstream server carries. */
export interface ServerSession extends ServerIdentity {
  readonly protocolVersion: string;
}

type Authorization = readonly [serverId: string, downstreamId: string, expires: number];
type Session = readonly [
  serverId: string,
  downstreamId: string,
  protocolVersion: string,
  expires: number,
  seen: number,
  mark: string | null,
];

/** Seals who a downstream server is; its GetCookie takes it. */
export function sealServerAuthorization(
  { sealer, catalog, clock }: World,
  downstreamId: string,
): AuthorizationCookie {
  const state: Authorization = [catalog.serverId, downstreamId, clock.now() + AUTHORIZATION_MILLISECONDS];
  return {
    PlugInId: DSS_PLUG_IN,
    CookieData: sealer.seal(SERVER_AUTHORIZATION_PURPOSE, JSON.stringify(state)),
  };
}

/** Opens the one authorization cookie of a request. Throws SoapFault: [MS-WSUSSS] §3.1.4.3, Request validation. */
export function openServerAuthorization(
  { sealer, catalog, clock }: World,
  cookies: readonly AuthorizationCookie[] | undefined,
): ServerIdentity {
  const [cookie, ...others] = cookies ?? [];
  if (cookie === undefined || others.length > 0) throw new SoapFault('InvalidParameters', 'authCookies');
  const text = cookie.CookieData && sealer.open(SERVER_AUTHORIZATION_PURPOSE, cookie.CookieData);
  if (text === undefined) throw new SoapFault('InvalidAuthorizationCookie', 'authCookies');
  const [serverId, downstreamId, expires] = JSON.parse(text) as Authorization;
  if (serverId !== catalog.serverId || expires <= clock.now())
    throw new SoapFault('InvalidAuthorizationCookie', 'authCookies');
  return { downstreamId, expires };
}

/** Seals the session of a downstream server, which ends with the configured time or with its authorization. */
export function sealServerSession(
  { sealer, catalog, clock }: World,
  { downstreamId, expires }: ServerIdentity,
  protocolVersion: string,
): Cookie {
  const { serverCookieMinutes } = catalog.configuration.current();
  const end = Math.min(expires, clock.now() + serverCookieMinutes * MINUTE_MILLISECONDS);
  const { change, mark } = catalog.changes.read();
  const state: Session = [catalog.serverId, downstreamId, protocolVersion, end, change, mark ?? null];
  return {
    Expiration: dateTimeOf(end),
    EncryptedData: sealer.seal(SERVER_SESSION_PURPOSE, JSON.stringify(state)),
  };
}

/**
 * Opens the cookie of a request between servers. Throws SoapFault: InvalidCookie when there is none, this server did
 * not seal it, or its time is over; ServerChanged when another catalogue under the same keys did, or one that was put
 * back since; IncompatibleProtocolVersion ([MS-WSUSSS] §3.1.4.4, Request validation).
 */
export function openServerSession(world: World, cookie: Cookie | undefined): ServerSession {
  const session = readSession(world, cookie?.EncryptedData);
  if (session === undefined) throw new SoapFault('InvalidCookie', 'cookie');
  if (!isOfThisHistory(world, session)) throw new SoapFault('ServerChanged', 'cookie');
  const [, downstreamId, protocolVersion, expires] = session;
  if (expires <= world.clock.now()) throw new SoapFault('InvalidCookie', 'cookie');
  checkProtocol(protocolVersion, 'cookie.protocolVersion');
  return { downstreamId, protocolVersion, expires };
}

/**
 * Throws SoapFault ServerChanged when the cookie a downstream server had before is of another server or another history:
 * its anchors mean nothing here. One without content says nothing.
 */
export function checkOldServerCookie(world: World, oldCookie: Cookie | undefined): void {
  const bytes = oldCookie?.EncryptedData;
  if (bytes === undefined || bytes.length === 0) return;
  const session = readSession(world, bytes);
  if (session === undefined || !isOfThisHistory(world, session))
    throw new SoapFault('ServerChanged', 'oldCookie');
}

/** Throws SoapFault for a text that is no version, or of a protocol this is not: [MS-WSUSSS] §3.1.4.3. */
export function checkProtocol(protocolVersion: string | undefined, parameter: string): void {
  if (protocolVersion === undefined || versionNumber(protocolVersion) === undefined)
    throw new SoapFault('InvalidParameters', parameter);
  if (!protocolVersion.startsWith('1.')) throw new SoapFault('IncompatibleProtocolVersion', parameter);
}

function readSession({ sealer }: World, bytes: Buffer | undefined): Session | undefined {
  const text = bytes && sealer.open(SERVER_SESSION_PURPOSE, bytes);
  return text === undefined ? undefined : (JSON.parse(text) as Session);
}

/** Whether the state the cookie was made on is one this store had. */
function isOfThisHistory({ catalog }: World, [serverId, , , , seen, mark]: Session): boolean {
  return serverId === catalog.serverId && (seen === 0 || catalog.changes.mark(seen) === (mark ?? undefined));
}
