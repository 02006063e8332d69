import { isIP } from 'node:net';
import { fail } from '../platform/errors/index.ts';

/** A name a client may reach the server by, in its one canonical spelling. */
export interface ServerName {
  readonly kind: 'dns' | 'ip';
  readonly text: string;
}

/** RFC 1035 §2.3.4. */
const MAX_NAME_CHARACTERS = 253;
/** Labels of at most 63 characters; underscores occur in names of containers and Windows machines. */
const HOST_NAME = /^(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*$/;

/**
 * The canonical form of `text`: lower case, no trailing dot, addresses in their shortest spelling and
 * without zone. Undefined when it is neither a host name nor an address; wildcards are neither.
 */
export function readServerName(text: string): ServerName | undefined {
  if (text.length > MAX_NAME_CHARACTERS + 1) return undefined;
  const name = text.toLowerCase().replace(/\.$/, '').replace(/%.*$/, '');
  const family = isIP(name);
  if (family === 4) return { kind: 'ip', text: name };
  if (family === 6) return { kind: 'ip', text: new URL(`http://[${name}]`).hostname.slice(1, -1) };
  // A name that ends in a number would be read as an address by URL parsers, WHATWG URL §3.5.
  if (/(^|\.)\d+$/.test(name)) return undefined;
  return HOST_NAME.test(name) ? { kind: 'dns', text: name } : undefined;
}

/** The same for a name the user gave; throws PKI_NAME_INVALID. */
export function requireServerName(text: string): ServerName {
  return readServerName(text) ?? fail('PKI_NAME_INVALID', { name: JSON.stringify(text.slice(0, 300)) });
}
