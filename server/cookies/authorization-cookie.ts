import { SoapFault } from '../../protocol/soap/fault.ts';
import type { AuthorizationCookie } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';

/** Name of the only authorization plug-in (capture 01). */
export const PLUG_IN = 'SimpleTargeting';

/** Life of an authorization cookie: one day. */
const LIFE_MILLISECONDS = 24 * 60 * 60 * 1000;
export const AUTHORIZATION_PURPOSE = 'authorization';

type State = readonly [serverId: string, computerId: string, expires: number];

/** Seals who a client is; GetCookie takes it. */
export function sealAuthorization(
  { sealer, catalog, clock }: World,
  computerId: string,
): AuthorizationCookie {
  const state: State = [catalog.serverId, computerId, clock.now() + LIFE_MILLISECONDS];
  return { PlugInId: PLUG_IN, CookieData: sealer.seal(AUTHORIZATION_PURPOSE, JSON.stringify(state)) };
}

/** The computer an authorization cookie was made for. Throws SoapFault InvalidAuthorizationCookie. */
export function openAuthorization(world: World, cookies: readonly AuthorizationCookie[] | undefined): string {
  const [cookie, ...others] = cookies ?? [];
  const refused = new SoapFault('InvalidAuthorizationCookie', 'authCookies');
  if (cookie?.CookieData === undefined || others.length > 0) throw refused;
  const state = world.sealer.open(AUTHORIZATION_PURPOSE, cookie.CookieData);
  if (state === undefined) throw refused;
  const [serverId, computerId, expires] = JSON.parse(state) as State;
  if (serverId !== world.catalog.serverId || expires <= world.clock.now()) throw refused;
  return computerId;
}
