import type { Socket } from 'node:net';

/** Ends a connection with RST, as one that was cut; where TLS hides the socket below it is just gone. */
export function resetConnection(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}
