import { parentPort } from 'node:worker_threads';
import { bufferOf } from './buffer-of.ts';
import type { ReadingDone, ReadingOrder } from './reading-message.ts';
import { readerHere } from './update-data-reader.ts';

// A thread that takes replies to GetUpdateData apart while another one stores what came before.
parentPort?.on('message', (order: ReadingOrder) => {
  void done(order).then((message) => parentPort?.postMessage(message));
});

async function done({ number, body, asked }: ReadingOrder): Promise<ReadingDone> {
  try {
    return { number, answer: await readerHere.read(bufferOf(body), asked) };
  } catch {
    // The thread that asked reads it again, and so meets the error as it was thrown.
    return { number };
  }
}
