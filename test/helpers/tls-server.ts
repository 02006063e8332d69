import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import { type AddressInfo, Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Test } from 'tap';

/** A server on a free port of 127.0.0.1 that ends with its test. */
export interface TestServer {
  readonly origin: string;
  readonly port: number;
  /** Requests that arrived, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** How many connections were opened. */
  connections(): number;
  /** Resolves when no connection is open any more. */
  quiet(): Promise<void>;
}

const OK: RequestListener = (_request, response) => response.end('ok');

/** Starts a server over plain HTTP. */
export function startPlain(t: Test, answer: RequestListener = OK): Promise<TestServer> {
  return listening(t, http.createServer(), 'http', answer);
}

/** Starts a server over TLS. */
export function startSecure(t: Test, options: TlsOptions, answer: RequestListener = OK): Promise<TestServer> {
  return listening(t, https.createServer(options), 'https', answer);
}

async function listening(
  t: Test,
  server: http.Server | https.Server,
  scheme: string,
  answer: RequestListener,
): Promise<TestServer> {
  const requests: string[] = [];
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  // Clients under test cut connections in every way there is.
  server.on('tlsClientError', () => {});
  const watched = watch(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `${scheme}://127.0.0.1:${port}`, port, requests, ...watched };
}

/** Starts a server that does with each connection what `serve` says. */
export async function startRaw(t: Test, serve: (socket: Socket) => void): Promise<TestServer> {
  const server = new Server();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
    // One that is not read does not notice its end.
    socket.resume();
  });
  const watched = watch(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, requests: [], ...watched };
}

function watch(server: Server): Pick<TestServer, 'connections' | 'quiet'> {
  const open = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    connections: () => count,
    quiet: async () => {
      await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
  };
}

/** The origin of a port nothing listens on. */
export async function deadOrigin(): Promise<string> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
