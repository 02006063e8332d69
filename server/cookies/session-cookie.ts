import type { CatalogView } from '../../catalog/catalog.ts';
import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';
import type { Session } from './session.ts';

/** Life of a session cookie: one hour, and it does not slide (wire facts §2.4). */
export const SESSION_MILLISECONDS = 60 * 60 * 1000;
const PURPOSE = 'session 2';

/** The fields of a Session in this order; another layout needs another PURPOSE. */
type State = readonly [
  string,
  string,
  string,
  string,
  number,
  string,
  number,
  string | null,
  string | null,
  number,
];

/** When a session that begins at `now` ends. */
export function expiryFrom(now: number): Pick<Session, 'expires' | 'expiration'> {
  const expires = now + SESSION_MILLISECONDS;
  return { expires, expiration: dateTimeOf(expires) };
}

/** Seals `session` into the Cookie of the wire. */
export function sealSession({ sealer, sessions: opened }: World, session: Session): Cookie {
  const sealed = sealer.seal(PURPOSE, stateOf(session));
  opened.set(keyOf(sealed), session);
  return { Expiration: session.expiration, EncryptedData: sealed };
}

function stateOf(session: Session): string {
  const state: State = [
    session.serverId,
    session.computerId,
    session.protocolVersion,
    session.configLastChange,
    session.expires,
    session.expiration,
    session.syncPoint,
    session.mark ?? null,
    session.groups ?? null,
    session.locations,
  ];
  return JSON.stringify(state);
}

/** The session of a client that knows all there is in `view`; itself when it did before. */
export function caughtUp(session: Session, view: CatalogView, groups: string): Session {
  const { change, mark } = view;
  const isSame = session.syncPoint === change && session.groups === groups && session.mark === mark;
  return isSame ? session : { ...session, syncPoint: change, groups, ...(mark !== undefined && { mark }) };
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
  const sealed = cookie?.EncryptedData;
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
function isOfThisHistory({ catalog }: World, { syncPoint, mark }: Session): boolean {
  let view = catalog.view();
  // Another process that serves this catalogue may have seen a change a moment before this one does.
  if (syncPoint > view.change) view = catalog.view(true);
  if (syncPoint === view.change) return mark === view.mark;
  if (syncPoint > view.change) return false;
  return syncPoint < catalog.changes.oldest() || catalog.changes.mark(syncPoint) === mark;
}

/** Whom a cookie was made for, whatever became of it since; undefined for one this server did not seal. */
export function computerOf(world: World, cookie: Cookie): string | undefined {
  try {
    return readSession(world, cookie).computerId;
  } catch (error) {
    if (error instanceof SoapFault) return undefined;
    throw error;
  }
}

function unsealed({ sealer }: World, sealed: Buffer): Session {
  const state = sealer.open(PURPOSE, sealed);
  if (state === undefined) throw new SoapFault('InvalidCookie', 'cookie');
  const [
    serverId,
    computerId,
    protocolVersion,
    configLastChange,
    expires,
    expiration,
    syncPoint,
    mark,
    groups,
    locations,
  ] = JSON.parse(state) as State;
  return {
    ...{ serverId, computerId, protocolVersion, configLastChange, expires, expiration, syncPoint, locations },
    ...(mark !== null && { mark }),
    ...(groups !== null && { groups }),
  };
}

/**
 * The bytes of a cookie as a key. Cookies are good without it; this only spares opening one that was opened or made
 * here before, and a scan comes back with the cookie it was just given.
 */
function keyOf(sealed: Buffer): string {
  return sealed.toString('latin1');
}
