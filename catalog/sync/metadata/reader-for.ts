import { availableParallelism } from 'node:os';
import { createReaderInThread } from './reader-in-thread.ts';
import { readerHere, type UpdateDataReader } from './update-data-reader.ts';

/** From so many revisions on a thread has started long before it would be missed. */
const REVISIONS_FOR_THREAD = 1_000;

/** The reader for `revisions` revisions: much is read beside the storing, where there is a processor for it. */
export function readerFor(revisions: number): UpdateDataReader {
  return revisions >= REVISIONS_FOR_THREAD && availableParallelism() > 1
    ? createReaderInThread()
    : readerHere;
}
