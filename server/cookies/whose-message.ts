import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { AUTHORIZATION_PURPOSE } from './authorization-cookie.ts';
import { sealedPart } from './fresh-bytes.ts';
import type { Sealer } from './sealer.ts';
import { SERVER_AUTHORIZATION_PURPOSE, SERVER_SESSION_PURPOSE } from './server-cookie.ts';
import { SESSION_PURPOSE } from './session-cookie.ts';

/** The parameters by which a message tells whose it is. */
interface Telling {
  readonly cookie?: Cookie;
  readonly authCookies?: readonly AuthorizationCookie[];
  readonly clientId?: string;
  readonly accountGuid?: string;
}

/**
 * The computer or downstream server a decoded request is of, in its own spelling: by its cookie, whatever became of that since;
 * by its authorization; or by what it says where it has neither. Undefined when it tells none that was sealed here.
 */
export function whoseMessage(sealer: Sealer, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { cookie, authCookies, clientId, accountGuid } = value as Telling;
  if (cookie !== undefined) return ofCookie(sealer, cookie.EncryptedData);
  const authorization = authCookies?.[0]?.CookieData;
  if (authorization !== undefined)
    return (
      opened(sealer, AUTHORIZATION_PURPOSE, authorization) ??
      opened(sealer, SERVER_AUTHORIZATION_PURPOSE, authorization)
    );
  return clientId ?? accountGuid;
}

function ofCookie(sealer: Sealer, bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const sealed = sealedPart(bytes);
  return (sealed && opened(sealer, SESSION_PURPOSE, sealed)) ?? opened(sealer, SERVER_SESSION_PURPOSE, bytes);
}

/** In every kind of cookie the second field is whose it is. */
function opened(sealer: Sealer, purpose: string, bytes: Buffer): string | undefined {
  const state = sealer.open(purpose, bytes);
  if (state === undefined) return undefined;
  const [, id] = JSON.parse(state) as readonly unknown[];
  return typeof id === 'string' ? id : undefined;
}
