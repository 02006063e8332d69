import type { AddressInfo } from 'node:net';
import { fail, messageOf } from '../platform/errors/index.ts';

/** Where one listener shall be. */
export interface ListenWish {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Command-line option that sets the port, for messages. */
  readonly option: string;
}

/** What listens: a Fastify instance, or whatever starts and has a server. */
export interface Listening {
  listen(at: { readonly host: string; readonly port: number }): Promise<unknown>;
  readonly server: { address(): AddressInfo | string | null };
}

/** Starts `app` and returns its port. Throws PORT_TAKEN, PORT_FORBIDDEN or ADDRESS_UNUSABLE. */
export async function listen(app: Listening, { host, port, option }: ListenWish): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') fail('PORT_TAKEN', { host, port, option }, error);
    if (code === 'EACCES') fail('PORT_FORBIDDEN', { host, port, option, reason: messageOf(error) }, error);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAFNOSUPPORT') {
      fail('ADDRESS_UNUSABLE', { host, port, reason: messageOf(error) }, error);
    }
    throw error;
  }
  return (app.server.address() as AddressInfo).port;
}

/** `host:port` as it stands in a URL that this machine can open. */
export function reachable(host: string, port: number): string {
  if (host === '0.0.0.0') return `127.0.0.1:${port}`;
  if (host === '::') return `[::1]:${port}`;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
