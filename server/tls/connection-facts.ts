import type { Socket } from 'node:net';
import type { ClientHello } from '../../protocol/tls/client-hello.ts';
import type { Handshake } from './outcome.ts';

/** What is known of the connection a request came over. */
export interface ConnectionFacts extends Handshake {
  /** Absent in the rare case that OpenSSL understood a hello that is not read here. */
  readonly hello?: ClientHello;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** Belongs to the sockets, not to a server: what a socket is asked for was noted on that very socket. */
const known = new WeakMap<Socket, ConnectionFacts>();

/** Facts of a connection that went through `frontTls`; `socket` is that of a request (`request.raw.socket`). */
export function connectionFacts(socket: Socket): ConnectionFacts | undefined {
  return known.get(socket);
}

/** Notes them, for as long as the socket lives. */
export function noteConnectionFacts(socket: Socket, facts: ConnectionFacts): void {
  known.set(socket, facts);
}
