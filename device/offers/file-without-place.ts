import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';
import { filesOf } from '../datastore/files-of.ts';
import type { DevicePolicy } from '../policy/policy.ts';

/**
 * The name of the first file of `parts` for which the server sent no FileLocation, where policy does not have the alternate
 * server stand in. A location with an empty address is one: the download tells that. What was not asked for yet says nothing.
 */
export function fileWithoutPlace(
  { extended, locations }: Pick<Datastore, 'extended' | 'locations'>,
  { wsus }: Pick<DevicePolicy, 'wsus'>,
  parts: readonly CachedRevision[],
): string | undefined {
  if (wsus?.fillsEmptyUrls && wsus.contentServer !== undefined) return undefined;
  for (const { revisionId } of parts)
    for (const { fileName, sha1 } of filesOf(extended.get(revisionId) ?? {}))
      if (!locations.has(sha1)) return fileName;
  return undefined;
}
