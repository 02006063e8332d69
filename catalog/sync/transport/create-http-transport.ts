import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Clock } from '../../../platform/clock.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { type Agents, createAgents } from './agents.ts';
import { type Sending, send } from './exchange.ts';
import { createFetchStatus } from './fetch-status.ts';
import type { HttpRequest, HttpTransport } from './http-transport.ts';
import { createLives, type Lives } from './life.ts';
import { replyBody, wholeBody } from './reply-body.ts';
import { createRevocationCheck } from './revocation-check.ts';
import { createSecureConnect } from './secure-connect.ts';
import { createSlots, type Slots } from './slots.ts';
import { readPin, rootsOf, type TrustOptions } from './trust.ts';
import { notReached, silence } from './unreachable.ts';
import { upstreamUrl } from './upstream-url.ts';

/** How upstream servers are reached. */
export interface HttpTransportOptions {
  /** By which certificates and answers about them are judged. */
  readonly clock: Clock;
  readonly trust: TrustOptions;
  /** Most connections to one host; 4. */
  readonly connections?: number;
  /** Longest wait for the next bytes; a minute. */
  readonly idleMilliseconds?: number;
  /** Longest wait for one answer about revocation; ten seconds. */
  readonly statusMilliseconds?: number;
  /** Told what `soft` revocation let pass. */
  readonly onWarning?: (text: string) => void;
}

const CONNECTIONS = 4;
/** A loaded WSUS takes up to half a minute over a page of revisions. */
export const IDLE_MILLISECONDS = 60_000;

interface Parts {
  readonly agents: Agents;
  readonly lives: Lives;
  readonly slots: Slots;
  readonly idleMilliseconds: number;
}

/** Makes a transport; it connects when it is first used. Throws SYNC_TRUST_REFUSED for a CA or pin that is none. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { clock, trust, connections = CONNECTIONS, idleMilliseconds = IDLE_MILLISECONDS } = options;
  const lives = createLives();
  const checkRevocation = createRevocationCheck({
    mode: trust.revocation,
    clock,
    fetchStatus: createFetchStatus(lives, options.statusMilliseconds),
    onWarning: options.onWarning ?? (() => {}),
  });
  const peer = { clock, pin: readPin(trust.pin), checkRevocation };
  const agents = createAgents(connections, createSecureConnect(rootsOf(trust.ca), peer));
  const parts = { agents, lives, slots: createSlots(connections), idleMilliseconds };
  return {
    request: async (request) => {
      const { body, ...head } = await open(parts, request);
      return { ...head, body: await wholeBody(body) };
    },
    stream: (request) => open(parts, request),
    close: () => {
      lives.endAll(closedError());
      agents.destroy();
    },
  };
}

function closedError(): MockWuError {
  return new MockWuError('SYNC_UNREACHABLE', {
    url: 'the upstream server',
    reason: 'the connections were closed',
  });
}

interface Opened {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: AsyncIterableIterator<Buffer>;
}

async function open(parts: Parts, request: HttpRequest): Promise<Opened> {
  const { lives, slots, idleMilliseconds } = parts;
  const url = upstreamUrl(request.url);
  const life = lives.begin(request.signal);
  try {
    const leave = await slots.take(url.origin, life.signal);
    const wait = { milliseconds: idleMilliseconds, reason: () => silence(url, idleMilliseconds) };
    const sent = await sendFresh(
      { url, agent: parts.agents.of(url), life, wait },
      request,
      parts.agents,
      leave,
    );
    const body = replyBody(sent.response, life, { url, maxBytes: request.maxBytes, idleMilliseconds });
    return { status: sent.response.statusCode ?? 0, headers: sent.response.headers, body };
  } catch (error) {
    life.dispose();
    throw error;
  }
}

interface Answered {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

/**
 * Sends a request, and once more on a new connection when the kept one was closed meanwhile, as RFC 9112 §9.3.1
 * allows for requests that may be repeated; all of a synchronisation may. `leave` is called when it is over.
 */
async function sendFresh(
  sending: Sending,
  request: HttpRequest,
  agents: Agents,
  leave: () => void,
): Promise<Answered> {
  try {
    let sent = await send(sending, request);
    if (sent.kind === 'stale') {
      // Others kept as long are likely to be closed as well.
      agents.dropIdle();
      sent = await send(sending, request);
    }
    if (sent.kind === 'stale') throw notReached(sending.url, 'the connection was cut twice');
    // By then the connection can be used again, so that the next request need not open another.
    sent.request.once('close', leave);
    return sent;
  } catch (error) {
    leave();
    throw error;
  }
}
