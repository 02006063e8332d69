import type { Config } from '../../protocol/wusp/client-types.ts';
import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { charactersIn } from '../datastore/store-size.ts';
import { failWith } from '../failure.ts';

/** Bytes of a cookie, which goes with every call; a server's own have some hundreds. */
const MOST_COOKIE_BYTES = 16 * 1024;
/** UTF-16 units of when it ends, a time in seven digits and a zone. */
const LONGEST_TIME = 64;
/** UTF-16 units of a configuration; that of a real server has some thousands. */
const MOST_CONFIG_CHARACTERS = 256 * 1024;

/** A cookie a server gave. Throws WU_E_PT_INVALID_FORMAT for one that is too large to be any. */
export function checkCookie(cookie: Cookie): Cookie {
  checkBytes('cookie', cookie.EncryptedData);
  if (cookie.Expiration.length > LONGEST_TIME)
    failWith('WU_E_PT_INVALID_FORMAT', `the end of a cookie has ${cookie.Expiration.length} characters`);
  return cookie;
}

/** As `checkCookie`, for what a cookie is asked for with. */
export function checkAuthorization(cookie: AuthorizationCookie): AuthorizationCookie {
  checkBytes('authorization cookie', cookie.CookieData);
  return cookie;
}

/** A configuration. Throws WU_E_PT_INVALID_FORMAT for one that is too large to be kept. */
export function checkConfigSize(config: Config): Config {
  const characters = charactersIn(config);
  if (characters > MOST_CONFIG_CHARACTERS)
    failWith(
      'WU_E_PT_INVALID_FORMAT',
      `the configuration has ${characters} characters, more than ${MOST_CONFIG_CHARACTERS}`,
    );
  return config;
}

function checkBytes(what: string, bytes: Uint8Array | undefined): void {
  if (bytes !== undefined && bytes.length > MOST_COOKIE_BYTES)
    failWith('WU_E_PT_INVALID_FORMAT', `a ${what} has ${bytes.length} bytes, more than ${MOST_COOKIE_BYTES}`);
}
