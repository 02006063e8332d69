import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { carrierOf } from '../tls/handshakes.ts';

/** Ends a connection with RST, as one that was cut: under TLS it is the connection below that is reset. */
export function resetConnection(socket: Socket): void {
  const carrier = 'getProtocol' in socket ? carrierOf(socket as TLSSocket) : socket;
  carrier.resetAndDestroy();
}
