import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MockWuError } from '../../../platform/errors/index.ts';
import { type Life, onAbort } from './life.ts';
import { silence, unreachable } from './unreachable.ts';

/** What bounds a body. */
export interface BodyLimits {
  readonly url: URL;
  readonly maxBytes: number;
  /** Longest wait for the next bytes. */
  readonly idleMilliseconds: number;
}

/**
 * The body of `response`, bounded. Its life ends with it: read whole, broken off or failed. It can be read once.
 * Throws SYNC_REPLY_TOO_LARGE at once when its head announces too much, and while reading when more comes than
 * allowed; SYNC_UNREACHABLE when the connection is cut or falls silent; the reason of its life.
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
    throw tooLarge(limits);
  }
  const pieces: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  let total = 0;
  const next = async (): Promise<IteratorResult<Buffer>> => {
    const piece = await nextPiece(pieces, life, limits);
    total += piece.done ? 0 : piece.value.length;
    if (total > limits.maxBytes) throw tooLarge(limits);
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
  { url, idleMilliseconds }: BodyLimits,
): Promise<IteratorResult<Buffer>> {
  life.signal.throwIfAborted();
  const stop = life.limit(idleMilliseconds, () => silence(url, idleMilliseconds));
  try {
    return await pieces.next();
  } catch (error) {
    life.signal.throwIfAborted();
    throw unreachable(url, error);
  } finally {
    stop();
  }
}

function tooLarge({ url, maxBytes }: BodyLimits): MockWuError {
  return new MockWuError('SYNC_REPLY_TOO_LARGE', { url: url.href, bytes: maxBytes });
}

/** All of a body in one piece. */
export async function wholeBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
