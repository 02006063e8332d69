import type { CachedRevision } from '../datastore/cached-revision.ts';

/** What a device is to do with one update. */
export interface Offer {
  /** `optional` waits for somebody to choose it. */
  readonly kind: 'install' | 'optional' | 'uninstall';
  /** The update an administrator sees. */
  readonly revision: CachedRevision;
  /** What is installed or removed for it, in this order: members of a bundle that are needed or there, or the update itself. */
  readonly parts: readonly CachedRevision[];
  /** The moment it must be done by, as the server wrote it. */
  readonly deadline?: string;
}

/** An update that is needed or to be removed, and is not offered. */
export interface Withheld {
  readonly revision: CachedRevision;
  /** Completes "not offered because …". */
  readonly reason: string;
}

/** What follows from a scan. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly withheld: readonly Withheld[];
}
