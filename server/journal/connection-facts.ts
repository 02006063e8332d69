import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { connectionFacts } from '../tls/connection-facts.ts';
import type { NotedConnection, NotedRequest } from './noted.ts';

const known = new WeakMap<Socket, NotedConnection>();

/** The facts of a connection, gathered with its first request. */
function connectionOf(socket: Socket): NotedConnection {
  const before = known.get(socket);
  if (before !== undefined) return before;
  const { remoteAddress = '', remotePort = 0, localPort = 0 } = socket;
  const facts = {
    ...{ remoteAddress, remotePort, localPort },
    ...('getProtocol' in socket && { tls: tlsOf(socket as TLSSocket) }),
  };
  known.set(socket, facts);
  return facts;
}

function tlsOf(socket: TLSSocket): NonNullable<NotedConnection['tls']> {
  const facts = connectionFacts(socket);
  const { servername } = socket as { readonly servername?: string | false };
  const agreed = {
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher()?.name ?? '',
    clientCertificate: socket.getPeerX509Certificate()?.fingerprint256,
    serverName: typeof servername === 'string' ? servername : undefined,
  };
  return { hello: facts?.hello, agreed };
}

/** A request as the journal keeps it. */
export function notedRequest(request: FastifyRequest): NotedRequest {
  const { raw } = request;
  return {
    method: raw.method ?? '',
    url: request.originalUrl,
    host: raw.headers.host ?? '',
    httpVersion: raw.httpVersion,
    rawHeaders: raw.rawHeaders,
    connection: connectionOf(raw.socket),
  };
}
