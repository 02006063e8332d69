import { fail } from '../../../platform/errors/index.ts';

/** Longest address; a content file's is about 120 characters. */
const MAX_URL_CHARACTERS = 8_192;
/** How much of a refused address is repeated. */
const SHOWN_CHARACTERS = 200;

/** Reads the absolute address of an upstream server. Throws SYNC_URL_REFUSED; a password is not repeated. */
export function upstreamUrl(text: string): URL {
  const refuse = (reason: string) => fail('SYNC_URL_REFUSED', { url: shown(text), reason });
  if (text.length > MAX_URL_CHARACTERS) return refuse(`it has more than ${MAX_URL_CHARACTERS} characters`);
  if (!URL.canParse(text)) return refuse('it is not an absolute URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse(`its scheme is ${url.protocol}`);
  if (url.username || url.password) return refuse('it carries a user name or password');
  return url;
}

function shown(text: string): string {
  const bare = text.slice(0, MAX_URL_CHARACTERS).replace(/\/\/[^/?#]*@/g, '//…@');
  return JSON.stringify(bare.slice(0, SHOWN_CHARACTERS));
}
