import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import type { ConnectionFacts, TlsFacts } from './entry.ts';
import type { NotedRequest } from './noted.ts';

const known = new WeakMap<Socket, ConnectionFacts>();

/** The facts of a connection, worked out with its first request. */
export function connectionOf(socket: Socket): ConnectionFacts {
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

function tlsOf(socket: TLSSocket): TlsFacts {
  const version = socket.getProtocol();
  const { servername } = socket as { readonly servername?: string | false };
  const certificate = socket.getPeerX509Certificate();
  return {
    ...(version !== null && { version }),
    cipher: socket.getCipher()?.name ?? '',
    ...(typeof servername === 'string' && servername !== '' && { serverName: servername }),
    ...(certificate && { clientCertificate: certificate.fingerprint256 }),
  };
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
