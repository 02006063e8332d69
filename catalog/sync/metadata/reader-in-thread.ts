import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { bufferOf } from './buffer-of.ts';
import type { FileAddress } from './fetched.ts';
import type { ReadAnswer } from './read-update-data.ts';
import type { ReadingDone, ReadingOrder } from './reading-message.ts';
import { readerHere, type UpdateDataReader } from './update-data-reader.ts';

/** Documents live for a moment only: with room for some hundred of them few are moved to where the old ones are. */
const YOUNG_MEGABYTES = 96;

/**
 * Reads replies in a thread of its own: half of the work of a synchronisation, during which this thread stores what came
 * before and answers clients. What the thread cannot read, or no longer reads because it died, is read here.
 */
export function createReaderInThread(): UpdateDataReader {
  // The same relation holds in the sources and in the build.
  const script = new URL(`./reading-worker${path.extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(script, {
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  const waiting = new Map<number, (answer: ReadAnswer | undefined) => void>();
  let isOver = false;
  let count = 0;
  const end = (): void => {
    isOver = true;
    for (const settle of waiting.values()) settle(undefined);
    waiting.clear();
  };
  worker.on('message', ({ number, answer }: ReadingDone) => {
    const settle = waiting.get(number);
    waiting.delete(number);
    settle?.(answer === undefined ? undefined : received(answer));
  });
  worker.on('error', end);
  worker.on('exit', end);
  return {
    read: async (body, asked, decode) => {
      if (isOver) return readerHere.read(body, asked, decode);
      const number = ++count;
      const answer = await new Promise<ReadAnswer | undefined>((resolve) => {
        waiting.set(number, resolve);
        worker.postMessage({ number, body, asked } satisfies ReadingOrder);
      });
      return answer ?? readerHere.read(body, asked, decode);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Between threads a Buffer becomes a plain array. */
function received(answer: ReadAnswer): ReadAnswer {
  return { ...answer, files: answer.files.map(withBuffers) };
}

function withBuffers({ sha1, decryptionKey, ...rest }: FileAddress): FileAddress {
  return {
    ...rest,
    sha1: bufferOf(sha1),
    ...(decryptionKey !== undefined && { decryptionKey: bufferOf(decryptionKey) }),
  };
}
