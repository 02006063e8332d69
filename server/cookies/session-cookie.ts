import type { CatalogView } from '../../catalog/catalog.ts';
import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';
import { freshened, sealedPart } from './fresh-bytes.ts';
import type { Session, SyncPoint } from './session.ts';

/** Life of a session cookie: one hour, and it does not slide (wire facts §2.4). */
export const SESSION_MILLISECONDS = 60 * 60 * 1000;
/** Another layout of the state needs another purpose, so that a cookie of the old one is not taken for it. */
export const SESSION_PURPOSE = 'session 3';

/** A sync point as it is sealed. */
type Point = readonly [number, string] | null;

/** The fields of a Session in this order. */
type State = readonly [
  string,
  string,
  string,
  string,
  number,
  string,
  number,
  string | null,
  Point,
  Point,
  number,
];

/** When a session that begins at `now` ends. */
export function expiryFrom(now: number): Pick<Session, 'expires' | 'expiration'> {
  const expires = now + SESSION_MILLISECONDS;
  return { expires, expiration: dateTimeOf(expires) };
}

/** Seals `session` into the Cookie of the wire: other bytes each time, though the same session is sealed once. */
export function sealSession(world: World, session: Session): Cookie {
  let sealed = world.sealedSessions.get(session);
  if (sealed === undefined) {
    sealed = world.sealer.seal(SESSION_PURPOSE, stateOf(session));
    world.sealedSessions.set(session, sealed);
    world.sessions.set(keyOf(sealed), session);
  }
  return { Expiration: session.expiration, EncryptedData: freshened(sealed, world.randomness) };
}

function stateOf(session: Session): string {
  const state: State = [
    session.serverId,
    session.computerId,
    session.protocolVersion,
    session.configLastChange,
    session.expires,
    session.expiration,
    session.seen,
    session.mark ?? null,
    sealedPoint(session.software),
    sealedPoint(session.drivers),
    session.locations,
  ];
  return JSON.stringify(state);
}

function sealedPoint(point: SyncPoint | undefined): Point {
  return point === undefined ? null : [point.change, point.groups];
}

/** The session of a client that may have revisions of `view` now. */
export function seenIn(session: Session, { change, mark }: CatalogView): Session {
  const isSame = session.seen === change && session.mark === mark;
  return isSame ? session : { ...session, seen: change, ...(mark !== undefined && { mark }) };
}

/** The session of a client that knows all deployments there are in `view` for one part of a scan. */
export function caughtUp(
  session: Session,
  view: CatalogView,
  part: 'software' | 'drivers',
  groups: string,
): Session {
  const seen = seenIn(session, view);
  const known = session[part];
  if (known?.change === view.change && known.groups === groups) return seen;
  return { ...seen, [part]: { change: view.change, groups } };
}

/**
 * Opens the cookie of a request. Throws SoapFault: InvalidCookie when there is none or this server did not seal
 * it, ServerChanged when another catalogue under the same keys did, CookieExpired when its hour is over.
 */
export function openSession(world: World, cookie: Cookie | undefined): Session {
  const session = readSession(world, cookie);
  if (session.expires <= world.clock.now()) throw new SoapFault('CookieExpired', 'cookie');
  return session;
}

/** Like `openSession`, but an expired cookie is good: GetCookie takes the state out of one. */
export function readSession(world: World, cookie: Cookie | undefined): Session {
  const sealed = cookie?.EncryptedData && sealedPart(cookie.EncryptedData);
  if (sealed === undefined) throw new SoapFault('InvalidCookie', 'cookie');
  const key = keyOf(sealed);
  const known = world.sessions.get(key);
  const session = known ?? unsealed(world, sealed);
  if (known === undefined) world.sessions.set(key, session);
  if (session.serverId !== world.catalog.serverId) throw new SoapFault('ServerChanged', 'cookie');
  if (!isOfThisHistory(world, session)) throw new SoapFault('ServerChanged', 'cookie');
  return session;
}

/**
 * Whether the state the cookie speaks of is one this store had. One put back to an earlier state gives the same
 * RevisionIDs to other revisions, so its clients must start over ([MS-WUSP] §2.2.2.4, ServerChanged).
 */
function isOfThisHistory({ catalog }: World, { seen, mark }: Session): boolean {
  let view = catalog.view();
  // Another process that serves this catalogue may have seen a change a moment before this one does.
  if (seen > view.change) view = catalog.view(true);
  if (seen === view.change) return mark === view.mark;
  // One too old to be remembered may be of another history: starting over costs the client one RefreshCache.
  return seen === 0 || (seen < view.change && catalog.changes.mark(seen) === mark);
}

function unsealed({ sealer }: World, sealed: Buffer): Session {
  const state = sealer.open(SESSION_PURPOSE, sealed);
  if (state === undefined) throw new SoapFault('InvalidCookie', 'cookie');
  const [serverId, computerId, protocolVersion, configLastChange, expires, expiration, ...rest] = JSON.parse(
    state,
  ) as State;
  const [seen, mark, software, drivers, locations] = rest;
  return {
    ...{ serverId, computerId, protocolVersion, configLastChange, expires, expiration, seen, locations },
    ...(mark !== null && { mark }),
    ...(software !== null && { software: openedPoint(software) }),
    ...(drivers !== null && { drivers: openedPoint(drivers) }),
  };
}

function openedPoint([change, groups]: NonNullable<Point>): SyncPoint {
  return { change, groups };
}

/**
 * The bytes of a cookie as a key. Cookies are good without it; this only spares opening one that was opened or made
 * here before, and a scan comes back with the cookie it was just given.
 */
function keyOf(sealed: Buffer): string {
  return sealed.toString('latin1');
}
