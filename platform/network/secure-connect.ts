import { isIP } from 'node:net';
import tls, { type SecureContext, type TLSSocket } from 'node:tls';
import type { ConnectionOptions } from './exchange.ts';
import { onAbort } from './life.ts';

/** Opens a TLS connection whose server passed every check. */
export type SecureConnect = (options: ConnectionOptions) => Promise<TLSSocket>;

/** Judges the server at the other end of a finished handshake; throws what refuses it. */
export type PeerCheck = (socket: TLSSocket, host: string) => Promise<void>;

/**
 * Connections are handed out only when their server is checked, so not one byte of a request goes to another. Throws
 * what `check` throws, errors of the socket, and the reason of `cancelled`; then the socket is closed.
 */
export function createSecureConnect(context: () => SecureContext, check: PeerCheck): SecureConnect {
  return async ({ host, port, cancelled, startConnecting }) => {
    cancelled.throwIfAborted();
    const secureContext = context();
    const endConnecting = startConnecting();
    const socket = open(host, port, secureContext);
    try {
      await unlessLost(socket, cancelled, async () => {
        await handshakeOf(socket);
        endConnecting();
        await check(socket, host);
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };
}

function open(host: string, port: number, secureContext: SecureContext): TLSSocket {
  const socket = tls.connect({
    host,
    port,
    secureContext,
    // An address cannot be asked for by name, RFC 6066 §3.
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    // Not to trust anybody, but to say which check fails.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  // Kept connections fail while nobody uses them; who uses one listens for himself.
  socket.on('error', () => {});
  return socket.setNoDelay(true);
}

const handshakeOf = (socket: TLSSocket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('secureConnect', resolve);
  });

/** Does `work` until the socket fails or closes, or `cancelled` aborts. */
function unlessLost(socket: TLSSocket, cancelled: AbortSignal, work: () => Promise<void>): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const closed = (): void => reject(lostConnection());
    const letGo = onAbort(cancelled, () => reject(cancelled.reason));
    const settle = (): void => {
      letGo();
      socket.removeListener('error', reject);
      socket.removeListener('close', closed);
    };
    socket.once('error', reject);
    socket.once('close', closed);
    work().then(resolve, reject).finally(settle);
  });
}

function lostConnection(): Error {
  return Object.assign(new Error('closed before the first request'), { code: 'ECONNRESET' });
}
