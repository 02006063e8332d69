import { messageOf } from '../../platform/errors/index.ts';
import { type ExtendedFragment, readExtended } from '../../protocol/metadata/read-extended.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';
import type { DownloadWanted } from '../download/fetch-plan.ts';
import { DeviceFailure } from '../failure.ts';
import type { Offer } from '../offers/offer.ts';

/** The files one offer needs. */
export interface WantedFiles {
  readonly offer: Offer;
  readonly files: readonly DownloadWanted[];
  /** Whether a publisher of this company may have signed them. */
  readonly isLocallyPublished: boolean;
}

/** The files of all parts of an offer. Throws WU_E_XML_MISSINGDATA and WU_E_XML_INVALID. */
export function wantedFiles(store: Datastore, offer: Offer): WantedFiles {
  const fragments = offer.parts.map((part) => ({ part, fragment: extendedOf(store, part) }));
  return {
    offer,
    files: fragments.flatMap(({ part, fragment }) =>
      fragment.files.map(({ fileName, size, sha1, sha256 }) => ({
        updateId: part.core.updateId,
        file: {
          name: fileName,
          size,
          sha1,
          ...(sha256 !== undefined && { sha256 }),
          urls: [store.locations.get(sha1) ?? ''].filter((url) => url !== ''),
        },
      })),
    ),
    isLocallyPublished: fragments.every(({ fragment }) => fragment.isLocallyPublished),
  };
}

/** What the Extended fragment of an update says. Throws WU_E_XML_MISSINGDATA and WU_E_XML_INVALID. */
export function extendedOf(store: Datastore, { revisionId, core }: CachedRevision): ExtendedFragment {
  const extended = store.extended.get(revisionId)?.extended;
  if (extended === undefined)
    throw new DeviceFailure('WU_E_XML_MISSINGDATA', {
      reason: `the server gave no files of ${core.updateId}`,
    });
  try {
    return readExtended(extended);
  } catch (error) {
    const reason = `the files of ${core.updateId} cannot be read: ${messageOf(error)}`;
    throw new DeviceFailure('WU_E_XML_INVALID', { reason }, error);
  }
}
