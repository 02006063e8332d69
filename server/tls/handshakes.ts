import type { IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket, Server as TlsServer } from 'node:tls';
import type { Attempt } from './attempt.ts';
import { resultOfError, type TlsResult } from './outcome.ts';
import { type UnusedSessions, watchSession } from './session.ts';

type ConnectionListener = (socket: Socket) => void;

/** Lets servers shake hands on connections whose first bytes were read, and learns how it went. */
export interface Handshakes {
  /** Hands the connection to the https server itself. */
  pass(attempt: Attempt, bytes: Buffer): void;
  /** Hands it to `other`; the https server gets its sessions and errors, and answers its requests. */
  serve(attempt: Attempt, bytes: Buffer, other: TlsServer): void;
}

/** Takes the place of `listeners`, those that `server` itself has for new connections. */
export function createHandshakes(server: HttpsServer, listeners: readonly ConnectionListener[]): Handshakes {
  const underway = new WeakMap<Socket, Attempt>();
  const unused: UnusedSessions = new Map();
  const attemptOf = (session: TLSSocket): Attempt | undefined => underway.get(carrierOf(session));
  server.prependListener('secureConnection', (session) => {
    const attempt = attemptOf(session);
    if (attempt !== undefined) watchSession(attempt, session, unused);
  });
  server.prependListener('tlsClientError', (error, session) => {
    const attempt = attemptOf(session);
    attempt?.settle(unreadable(attempt) ?? resultOfError(error, 'handshake'));
  });
  server.prependListener('request', ({ socket }: IncomingMessage) => {
    if (unused.size > 0) unused.get(socket)?.();
  });
  const forward = createForwarding(server, (session) => attemptOf(session) !== undefined);
  const begin = (attempt: Attempt, bytes: Buffer): void => {
    underway.set(attempt.socket, attempt);
    attempt.atClose = () => unreadable(attempt) ?? { kind: 'gone', before: 'handshake' };
    // Node's TLS socket begins with what the socket under it has buffered.
    attempt.socket.unshift(bytes);
  };
  return {
    pass: (attempt, bytes) => {
      begin(attempt, bytes);
      for (const listener of listeners) listener.call(server, attempt.socket);
    },
    serve: (attempt, bytes, other) => {
      forward(other);
      begin(attempt, bytes);
      other.emit('connection', attempt.socket);
    },
  };
}

/** OpenSSL says little of what is no TLS; the reader of hellos says what it stumbled over. */
function unreadable({ unreadable: reason }: Attempt): TlsResult | undefined {
  return reason === undefined ? undefined : { kind: 'not-tls', reason };
}

/**
 * The socket a TLS socket was made over. Node keeps it under no documented name, and addresses cannot stand for it: a
 * peer that reset its connection has none any more when the error is told.
 */
export function carrierOf(session: TLSSocket): Socket {
  return (session as TLSSocket & { readonly _parent?: Socket })._parent ?? session;
}

/** Passes on to `server` what other servers tell of its connections; each server is listened to once. */
function createForwarding(
  server: HttpsServer,
  isOurs: (session: TLSSocket) => boolean,
): (other: TlsServer) => void {
  const known = new WeakSet<TlsServer>();
  return (other) => {
    if (known.has(other)) return;
    known.add(other);
    other.on('secureConnection', (session) => {
      if (isOurs(session)) server.emit('secureConnection', session);
    });
    other.on('tlsClientError', (error, session) => {
      if (isOurs(session)) server.emit('tlsClientError', error, session);
    });
  };
}
