import type { RevisionIdentity, UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import type { Refusal } from '../../store/upstreams.ts';

/** Where a file is to be had, and the key to it. */
export interface FileAddress {
  readonly sha1: Buffer;
  /** `http:` or `https:`. */
  readonly muUrl?: string;
  readonly decryptionKey?: Buffer;
}

/** What came of a batch of revisions that was asked for. */
export interface Fetched {
  readonly documents: readonly UpdateDocument[];
  readonly files: readonly FileAddress[];
  readonly refusals: readonly Refusal[];
  /** Parts of the answer that were left out and are not asked for again, such as an address of another scheme. */
  readonly remarks: readonly Refusal[];
}

export function refusal({ updateId, revisionNumber }: RevisionIdentity, reason: string): Refusal {
  return { updateId, revisionNumber, reason };
}
