import { type Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { HttpRequest } from './http-transport.ts';
import { type Life, onAbort } from './life.ts';
import { unreachable } from './unreachable.ts';

/** What came of sending a request once. */
export type Sent =
  | { readonly kind: 'response'; readonly request: ClientRequest; readonly response: IncomingMessage }
  /** The server had closed the kept connection before the request reached it. */
  | { readonly kind: 'stale' };

/** How a request is sent. */
export interface Sending {
  readonly url: URL;
  readonly agent: Agent;
  readonly life: Life;
  /** How long to wait until the request is written, and from then on for the head of the reply; milliseconds. */
  readonly wait: { readonly milliseconds: number; readonly reason: () => unknown };
}

/** What the agents' `createConnection` finds among its options: when to give up. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly cancelled: AbortSignal;
}

/**
 * Sends a request and waits for the head of the reply. Throws the reason of its life, SYNC_TLS_REFUSED or
 * SYNC_UNREACHABLE; then nothing is left of it.
 */
export async function send({ url, agent, life, wait }: Sending, content: HttpRequest): Promise<Sent> {
  life.signal.throwIfAborted();
  const options = {
    agent,
    method: content.method ?? 'GET',
    headers: content.headers,
    cancelled: life.signal,
  };
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options);
  const restart = startWait(life, wait);
  request.once('finish', restart.again);
  const letGo = onAbort(life.signal, () => request.destroy());
  request.once('close', letGo);
  try {
    const response = await responseOf(request, content.body);
    return { kind: 'response', request, response };
  } catch (error) {
    life.signal.throwIfAborted();
    if (request.reusedSocket && isCut(error)) return { kind: 'stale' };
    throw unreachable(url, error);
  } finally {
    restart.stop();
  }
}

function responseOf(request: ClientRequest, body: HttpRequest['body']): Promise<IncomingMessage> {
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

function startWait(life: Life, { milliseconds, reason }: Sending['wait']): Wait {
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
