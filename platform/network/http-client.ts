import type { Buffer } from 'node:buffer';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Agents, createAgents } from './agents.ts';
import { type Sending, send } from './exchange.ts';
import type { NetworkFailures } from './failures.ts';
import type { Lives } from './life.ts';
import type { NetworkReply, NetworkRequest, NetworkStream } from './network-request.ts';
import type { Slowest } from './pace.ts';
import { replyBody, silenceOf, wholeBody } from './reply-body.ts';
import type { SecureConnect } from './secure-connect.ts';
import { createSlots, type Slots } from './slots.ts';

/** What a client is made of. */
export interface HttpClientParts {
  /** Most connections to one host. */
  readonly connections: number;
  /** Longest wait for the next bytes. */
  readonly idleMilliseconds: number;
  /** Longest wait for a connection, its handshake included; `idleMilliseconds` alone when left out. */
  readonly connectMilliseconds?: number;
  /** Longest time of a whole reply, from asking to its last byte; without limit when left out. */
  readonly wholeMilliseconds?: number;
  /** Below which a body is given up. */
  readonly slowest?: Slowest;
  /** Where its requests are among. */
  readonly lives: Lives;
  /** Opens its connections over TLS. */
  readonly connect: SecureConnect;
  readonly failures: NetworkFailures;
}

/**
 * HTTP over connections that are kept. Redirects are not followed. Requests throw what the client's `failures` make,
 * what its `connect` throws, and the reason of their signal.
 */
export interface HttpClient {
  request(request: NetworkRequest): Promise<NetworkReply>;
  stream(request: NetworkRequest): Promise<NetworkStream>;
  /** Closes idle connections and ends those under way with `reason`. */
  close(reason: unknown): void;
}

interface Parts extends HttpClientParts {
  readonly agents: Agents;
  readonly slots: Slots;
}

/** Makes a client; it connects when it is first used. */
export function createHttpClient(given: HttpClientParts): HttpClient {
  const { connections, connect, lives } = given;
  const agents = createAgents(connections, connect);
  const parts = { ...given, agents, slots: createSlots(connections) };
  return {
    request: async (request) => {
      const { body, ...head } = await open(parts, request, parts.wholeMilliseconds);
      return { ...head, body: await wholeBody(body) };
    },
    stream: (request) => open(parts, request),
    close: (reason) => {
      lives.endAll(reason);
      agents.destroy();
    },
  };
}

interface Opened extends NetworkStream {
  readonly body: AsyncIterableIterator<Buffer>;
}

async function open(parts: Parts, request: NetworkRequest, milliseconds?: number): Promise<Opened> {
  const { url, maxBytes } = request;
  const life = parts.lives.begin(request.signal);
  if (milliseconds !== undefined)
    life.limit(milliseconds, () =>
      parts.failures.late(url, `its reply was not whole within ${milliseconds / 1000} seconds`),
    );
  try {
    const leave = await parts.slots.take(url.origin, life.signal);
    const sending = { agent: parts.agents.of(url), life, failures: parts.failures, ...limitsOf(parts, url) };
    const { response } = await sendFresh(sending, request, parts.agents, leave);
    const body = replyBody(response, life, { ...parts, url, maxBytes });
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  } catch (error) {
    life.dispose();
    throw error;
  }
}

function limitsOf(parts: Parts, url: URL): Pick<Sending, 'wait' | 'connecting'> {
  const { idleMilliseconds, connectMilliseconds, failures } = parts;
  const wait = {
    milliseconds: idleMilliseconds,
    reason: () => failures.late(url, silenceOf(idleMilliseconds)),
  };
  if (connectMilliseconds === undefined) return { wait };
  const text = `there was no connection within ${connectMilliseconds / 1000} seconds`;
  return { wait, connecting: { milliseconds: connectMilliseconds, reason: () => failures.late(url, text) } };
}

interface Answered {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

/**
 * Sends a request, and once more on a new connection when the kept one was closed meanwhile, as RFC 9112 §9.3.1
 * allows for requests that may be repeated; all that are sent here may. `leave` is called when it is over.
 */
async function sendFresh(
  sending: Sending,
  request: NetworkRequest,
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
    if (sent.kind === 'stale') throw sending.failures.cut(request.url, 'the connection was cut twice');
    // By then the connection can be used again, so that the next request need not open another.
    sent.request.once('close', leave);
    return sent;
  } catch (error) {
    leave();
    throw error;
  }
}
