import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Test } from 'tap';
import { createVirtualClock } from '../../platform/clock.ts';
import type { TlsOutcome } from '../../server/tls/outcome.ts';
import { frontTls, type TlsFrontOptions } from '../../server/tls/tls-front.ts';
import { issue } from './tls-certificates.ts';

/** Noon of an arbitrary day; the clock of fronted servers stands there. */
export const NOON = Date.UTC(2026, 10, 1, 12);

const root = issue({ name: 'root' });
const leaf = issue({ name: 'localhost', names: ['localhost', '127.0.0.1'], issuer: root });

/** What clients have to trust, and a server certificate below it. */
export const caPem = root.pem;
export const credentials = { key: leaf.keyPem, cert: leaf.pem };

/** An https server behind a front. */
export interface FrontedServer {
  readonly server: https.Server;
  readonly port: number;
  readonly origin: string;
  /** The outcomes so far, oldest first. */
  readonly outcomes: readonly TlsOutcome[];
  /** The oldest outcome that was not asked for yet. */
  next(): Promise<TlsOutcome>;
}

const OK: RequestListener = (_request, response) => response.end('ok');

/** Starts a server whose front passes everything on unless `front` says otherwise. */
export async function startFronted(
  t: Test,
  front: Partial<TlsFrontOptions> = {},
  options: TlsOptions = {},
  answer: RequestListener = OK,
): Promise<FrontedServer> {
  const server = https.createServer({ ...credentials, ...options }, answer);
  const outcomes: TlsOutcome[] = [];
  const waiting: ((outcome: TlsOutcome) => void)[] = [];
  let asked = 0;
  const clock = createVirtualClock(NOON);
  const onEnd = (outcome: TlsOutcome): void => {
    outcomes.push(outcome);
    waiting[outcomes.length - 1]?.(outcome);
  };
  frontTls(server, { clock, onHello: () => ({ kind: 'pass' }), onEnd, ...front });
  const open = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const next = (): Promise<TlsOutcome> => {
    const index = asked++;
    const outcome = outcomes[index];
    if (outcome !== undefined) return Promise.resolve(outcome);
    return new Promise((resolve) => {
      waiting[index] = resolve;
    });
  };
  return { server, port, origin: `https://127.0.0.1:${port}`, outcomes, next };
}

/** A bare connection to `port`, with everything it receives until it closes and whether it was reset. */
export async function bareConnection(
  port: number,
): Promise<{ readonly socket: net.Socket; readonly ended: Promise<{ received: Buffer; error?: string }> }> {
  const socket = net.connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  let error: string | undefined;
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', (failure) => {
    error = 'code' in failure ? String(failure.code) : failure.message;
  });
  const ended = new Promise<{ received: Buffer; error?: string }>((resolve) => {
    socket.once('close', () =>
      resolve({ received: Buffer.concat(chunks), ...(error !== undefined && { error }) }),
    );
  });
  await once(socket, 'connect');
  return { socket, ended };
}
