import net from 'node:net';
import tls from 'node:tls';
import { pkiPath } from '../../pki/index.ts';
import { messageOf } from '../../platform/errors/index.ts';

/** Loopback answers at once; a machine that is off never does. */
const PATIENCE_MILLISECONDS = 2_000;

/** The root certificate as every double serves it. */
export const rootPath = `${pkiPath}/root.pem`;

/** How a TLS handshake went. */
export type Handshake =
  | { readonly kind: 'verified'; readonly protocol: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Shakes hands with `url`, trusting `rootPem` and nothing else, and hangs up. Checks the name unless told not to. */
export function shakeHands(url: string, rootPem: string, names?: 'any name'): Promise<Handshake> {
  const host = hostOf(url);
  return new Promise((resolve) => {
    let isConnected = false;
    const give = (result: Handshake): void => {
      clearTimeout(patience);
      socket.destroy();
      resolve(result);
    };
    const lost = (reason: string): void => give({ kind: isConnected ? 'refused' : 'unreachable', reason });
    const socket = tls.connect({
      host,
      port: portOf(url),
      ca: rootPem,
      ...(net.isIP(host) === 0 && { servername: host }),
      ...(names === 'any name' && { checkServerIdentity: () => undefined }),
    });
    const patience = setTimeout(() => lost('no answer in time'), PATIENCE_MILLISECONDS);
    socket.on('connect', () => {
      isConnected = true;
    });
    socket.on('secureConnect', () => give({ kind: 'verified', protocol: socket.getProtocol() ?? 'TLS' }));
    socket.on('error', (error) => lost(messageOf(error)));
  });
}

/** Why no server could listen at `host`:`port` now, as the system's error code; undefined when one could. */
export function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on('error', (error) => resolve('code' in error ? String(error.code) : messageOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** The host of a URL, an IPv6 address without its brackets. */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** The port of an http or https URL. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return Number(port || (protocol === 'https:' ? '443' : '80'));
}
