import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { withoutPort } from '../host-name.ts';
import { isLike } from '../journal/predicate.ts';

/** By what a request is told to be of a tenant. */
export type AssignBy = 'port' | 'host' | 'path' | 'certificate' | 'client';

/** The order when none is configured: the surest first. */
export const DEFAULT_ASSIGN_BY: readonly AssignBy[] = ['port', 'host', 'path', 'certificate', 'client'];

/** What is of a tenant. The path `/t/<name>` always is. */
export interface TenantMarks {
  /** Host names, of the Host header or of TLS; `*` is any text. */
  readonly hosts: readonly string[];
  /** Ids of computers or downstream servers; `*` is any text. */
  readonly clients: readonly string[];
  /** SHA-256 fingerprints of client certificates, upper-case hex with colons. */
  readonly certificates: readonly string[];
}

/** Who is asked: the tenants there are, with their marks and ports. */
export interface Assignable {
  readonly name: string;
  readonly marks: TenantMarks;
  readonly ports: readonly number[];
}

/** A request as far as its head tells. */
export interface RequestMarks {
  readonly localPort: number;
  readonly host: string;
  /** Name in the path prefix. */
  readonly named: string | undefined;
  readonly certificate: () => string | undefined;
}

/** The tenant a request is of by its head, in the given order; undefined when nothing names one. */
export function assignByHead<T extends Assignable>(
  tenants: readonly T[],
  order: readonly AssignBy[],
  request: RequestMarks,
): T | undefined {
  for (const by of order) {
    const found = tenants.find((tenant) => isNamed(tenant, by, request));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNamed({ name, marks, ports }: Assignable, by: AssignBy, request: RequestMarks): boolean {
  switch (by) {
    case 'port':
      return ports.includes(request.localPort);
    case 'host':
      return marks.hosts.some((host) => isLike(request.host, host));
    case 'path':
      return request.named === name;
    case 'certificate':
      return marks.certificates.length > 0 && marks.certificates.includes(request.certificate() ?? '');
    case 'client':
      // Only the message tells.
      return false;
  }
}

/** The tenant a client is of by its id. */
export function assignByClient<T extends Assignable>(
  tenants: readonly T[],
  clientId: string | undefined,
): T | undefined {
  if (clientId === undefined) return undefined;
  return tenants.find(({ marks }) => marks.clients.some((client) => isLike(clientId, client)));
}

/** The marks of a request; `named` is the tenant of its path prefix. */
export function marksOf(request: FastifyRequest, named: string | undefined): RequestMarks {
  const { socket } = request.raw;
  const host = withoutPort(request.headers.host ?? '').toLowerCase();
  return {
    localPort: socket.localPort ?? 0,
    host,
    named,
    certificate: () =>
      'getPeerX509Certificate' in socket
        ? (socket as TLSSocket).getPeerX509Certificate()?.fingerprint256
        : undefined,
  };
}
