import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long requests in flight may take to finish; containers are killed after ten seconds. */
const GRACE_MILLISECONDS = 8_000;

/** How often connections that became idle meanwhile are ended. */
const SWEEP_MILLISECONDS = 25;

/** Ends the connections of one server so that it can close. */
export interface Drain {
  /**
   * Cuts connections that never asked anything at once, and after the grace whatever is left. Node's own `close`
   * ends idle connections only when they have had a request, and would wait for the others for ever.
   */
  start(): void;
}

/** Watches the connections of `server`, from before it listens. */
export function createDrain(server: Server): Drain {
  const connections = keep(server, 'connection');
  // Under TLS a connection has a second socket on top, from the end of the handshake on.
  const sessions = keep(server, 'secureConnection');
  const isTls = 'setSecureContext' in server;
  return {
    start: () => {
      const shaken = new Set([...sessions].map(farEnd));
      for (const socket of connections) {
        if (socket.bytesRead === 0 || (isTls && !shaken.has(farEnd(socket)))) socket.destroy();
      }
      for (const socket of sessions) if (socket.bytesRead === 0) socket.destroy();
      const grace = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, GRACE_MILLISECONDS);
      // A connection whose last request is answered now was told to stay open.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS);
      server.once('close', () => {
        clearTimeout(grace);
        clearInterval(sweep);
      });
    },
  };
}

function keep(server: Server, event: 'connection' | 'secureConnection'): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on(event, (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function farEnd({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
