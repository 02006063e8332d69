import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import { contentUrlPath } from '../../catalog/content-store.ts';
import type { FileRow } from '../../catalog/store/files.ts';
import { isCompressedBlobNeeded, writeUpdateBlob } from '../../protocol/codecs/update-blob.ts';
import { withoutDeclaration } from '../../protocol/metadata/without-declaration.ts';
import type { ServerSyncUpdateData, ServerSyncUrlData } from '../../protocol/wsusss/update-data.ts';
import type { UpdateIdentity } from '../../protocol/wusp/common.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';
import { requestedRevisions } from './requested-revisions.ts';

/** Bytes of an answer around one document and its files, about. */
const OVERHEAD_BYTES = 250;

/**
 * [MS-WSUSSS] §3.1.4.6. A reply that would grow beyond the configured bytes ends before, with one update at least: the
 * other side asks again for what is missing.
 */
export function getUpdateData(
  world: World,
  caller: Caller,
  request: RequestOf<'GetUpdateData'>,
): ResponseOf<'GetUpdateData'> {
  openServerSession(world, request.cookie);
  const { catalog } = world;
  const settings = catalog.configuration.current();
  const wanted = requestedRevisions(world, request.updateIds, settings.maxUpdatesPerRequest);
  const updates: ServerSyncUpdateData[] = [];
  const files = new Map<string, FileRow>();
  let bytes = 0;
  for (const { identity, revisionId } of wanted) {
    const own = catalog.files.ofRevision(revisionId);
    const update = updateData(identity, catalog.revisions.document(revisionId) ?? '', own, settings);
    bytes += sizeOf(update);
    if (updates.length > 0 && bytes > settings.maxUpdateDataBytes) break;
    updates.push(update);
    for (const file of own) files.set(file.sha1.toString('hex'), file);
  }
  const fileUrls = [...files.values()].map((file) => urlData(file, caller, settings));
  return { GetUpdateDataResult: { updates, fileUrls } };
}

function updateData(
  identity: UpdateIdentity,
  document: string,
  files: readonly FileRow[],
  { updateBlobs }: Configuration,
): ServerSyncUpdateData {
  const xml = withoutDeclaration(document);
  const isPlain = updateBlobs === 'plain' || !isCompressedBlobNeeded(xml);
  return {
    Id: identity,
    ...(isPlain ? { XmlUpdateBlob: xml } : { XmlUpdateBlobCompressed: writeUpdateBlob(xml, updateBlobs) }),
    ...(files.length > 0 && { FileDigestList: files.map(({ sha1 }) => sha1) }),
  };
}

function sizeOf({
  XmlUpdateBlob = '',
  XmlUpdateBlobCompressed,
  FileDigestList = [],
}: ServerSyncUpdateData): number {
  const blob = XmlUpdateBlob.length + ((XmlUpdateBlobCompressed?.length ?? 0) * 4) / 3;
  return OVERHEAD_BYTES * (1 + FileDigestList.length) + blob;
}

/**
 * Where a file is to be had. Microsoft's server names the place of each; a WSUS repeats what it heard from there and
 * has an empty element for a place of its own (capture 37).
 */
function urlData(file: FileRow, caller: Caller, settings: Configuration): ServerSyncUrlData {
  const key = file.decryptionKey !== null && { DecryptionKey: file.decryptionKey };
  if (settings.profile === 'wsus-2025')
    return { FileDigest: file.sha1, ...(file.muUrl !== null && { MUUrl: file.muUrl }), UssUrl: '', ...key };
  const own = `${settings.contentUrl ?? caller.contentBase}${contentUrlPath(file.sha1.toString('hex'), file.fileName)}`;
  return { FileDigest: file.sha1, MUUrl: file.muUrl ?? own, ...key };
}
