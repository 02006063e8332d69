import type { Statuses } from '../applicability/statuses.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { EventDraft } from './event-draft.ts';

/** What became of updates since the last scan, by UpdateID. */
export interface Outcomes {
  readonly failed: ReadonlySet<string>;
  readonly downloaded: ReadonlySet<string>;
  /** Installed or removed, and not in effect before a restart. */
  readonly pending: ReadonlySet<string>;
}

type Lists = Required<Pick<EventDraft, 'needed' | 'installed' | 'pending' | 'failed' | 'downloaded'>>;

/**
 * The lists of a status event: what is deployed for install, uninstall or scan, each in one list. Members of bundles,
 * categories and detectoids are in none (online service facts §5.7; [MS-WUSP] §2.2.2.3.1, MiscData Table).
 */
export function statusLists(
  revisions: Iterable<CachedRevision>,
  statuses: Statuses,
  { failed, downloaded, pending }: Outcomes,
): Lists {
  const lists = { needed: [], installed: [], pending: [], failed: [], downloaded: [] } as {
    [K in keyof Lists]: string[];
  };
  for (const revision of revisions) {
    const { Action } = revision.deployment;
    if (Action === 'Evaluate' || Action === 'Bundle') continue;
    const { updateId } = revision.core;
    const status = statuses.of(revision);
    const isStuck = Action === 'Uninstall' && failed.has(updateId);
    // What is removed at the next restart is there until then; what could not be removed is told among what failed.
    if (status === 'installed') (isStuck ? lists.failed : lists.installed).push(updateId);
    else if (pending.has(updateId)) lists.pending.push(updateId);
    else if (status === 'needed') {
      if (failed.has(updateId)) lists.failed.push(updateId);
      else if (downloaded.has(updateId)) lists.downloaded.push(updateId);
      else lists.needed.push(updateId);
    }
  }
  return lists;
}
