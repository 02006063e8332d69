import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import type { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { type ReadAnswer, readUpdateData } from './read-update-data.ts';

/** Takes the reply apart whose bytes are read. */
export type DecodeUpdateData = () => TypeOf<typeof serverSync.operations.GetUpdateData.response>;

/** Reads replies to GetUpdateData. */
export interface UpdateDataReader {
  /** What `body` brings of the revisions that were `asked` for. Throws what `decode` throws. */
  read(body: Buffer, asked: readonly RevisionIdentity[], decode: DecodeUpdateData): Promise<ReadAnswer>;
  close(): Promise<void>;
}

/** Reads them where it is called. */
export const readerHere: UpdateDataReader = {
  read: async (_, asked, decode) => readUpdateData(decode().GetUpdateDataResult, asked),
  close: async () => {},
};
