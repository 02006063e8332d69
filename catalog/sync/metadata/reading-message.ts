import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';
import type { ReadAnswer } from './read-update-data.ts';

/** A reply for the thread that reads. */
export interface ReadingOrder {
  readonly number: number;
  readonly body: Uint8Array;
  readonly asked: readonly RevisionIdentity[];
}

/** What the thread read; without an answer where the reply cannot be read. */
export interface ReadingDone {
  readonly number: number;
  readonly answer?: ReadAnswer;
}
