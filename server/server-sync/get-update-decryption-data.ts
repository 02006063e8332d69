import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';
import { requestedRevisions } from './requested-revisions.ts';

/** [MS-WSUSSS] §3.1.4.18: every file of the revisions, with its key where there is one. */
export function getUpdateDecryptionData(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetUpdateDecryptionData'>,
): ResponseOf<'GetUpdateDecryptionData'> {
  openServerSession(world, request.cookie);
  const { files, configuration } = world.catalog;
  const most = configuration.current().maxDecryptionUpdatesPerRequest;
  return {
    GetUpdateDecryptionDataResult: {
      UpdateFileDecryptionData: requestedRevisions(world, request.updateIds, most).map(
        ({ identity, revisionId }) => ({
          UpdateId: identity,
          FileDecryptionData: files.ofRevision(revisionId).map(({ sha1, decryptionKey }) => ({
            FileDigest: sha1,
            ...(decryptionKey !== null && { DecryptionKey: decryptionKey }),
          })),
        }),
      ),
    },
  };
}
