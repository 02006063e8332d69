import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { after } from '../../platform/timers.ts';

/** How long a peer may leave its side open once ours is closed. */
const LINGER_MILLISECONDS = 2_000;

/**
 * Sends `bytes` if there are any, then FIN, and closes when the peer does. What still comes is thrown away: a socket
 * closed over unread bytes is reset, and the peer would lose what it was sent.
 */
export function endWith(socket: Socket, bytes: Buffer = Buffer.alloc(0)): void {
  const timer = after(LINGER_MILLISECONDS, () => socket.destroy());
  socket.once('close', timer.stop);
  socket.resume();
  socket.end(bytes);
}

const BODY = '400: this port speaks TLS\n';

/** The answer to a request in plain HTTP, as nginx has one. */
export const SPEAK_TLS = Buffer.from(
  [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${BODY.length}`,
    'Connection: close',
    '',
    BODY,
  ].join('\r\n'),
);

/** Whether a connection begins with a capital letter, as every method of HTTP does and nothing of TLS. */
export function speaksPlainHttp(bytes: Buffer): boolean {
  return /^[A-Z]/.test(bytes.toString('latin1', 0, 1));
}
