import type { IncomingHttpHeaders } from 'node:http';
import { readServerName } from '../../../pki/server-name.ts';
import { fail } from '../../../platform/errors/index.ts';
import { clip } from '../../../platform/plain-text.ts';
import type { AccessRules } from './access-rules.ts';
import { isSameToken } from './control-token.ts';

/**
 * Lets a call through or throws: CONTROL_HOST_REFUSED, CONTROL_ORIGIN_REFUSED, CONTROL_TOKEN_MISSING,
 * CONTROL_TOKEN_WRONG. Any program of this machine may use a control API on loopback, but no web page that a browser of
 * this machine has open: neither by asking the address itself, nor by a name of its own that it lets point here.
 */
export function checkAccess(headers: IncomingHttpHeaders, rules: AccessRules, wantsToken: boolean): void {
  const { host, origin, authorization } = headers;
  if (rules.isLocal && host !== undefined && !isOwnHost(host, rules.names))
    fail('CONTROL_HOST_REFUSED', { host: clip(host) });
  if (origin !== undefined && !isSameHost(origin, host))
    fail('CONTROL_ORIGIN_REFUSED', { origin: clip(origin) });
  if (wantsToken && rules.token !== undefined) checkToken(authorization, rules.token);
}

/** An address cannot be made to point elsewhere; a name can, by whoever owns it. */
function isOwnHost(host: string, names: readonly string[]): boolean {
  const name = readServerName(host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1'));
  if (name === undefined) return false;
  return name.kind === 'ip' || [...names, 'localhost'].some((one) => readServerName(one)?.text === name.text);
}

/** Pages without an address send `null`, which is nobody's host. */
function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** RFC 6750 §2.1. */
function checkToken(authorization: string | undefined, token: string): void {
  const given = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1] ?? fail('CONTROL_TOKEN_MISSING');
  if (!isSameToken(given, token)) fail('CONTROL_TOKEN_WRONG');
}
