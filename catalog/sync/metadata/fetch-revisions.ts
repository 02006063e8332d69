import { MockWuError } from '../../../platform/errors/index.ts';
import type { RevisionIdentity, UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import { SoapFault } from '../../../protocol/soap/fault.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { updateIdentityOf } from '../../../protocol/wsusss/update-identity.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { type Fetched, type FileAddress, refusal } from './fetched.ts';
import { batchesOf } from './in-order.ts';
import { digestsOf, hexOf, type ReadAnswer } from './read-update-data.ts';
import { revisionName } from './revision-name.ts';
import type { UpdateDataReader } from './update-data-reader.ts';

/** Single revisions a server may fail on, one after the other, before that is taken for trouble of its own. */
const MOST_LONE_FAILURES = 8;

const UNREADABLE: ReadonlySet<string> = new Set(['SYNC_REPLY_UNREADABLE', 'SYNC_REPLY_TOO_LARGE']);

const { GetUpdateData, GetUpdateDecryptionData } = serverSync.operations;

/** Fetches the documents of revisions. */
export type FetchRevisions = (asked: readonly RevisionIdentity[]) => Promise<Fetched>;

/**
 * Makes the function that fetches a batch of revisions with the addresses and keys of their files. A server may send
 * fewer than it was asked for, so the others are asked for again; one it does not know fails the whole call, so the
 * batch is halved until that one is found (server sync facts §1.4). `mostKeys` is what GetUpdateDecryptionData takes.
 */
export function createFetchRevisions(
  session: UpstreamSession,
  reader: UpdateDataReader,
  mostKeys: number,
): FetchRevisions {
  let loneFailures = 0;
  const ask = async (asked: readonly RevisionIdentity[]): Promise<Fetched> => {
    try {
      const answer = await session.call(
        GetUpdateData,
        { updateIds: asked.map(updateIdentityOf) },
        (body, decode) => reader.read(body, asked, decode),
      );
      loneFailures = 0;
      return await withTheRest(asked, answer);
    } catch (error) {
      if (!isForOne(error)) throw error;
      if (asked.length > 1) return halved(asked);
      if (++loneFailures > MOST_LONE_FAILURES) throw error;
      const [one] = asked;
      const refusals =
        one === undefined ? [] : [refusal(one, `the upstream server fails on it: ${error.message}`)];
      return { documents: [], files: [], refusals, remarks: [] };
    }
  };
  const withTheRest = async (asked: readonly RevisionIdentity[], answer: ReadAnswer): Promise<Fetched> => {
    const rest = asked.filter((one) => !answer.answered.has(revisionName(one)));
    if (rest.length === 0) return answer;
    if (answer.answered.size > 0) return joined(answer, await ask(rest));
    if (answer.tooMuch) return halved(asked);
    const missing = rest.map((one) => refusal(one, 'it is missing in the answer of the upstream server'));
    return { ...answer, refusals: [...answer.refusals, ...missing] };
  };
  const halved = async (asked: readonly RevisionIdentity[]): Promise<Fetched> => {
    const middle = asked.length >> 1;
    return joined(await ask(asked.slice(0, middle)), await ask(asked.slice(middle)));
  };
  return async (asked) => {
    const fetched = await ask(asked);
    const locked = fetched.documents.filter(isEncrypted);
    if (locked.length === 0) return fetched;
    return { ...fetched, files: [...fetched.files, ...(await fetchKeys(session, locked, mostKeys))] };
  };
}

/** Troubles a single revision may be the reason of: a fault, or an answer that cannot be read or has no end. */
function isForOne(error: unknown): error is SoapFault | MockWuError {
  if (error instanceof MockWuError) return UNREADABLE.has(error.code);
  return (
    error instanceof SoapFault && (error.code === 'InternalServerError' || error.code === 'InvalidParameters')
  );
}

function joined(a: Fetched, b: Fetched): Fetched {
  return {
    documents: [...a.documents, ...b.documents],
    files: [...a.files, ...b.files],
    refusals: [...a.refusals, ...b.refusals],
    remarks: [...a.remarks, ...b.remarks],
  };
}

function isEncrypted({ files }: UpdateDocument): boolean {
  return files.some((file) => file.isEncrypted);
}

/** [MS-WSUSSS] §3.1.4.18. */
async function fetchKeys(
  session: UpstreamSession,
  documents: readonly UpdateDocument[],
  most: number,
): Promise<readonly FileAddress[]> {
  const keys: FileAddress[] = [];
  const own = digestsOf(documents);
  for (const batch of batchesOf(documents, Math.max(1, most))) {
    const { GetUpdateDecryptionDataResult } = await session.call(GetUpdateDecryptionData, {
      updateIds: batch.map(updateIdentityOf),
    });
    for (const { FileDecryptionData = [] } of GetUpdateDecryptionDataResult?.UpdateFileDecryptionData ?? []) {
      for (const { FileDigest: sha1, DecryptionKey: decryptionKey } of FileDecryptionData)
        if (
          sha1 !== undefined &&
          own.has(hexOf(sha1)) &&
          decryptionKey !== undefined &&
          decryptionKey.length > 0
        )
          keys.push({ sha1, decryptionKey });
    }
  }
  return keys;
}
