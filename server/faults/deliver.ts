import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pause } from '../../platform/pause.ts';
import { totalLength } from '../../platform/total-length.ts';
import { type Body, bodyWithActs } from './body-acts.ts';
import { actOf, actsOf, type Plan } from './plan.ts';
import { resetConnection } from './reset-connection.ts';

/** An answer on its way out. */
export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Body;
}

/** Bytes sent at a time where the pace is set: small enough that it is even, large enough to cost little. */
const MOST_AT_A_TIME = 16 * 1024;
/** Portions a second at a set pace. */
const PORTIONS = 10;

/** What `http.garbage` sends: no method, no version, no end of line. */
const GARBAGE = Buffer.from('\u0000\u0001this is no HTTP\u0002\u0003', 'latin1');

/**
 * Sends an answer the way the rules say; `url` is the one that was asked for. The response must not have been touched before. Resolves with the bytes of the body that
 * were handed to the connection, when all is sent, the connection is gone, or nothing more is to be sent.
 */
export async function deliver(
  response: ServerResponse,
  answer: Outgoing,
  plan: Plan,
  url: string,
): Promise<number> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    for (const { milliseconds } of actsOf(plan, 'http.delay')) await pause(milliseconds, gone.signal);
    if (isEndedWithoutHead(response, plan)) return 0;
    const shaped = shape(answer, plan, url);
    response.writeHead(shaped.status, shaped.headers as Record<string, string | number>);
    response.flushHeaders();
    return await sendBody(response, shaped.body, plan, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return 0;
    throw error;
  }
}

function isEndedWithoutHead(response: ServerResponse, plan: Plan): boolean {
  const socket = response.socket as Socket;
  if (actOf(plan, 'http.garbage')) socket.end(GARBAGE);
  else if (isNow(actOf(plan, 'http.reset'))) resetConnection(socket);
  else if (isNow(actOf(plan, 'http.close'))) socket.destroy();
  else if (!isNow(actOf(plan, 'http.stall'))) return false;
  return true;
}

function isNow(act: { readonly afterBytes?: number } | undefined): boolean {
  return act !== undefined && act.afterBytes === undefined;
}

/** The answer with status, headers and length as the rules say. */
function shape(answer: Outgoing, plan: Plan, url: string): Outgoing {
  const { status, headers, body } = replaced(answer, plan, url);
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (Array.isArray(body)) fields.set('content-length', totalLength(body as readonly Buffer[]));
  const declared = fields.get('content-length');
  const by = actOf(plan, 'http.length')?.by;
  if (by !== undefined && declared !== undefined)
    fields.set('content-length', Math.max(0, Number(declared) + by));
  const isEndless = actOf(plan, 'http.endless') !== undefined;
  if (isEndless) fields.delete('content-length');
  // Behind a wrong length the connection is good for nothing: what follows would be read as part of this body.
  if (isEndless || by !== undefined) fields.set('connection', 'close');
  for (const { set = {}, remove = [] } of actsOf(plan, 'http.headers')) {
    for (const name of remove) fields.delete(name.toLowerCase());
    for (const [name, value] of Object.entries(set)) fields.set(name.toLowerCase(), value);
  }
  return { status, headers: Object.fromEntries(fields), body };
}

function replaced(answer: Outgoing, plan: Plan, url: string): Outgoing {
  const status = actOf(plan, 'http.status');
  if (status !== undefined) {
    const headers = { 'content-type': 'text/plain; charset=utf-8', ...status.headers };
    return {
      status: status.status,
      headers,
      body: [Buffer.from(status.body ?? '', status.base64 ? 'base64' : 'utf8')],
    };
  }
  const redirect = actOf(plan, 'http.redirect');
  if (redirect === undefined) return answer;
  return {
    status: redirect.status ?? 302,
    headers: { location: redirect.to.replaceAll('{url}', url) },
    body: [],
  };
}

async function sendBody(
  response: ServerResponse,
  body: Body,
  plan: Plan,
  signal: AbortSignal,
): Promise<number> {
  const end = endOf(plan);
  const rate = actOf(plan, 'http.bandwidth')?.bytesPerSecond;
  let sent = 0;
  for await (const piece of bodyWithActs(body, plan)) {
    for (const part of portions(piece.subarray(0, end.after - sent), rate)) {
      if (signal.aborted) return sent;
      if (!response.write(part)) await once(response, 'drain', { signal });
      sent += part.length;
      if (rate !== undefined) await pause((part.length / rate) * 1000, signal);
    }
    if (sent >= end.after) break;
  }
  await finish(response, sent >= end.after ? end.how : 'end');
  return sent;
}

interface End {
  /** Bytes of the body after which it ends. */
  readonly after: number;
  readonly how: 'end' | 'reset' | 'close' | 'stall';
}

function endOf(plan: Plan): End {
  const ends: readonly End[] = [
    ...actsOf(plan, 'http.reset').map(({ afterBytes = 0 }) => ({ after: afterBytes, how: 'reset' as const })),
    ...actsOf(plan, 'http.close').map(({ afterBytes = 0 }) => ({ after: afterBytes, how: 'close' as const })),
    ...actsOf(plan, 'http.truncate').map(({ bytes }) => ({ after: bytes, how: 'close' as const })),
    ...actsOf(plan, 'http.stall').map(({ afterBytes = 0 }) => ({ after: afterBytes, how: 'stall' as const })),
  ];
  const whole: End = { after: Number.POSITIVE_INFINITY, how: 'end' };
  return ends.reduce((first, one) => (one.after < first.after ? one : first), whole);
}

async function finish(response: ServerResponse, how: End['how']): Promise<void> {
  const { socket } = response;
  if (how === 'stall' || socket === null) return;
  if (how === 'end') {
    response.end();
    return;
  }
  // What was written shall arrive before the connection goes.
  await new Promise<void>((resolve) => {
    if (socket.writableLength === 0) return resolve();
    socket.write('', () => resolve());
  });
  if (how === 'reset') resetConnection(socket);
  else socket.destroy();
}

function* portions(piece: Buffer, rate: number | undefined): Generator<Buffer> {
  if (rate === undefined) {
    if (piece.length > 0) yield piece;
    return;
  }
  const size = Math.max(1, Math.min(MOST_AT_A_TIME, Math.floor(rate / PORTIONS)));
  for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size);
}
