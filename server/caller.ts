import type { FastifyRequest } from 'fastify';
import type { Caller } from './world.ts';

/** Host header of a caller: a name or address, an optional port. Anything else is not echoed into an answer. */
const HOST = /^(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,255})(?::(\d{1,5}))?$/;
const DEFAULT_HTTP_PORT = 80;
/** Hosts remembered: real callers use a handful. */
const KEPT_CALLERS = 256;

interface HostParts {
  readonly name: string;
  readonly port: string | undefined;
}

function hostParts(request: FastifyRequest): HostParts {
  const parts = HOST.exec(request.headers.host ?? '');
  if (parts?.[1] !== undefined) return { name: parts[1], port: parts[2] };
  const address = request.socket.localAddress ?? '127.0.0.1';
  return {
    name: address.includes(':') ? `[${address}]` : address,
    port: String(request.socket.localPort ?? ''),
  };
}

/** The origin the caller used, `https://host:port`. */
export function originOf(request: FastifyRequest): string {
  const { name, port } = hostParts(request);
  return `${request.protocol}://${name}${port === undefined ? '' : `:${port}`}`;
}

/** What a caller is told apart by beside its host. */
export interface CallerPlace {
  /** What stands before the path: of a tenant that is told by it. */
  readonly prefix: string;
  /** Port of the plain HTTP listener that belongs to the one that was asked. */
  readonly httpPort: number;
}

interface KeptCaller extends CallerPlace {
  readonly caller: Caller;
}

/**
 * Makes the function that tells who asks. Content goes over plain HTTP: a caller on HTTP gets the very host and port it
 * used, so that mapped ports work; one on TLS the same host with the port of the HTTP listener (wire facts §2.8, §2.14).
 */
export function createCallerReader(): (request: FastifyRequest, place: CallerPlace) => Caller {
  const kept = new Map<string, KeptCaller>();
  return (request, { prefix, httpPort }) => {
    const host = request.raw.headers.host ?? '';
    const known = kept.get(host);
    // Most hosts are asked for at one place alone, and a text put together for each request would cost more than the rest.
    if (known !== undefined && isAt(known, request, prefix, httpPort)) return known.caller;
    const caller = readCaller(request, httpPort, prefix);
    // Only hosts that stand in the header itself: another is told by the socket.
    if (kept.size < KEPT_CALLERS && HOST.test(host)) kept.set(host, { prefix, httpPort, caller });
    return caller;
  };
}

function isAt(known: KeptCaller, { protocol }: FastifyRequest, prefix: string, httpPort: number): boolean {
  return (
    known.prefix === prefix && known.httpPort === httpPort && known.caller.isHttps === (protocol === 'https')
  );
}

function readCaller(request: FastifyRequest, httpPort: number, prefix: string): Caller {
  const { name, port } = hostParts(request);
  const contentPort = request.protocol === 'https' ? String(httpPort) : port;
  const suffix =
    contentPort === undefined || Number(contentPort) === DEFAULT_HTTP_PORT ? '' : `:${contentPort}`;
  return {
    contentBase: `http://${name}${suffix}${prefix}`,
    hostName: name,
    isHttps: request.protocol === 'https',
  };
}
