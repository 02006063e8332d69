import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { decodeReply } from '../upstream/decode-reply.ts';
import { type ReadAnswer, readUpdateData } from './read-update-data.ts';

/** Reads replies to GetUpdateData. */
export interface UpdateDataReader {
  /** What `body` brings of the revisions that were `asked` for. Throws as `decodeReply` does. */
  read(body: Buffer, asked: readonly RevisionIdentity[]): Promise<ReadAnswer>;
  close(): Promise<void>;
}

/** Reads them where it is called. */
export const readerHere: UpdateDataReader = {
  read: async (body, asked) => {
    const { GetUpdateDataResult } = decodeReply(body, serverSync, serverSync.operations.GetUpdateData);
    return readUpdateData(GetUpdateDataResult, asked);
  },
  close: async () => {},
};
