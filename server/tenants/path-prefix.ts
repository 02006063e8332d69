import type { IncomingMessage } from 'node:http';

/** `/t/<name>` before the path of a tenant's services. */
const PREFIX = /^\/t\/([A-Za-z0-9._-]{1,64})(?=\/|$)/;

const named = new WeakMap<IncomingMessage, string>();

/** What a router is to look for in place of the URL: without the prefix of a tenant, which is remembered. */
export function withoutPrefix(request: IncomingMessage): string {
  const { url = '/' } = request;
  if (!url.startsWith('/t/')) return url;
  const found = PREFIX.exec(url);
  if (found?.[1] === undefined) return url;
  named.set(request, found[1]);
  return url.slice(found[0].length) || '/';
}

/** The name in the prefix of a request. */
export function nameInPath(request: IncomingMessage): string | undefined {
  return named.get(request);
}

/** The prefix of the tenant `name`. */
export function prefixOf(name: string): string {
  return `/t/${name}`;
}

/** Whether a tenant may be called so: it stands in paths and file names. */
export function isTenantName(name: string): boolean {
  return PREFIX.exec(`/t/${name}`)?.[1] === name && name !== '.' && name !== '..';
}
