import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { stopwatch } from '../clock.ts';
import type { NetworkFailures } from './failures.ts';
import { type Life, onAbort } from './life.ts';
import { createPace, type Pace, type Slowest } from './pace.ts';

/** What bounds a body. */
export interface BodyLimits {
  readonly url: URL;
  readonly maxBytes: number;
  /** Longest wait for the next bytes. */
  readonly idleMilliseconds: number;
  /** Below which it is given up. */
  readonly slowest?: Slowest;
  readonly failures: NetworkFailures;
}

/**
 * The body of `response`, bounded. Its life ends with it: read whole, broken off or failed. It can be read once.
 * Throws `tooLarge` at once when its head announces too much, and while reading when more comes than allowed; `broken`
 * when the connection is cut, `late` when it falls silent or is too slow; the reason of its life.
 */
export function replyBody(
  response: IncomingMessage,
  life: Life,
  limits: BodyLimits,
): AsyncIterableIterator<Buffer> {
  const letGo = onAbort(life.signal, () => response.destroy());
  const finish = (): void => {
    letGo();
    life.dispose();
    if (!response.complete || !response.readableEnded) response.destroy();
  };
  if (Number(response.headers['content-length'] ?? 0) > limits.maxBytes) {
    finish();
    throw limits.failures.tooLarge(limits.url, limits.maxBytes);
  }
  const pieces: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  const pace = limits.slowest && createPace(limits.slowest);
  let total = 0;
  const next = async (): Promise<IteratorResult<Buffer>> => {
    const piece = await nextPiece(pieces, life, limits, pace);
    total += piece.done ? 0 : piece.value.length;
    if (total > limits.maxBytes) throw limits.failures.tooLarge(limits.url, limits.maxBytes);
    if (piece.done) finish();
    return piece;
  };
  return {
    next: () =>
      next().catch((error: unknown) => {
        finish();
        throw error;
      }),
    return: async () => {
      finish();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// The time counts only while somebody waits for bytes: a reader may take as long as it likes over what it has.
async function nextPiece(
  pieces: AsyncIterator<Buffer>,
  life: Life,
  limits: BodyLimits,
  pace: Pace | undefined,
): Promise<IteratorResult<Buffer>> {
  life.signal.throwIfAborted();
  const waited = stopwatch();
  const stop = startLimits(life, limits, pace);
  try {
    const piece = await pieces.next();
    pace?.add(waited(), piece.done ? 0 : piece.value.length);
    return piece;
  } catch (error) {
    life.signal.throwIfAborted();
    throw limits.failures.broken(limits.url, error);
  } finally {
    stop();
  }
}

function startLimits(life: Life, limits: BodyLimits, pace: Pace | undefined): () => void {
  const { url, idleMilliseconds, slowest, failures } = limits;
  const stopIdle = life.limit(idleMilliseconds, () => failures.late(url, silenceOf(idleMilliseconds)));
  if (pace === undefined || slowest === undefined) return stopIdle;
  const stopSlow = life.limit(pace.left(), () => failures.late(url, slownessOf(slowest)));
  return () => {
    stopIdle();
    stopSlow();
  };
}

/** What is said of a server that says nothing. */
export const silenceOf = (milliseconds: number): string => `nothing came for ${milliseconds / 1000} seconds`;

const slownessOf = ({ bytesPerSecond, milliseconds }: Slowest): string =>
  `it sent less than ${bytesPerSecond} bytes a second for ${milliseconds / 1000} seconds`;

/** All of a body in one piece. */
export async function wholeBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
