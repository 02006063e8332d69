import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';

/** Life of a session cookie: one hour, and it does not slide (wire facts §2.4). */
export const SESSION_MILLISECONDS = 60 * 60 * 1000;
const PURPOSE = 'session';

/** What a session cookie carries: [MS-WUSP] §3.1.5.4, Data Processing. */
export interface Session {
  readonly serverId: string;
  readonly computerId: string;
  readonly protocolVersion: string;
  /** `lastChange` of the configuration the client has seen. */
  readonly configLastChange: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** Change counter up to which the client knows the deployments. */
  readonly syncPoint: number;
}

type State = readonly [string, string, string, string, number, number];

/** Seals `session` into the Cookie of the wire. */
export function sealSession({ sealer }: World, session: Session): Cookie {
  const state: State = [
    session.serverId,
    session.computerId,
    session.protocolVersion,
    session.configLastChange,
    session.expires,
    session.syncPoint,
  ];
  return {
    Expiration: dateTimeOf(session.expires),
    EncryptedData: sealer.seal(PURPOSE, JSON.stringify(state)),
  };
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
export function readSession({ sealer, catalog }: World, cookie: Cookie | undefined): Session {
  const sealed = cookie?.EncryptedData;
  const state = sealed === undefined ? undefined : sealer.open(PURPOSE, sealed);
  if (state === undefined) throw new SoapFault('InvalidCookie', 'cookie');
  const [serverId, computerId, protocolVersion, configLastChange, expires, syncPoint] = JSON.parse(
    state,
  ) as State;
  if (serverId !== catalog.serverId) throw new SoapFault('ServerChanged', 'cookie');
  return { serverId, computerId, protocolVersion, configLastChange, expires, syncPoint };
}
