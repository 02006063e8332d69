import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { sealServerAuthorization, sealServerSession } from '../../server/cookies/server-cookie.ts';
import type { World } from '../../server/world.ts';

/** Cookies a fuzzed request may carry: one good, the others each refused for another reason. */
export type CookieKind = 'good' | 'expired' | 'unregistered' | 'stale' | 'moved' | 'foreign' | 'damaged';
export type FuzzCookies = Readonly<Record<CookieKind, Cookie>>;

const HOUR = 60 * 60 * 1000;

/** Cookies of the downstream server `downstreamId`; it knows no registration, so some kinds stand for what it has. */
export function fuzzServerCookies(
  maker: World,
  downstreamId: string,
): { readonly serverCookies: FuzzCookies; readonly serverAuthorization: AuthorizationCookie } {
  const { catalog, clock } = maker;
  const now = clock.now();
  const sealed = (world = maker, expires = now + HOUR, protocolVersion = '1.20'): Cookie =>
    sealServerSession(world, { downstreamId, expires }, protocolVersion);
  const good = sealed();
  const bytes = Buffer.from(good.EncryptedData ?? []);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  const otherHistory = { ...catalog.changes.read(), mark: 'another' };
  return {
    serverCookies: {
      good,
      expired: sealed(maker, now - HOUR),
      // Of another protocol.
      unregistered: sealed(maker, now + HOUR, '2.0'),
      // Of an authorization that was over before the cookie was made.
      stale: sealed(maker, 1),
      // Of a store that was put back.
      moved: sealed({
        ...maker,
        catalog: { ...catalog, changes: { ...catalog.changes, read: () => otherHistory } },
      }),
      foreign: sealed({ ...maker, catalog: { ...catalog, serverId: 'another' } }),
      damaged: { ...good, EncryptedData: bytes },
    },
    serverAuthorization: sealServerAuthorization(maker, downstreamId),
  };
}
