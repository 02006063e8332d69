import { fail } from '../../platform/errors/index.ts';
import type { SyncInfo, SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import { isInstalledOnBenchClient } from './synthetic/bench-client.ts';

/** Round trips after which a real client gives up with 0x80244010: wire facts §2.6. */
export const MOST_ROUND_TRIPS = 200;

/** A revision a scan brought. */
export interface ScannedRevision {
  readonly id: number;
  /** Lower case. */
  readonly updateId: string;
  /** Action of its deployment. */
  readonly action: string;
}

/** A client at the end of its scan. */
export interface WholeScan {
  readonly roundTrips: number;
  /** In the order they came. */
  readonly revisions: readonly ScannedRevision[];
  /** RevisionIDs the client finds installed and that are no leaves. */
  readonly installed: readonly number[];
  /** All other RevisionIDs it got. */
  readonly others: readonly number[];
}

/** Carries out one step: sends the parameters and returns the result. */
export type SyncStep = (parameters: Partial<SyncUpdateParameters>) => Promise<SyncInfo | undefined>;

/**
 * Scans as the bench client: asks again while a page was truncated or brought a non-leaf revision (wire facts §2.6),
 * and names as installed what `isInstalledOnBenchClient` says. The first request has no lists of ids.
 *
 * @throws BENCH_LOAD when a real client would have given up
 */
export async function wholeScan(sync: SyncStep): Promise<WholeScan> {
  const revisions: ScannedRevision[] = [];
  const installed: number[] = [];
  const others: number[] = [];
  let roundTrips = 0;
  for (let more = true; more; ) {
    if (++roundTrips > MOST_ROUND_TRIPS)
      fail('BENCH_LOAD', { why: `no end after ${MOST_ROUND_TRIPS} pages` });
    const lists = { InstalledNonLeafUpdateIDs: [...installed], OtherCachedUpdateIDs: [...others] };
    const result = await sync(roundTrips === 1 ? {} : lists);
    const infos = result?.NewUpdates ?? [];
    for (const { ID: id, IsLeaf, Xml = '', Deployment } of infos) {
      const updateId = updateIdIn(Xml);
      revisions.push({ id, updateId, action: Deployment?.Action ?? '' });
      (!IsLeaf && isInstalledOnBenchClient(updateId) ? installed : others).push(id);
    }
    more = result?.Truncated === true || infos.some(({ IsLeaf }) => !IsLeaf);
  }
  return { roundTrips, revisions, installed, others };
}

/** The UpdateID of a Core fragment: its first element names it. */
function updateIdIn(core: string): string {
  return /UpdateID="([^"]+)"/.exec(core)?.[1]?.toLowerCase() ?? '';
}
