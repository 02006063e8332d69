import { parentPort } from 'node:worker_threads';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { decodeReply } from '../upstream/decode-reply.ts';
import { bufferOf } from './buffer-of.ts';
import { readUpdateData } from './read-update-data.ts';
import type { ReadingDone, ReadingOrder } from './reading-message.ts';

const { GetUpdateData } = serverSync.operations;

// A thread that takes replies to GetUpdateData apart while another one stores what came before.
parentPort?.on('message', (order: ReadingOrder) => {
  void done(order).then((message) => parentPort?.postMessage(message));
});

async function done({ number, body, asked }: ReadingOrder): Promise<ReadingDone> {
  try {
    const { GetUpdateDataResult } = decodeReply(bufferOf(body), serverSync, GetUpdateData);
    return { number, answer: await readUpdateData(GetUpdateDataResult, asked) };
  } catch {
    // The thread that asked reads it again, and so meets the error as it was thrown.
    return { number };
  }
}
