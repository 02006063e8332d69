import type { FileRow } from '../../catalog/store/files.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { UpdateIdentity } from '../../protocol/wusp/common.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { deployedRevision } from './deployed-revision.ts';
import { fileLocation, filesOf } from './file-locations.ts';
import { fragmentsOf, wantedFragments } from './fragments.ts';

type Request = TypeOf<typeof clientService.operations.GetExtendedUpdateInfo2.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.GetExtendedUpdateInfo2.response>>;

/** A revision that was asked for by its global identity and is deployed. */
interface Found {
  readonly identity: UpdateIdentity;
  readonly revisionId: number;
}

/**
 * [MS-WUSP] §2.2.2.2.10: more of revisions named by their global identities, which have no place for those that are
 * not deployed, so these are left out. FileUrl gives file locations, FileDecryption the keys of encrypted files and
 * which revisions have any. Types a WSUS has nothing for (PiecesHashUrl, BlockMapUrl, …) give nothing.
 */
export function getExtendedUpdateInfo2(world: World, caller: Caller, request: Request): Response {
  openSession(world, request.cookie);
  const { updateIDs } = request;
  if (updateIDs === undefined || updateIDs.length > world.catalog.view().settings.maxExtendedUpdates)
    throw new SoapFault('InvalidParameters', 'updateIDs');
  const wanted = wantedFragments(request);
  const found = findDeployed(world, updateIDs);
  const ids = found.map(({ revisionId }) => revisionId);
  const updates = fragmentsOf(world.catalog, ids, wanted);
  const files = filesOf(world.catalog, ids);
  const locations = wanted.infoTypes.has('FileUrl')
    ? // Windows 11 24H2 asks which digest the first one is: note 33.
      files.map((file) => ({ ...fileLocation(world, caller, file), FileDigestAlgorithm: 'SHA1' }))
    : [];
  return {
    GetExtendedUpdateInfo2Result: {
      ...(updates.length > 0 && { Updates: updates }),
      ...(locations.length > 0 && { FileLocations: locations }),
      ...(wanted.infoTypes.has('FileDecryption') && decryption(world, found, files)),
    },
  };
}

function findDeployed({ catalog }: World, identities: readonly UpdateIdentity[]): readonly Found[] {
  const view = catalog.view();
  const found = new Map<number, Found>();
  for (const identity of identities) {
    const revisionId = deployedRevision(catalog, view, identity);
    if (revisionId !== undefined) found.set(revisionId, { identity, revisionId });
  }
  return [...found.values()];
}

/** WSUS gives each key twice: as itself, and as the only SecurityData (§2.2.2.2.10). */
function decryption({ catalog }: World, found: readonly Found[], files: readonly FileRow[]) {
  const keys = files.flatMap(({ sha1, decryptionKey }) =>
    decryptionKey === null
      ? []
      : [{ FileDigest: sha1, DecryptionKey: decryptionKey, SecurityData: [decryptionKey] }],
  );
  return {
    ...(keys.length > 0 && { FileDecryptionData: keys, FileDecryptionData2: keys }),
    ...(found.length > 0 && {
      UpdateEncryptionDetails: found.map(({ identity, revisionId }) => ({
        UpdateIdentity: identity,
        HasEncryptedFiles: filesOf(catalog, [revisionId]).some(({ isEncrypted }) => isEncrypted === 1),
      })),
    }),
  };
}
