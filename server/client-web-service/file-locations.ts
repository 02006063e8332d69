import type { Catalog } from '../../catalog/catalog.ts';
import { contentUrlPath } from '../../catalog/content-store.ts';
import type { FileRow } from '../../catalog/store/files.ts';
import type { FileLocation } from '../../protocol/wusp/extended-types.ts';
import type { Caller, World } from '../world.ts';

/**
 * Where a caller finds a file: on our content endpoint, whether the content is here or not (wire facts §2.8), or
 * where the configuration says content is.
 */
export function fileLocation({ catalog }: World, caller: Caller, file: FileRow): FileLocation {
  const base = catalog.view().settings.contentUrl ?? caller.contentBase;
  return { FileDigest: file.sha1, Url: `${base}${contentUrlPath(file.sha1.toString('hex'), file.fileName)}` };
}

/** The files of revisions, each once. */
export function filesOf({ files }: Catalog, revisionIds: readonly number[]): readonly FileRow[] {
  const byDigest = new Map<string, FileRow>();
  for (const id of revisionIds) {
    for (const file of files.ofRevision(id)) byDigest.set(file.sha1.toString('hex'), file);
  }
  return [...byDigest.values()];
}

/** The locations of the files of revisions. */
export function fileLocations(
  world: World,
  caller: Caller,
  revisionIds: readonly number[],
): readonly FileLocation[] {
  return filesOf(world.catalog, revisionIds).map((file) => fileLocation(world, caller, file));
}
