import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { monotonic } from '../platform/clock.ts';
import { originOf } from './caller.ts';
import type { Exchange } from './exchange.ts';
import type { Body } from './faults/body-acts.ts';
import { deliver } from './faults/deliver.ts';
import { hasLayer, type Plan } from './faults/plan.ts';
import { withoutPort } from './host-name.ts';
import { notedRequest } from './journal/connection-facts.ts';
import type { Injection } from './journal/entry.ts';
import { updateIdIn } from './journal/known-updates.ts';
import type { NotedHttp } from './journal/noted.ts';

/** The answer to a request that is no call. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Body;
}

/** What a request is about, for the journal and for rules. */
export interface RequestSubject {
  readonly kind: 'content' | 'http';
  /** Upper-case SHA-1 of the file asked for. */
  readonly sha1?: string;
}

const NOTHING: readonly Injection[] = [];

/** What the fault rules have in store for a request that is no call. */
export function planRequest(
  { world }: Exchange,
  request: FastifyRequest,
  { kind, sha1 }: RequestSubject,
): Plan | undefined {
  if (world.faults.isEmpty()) return undefined;
  const known = world.journal.known();
  return world.faults.plan({
    kind,
    address: request.socket.remoteAddress ?? '',
    host: withoutPort(request.hostname).toLowerCase(),
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    ...(sha1 !== undefined && { sha1 }),
    // Files are asked for without cookie.
    client: () => undefined,
    updates: () => (sha1 === undefined ? [] : known.ofFile(sha1).map(updateIdIn)),
  });
}

/**
 * Sends the answer to a request that is no call, the way `plan` has it, and notes the request in the journal when it is over: with
 * the bytes that were handed to the connection, and whether the peer stayed for them.
 */
export function respond(
  exchange: Exchange,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: RequestSubject & Pick<NotedHttp, 'range'>,
  answer: HttpAnswer,
  plan?: Plan,
): FastifyReply {
  const sent = noteWhenOver(exchange, request, reply, subject, plan);
  if (plan !== undefined && hasLayer(plan, 'http')) {
    reply.hijack();
    const url = `${originOf(request)}${request.originalUrl}`;
    deliver(reply.raw, answer, plan, url).then(sent, () => reply.raw.destroy());
    return reply;
  }
  return reply.code(answer.status).headers(answer.headers).send(payloadOf(answer.body));
}

/** A body as Fastify sends it. */
export function payloadOf(body: Body): Buffer | Readable | undefined {
  if (body === undefined || !isPieces(body)) return body;
  return body.length === 1 ? body[0] : Buffer.concat(body);
}

function isPieces(body: NonNullable<Body>): body is readonly Buffer[] {
  return Array.isArray(body);
}

/**
 * Notes a request in the journal when its connection is done with it. What is returned tells it the bytes of the body that were
 * handed over, where somebody counted them; else they are the declared ones, or all bytes the connection took when it was cut.
 */
export function noteWhenOver(
  { world, isUnassigned, startedAt }: Exchange,
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, sha1, range }: RequestSubject & Pick<NotedHttp, 'range'>,
  plan?: Plan,
): (bytes: number) => void {
  const { raw } = reply;
  const { socket } = request;
  const at = world.clock.now();
  const wallAt = world.wall.now();
  const noted = notedRequest(request);
  const writtenBefore = socket.bytesWritten;
  let counted: number | undefined;
  raw.once('close', () => {
    const isWhole = raw.writableFinished;
    const status = raw.headersSent ? raw.statusCode : 0;
    const declared = Number(raw.getHeader('content-length') ?? Number.POSITIVE_INFINITY);
    world.journal.record({
      ...{ kind, at, wallAt, isUnassigned, status, request: noted },
      milliseconds: monotonic() - startedAt,
      injected: plan?.injections ?? NOTHING,
      requestBytes: Buffer.isBuffer(request.body) ? request.body.length : 0,
      responseBytes: counted ?? Math.min(declared, socket.bytesWritten - writtenBefore),
      outcome: isWhole ? (status >= 400 ? 'refused' : 'ok') : 'aborted',
      ...(sha1 !== undefined && { sha1 }),
      ...(range && { range }),
    });
  });
  return (bytes) => {
    counted = bytes;
  };
}
