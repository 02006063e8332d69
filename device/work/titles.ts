import { readTitle } from '../../protocol/metadata/read-extended.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';

/** The title of an update, or its UpdateID where none was sent or it cannot be read. */
export function titleOf(store: Datastore, { revisionId, core }: CachedRevision): string {
  const localized = store.extended.get(revisionId)?.localized;
  if (localized === undefined) return core.updateId;
  try {
    return readTitle(localized) || core.updateId;
  } catch {
    return core.updateId;
  }
}
