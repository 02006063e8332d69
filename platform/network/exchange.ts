import { type Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { NetworkFailures } from './failures.ts';
import { type Life, onAbort } from './life.ts';
import type { NetworkRequest, OrderedHeaders } from './network-request.ts';

/** What came of sending a request once. */
export type Sent =
  | { readonly kind: 'response'; readonly request: ClientRequest; readonly response: IncomingMessage }
  /** The server had closed the kept connection before the request reached it. */
  | { readonly kind: 'stale' };

/** A wait that is given up after `milliseconds`, for `reason()`. */
export interface Limit {
  readonly milliseconds: number;
  readonly reason: () => unknown;
}

/** How a request is sent. */
export interface Sending {
  readonly agent: Agent;
  readonly life: Life;
  /** How long to wait until the request is written, and from then on for the head of the reply. */
  readonly wait: Limit;
  /** How long to wait for a new connection, its TLS handshake included; when left out `wait` alone counts. */
  readonly connecting?: Limit;
  readonly failures: NetworkFailures;
}

/** What the agents' `createConnection` finds among its options. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** When to give up. */
  readonly cancelled: AbortSignal;
  /** Begins the wait for the connection; the function returned ends it. */
  readonly startConnecting: () => () => void;
}

/** Sends a request and waits for the head of the reply. Throws the reason of its life or what `failures` make. */
export async function send(sending: Sending, content: Omit<NetworkRequest, 'maxBytes'>): Promise<Sent> {
  const { life, failures } = sending;
  life.signal.throwIfAborted();
  const request = begin(sending, content);
  const restart = startWait(life, sending.wait);
  request.once('finish', restart.again);
  const letGo = onAbort(life.signal, () => request.destroy());
  request.once('close', letGo);
  try {
    const response = await responseOf(request, content.body);
    return { kind: 'response', request, response };
  } catch (error) {
    life.signal.throwIfAborted();
    if (request.reusedSocket && isCut(error)) return { kind: 'stale' };
    throw failures.broken(content.url, error);
  } finally {
    restart.stop();
  }
}

function begin({ agent, life, connecting }: Sending, content: Omit<NetworkRequest, 'maxBytes'>) {
  const { url, method = 'GET', headers } = content;
  const startConnecting = (): (() => void) =>
    connecting === undefined ? () => {} : life.limit(connecting.milliseconds, connecting.reason);
  const options = {
    agent,
    method,
    headers: isOrdered(headers) ? headers.flat() : headers,
    cancelled: life.signal,
    startConnecting,
  };
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options);
  // Those over TLS come connected: the wait for them is begun where they are opened.
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', startConnecting());
  });
  return request;
}

// Node takes names and values in one list, as `rawHeaders` has them, for the whole head.
function isOrdered(headers: NetworkRequest['headers']): headers is OrderedHeaders {
  return Array.isArray(headers);
}

function responseOf(request: ClientRequest, body: NetworkRequest['body']): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Both listeners stay: a connection may fail long after the reply began, and then its body tells.
    request.on('error', reject);
    request.on('close', () => reject(new Error('the connection was closed')));
    request.on('response', (response) => {
      response.on('error', () => {});
      resolve(response);
    });
    request.end(body);
  });
}

interface Wait {
  readonly again: () => void;
  readonly stop: () => void;
}

function startWait(life: Life, { milliseconds, reason }: Limit): Wait {
  let isOver = false;
  let stop = life.limit(milliseconds, reason);
  return {
    again: () => {
      stop();
      if (!isOver) stop = life.limit(milliseconds, reason);
    },
    stop: () => {
      isOver = true;
      stop();
    },
  };
}

function isCut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
