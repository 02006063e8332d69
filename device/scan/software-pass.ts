import { clientService } from '../../protocol/wusp/client.ts';
import type { SyncInfo, SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { Statuses } from '../applicability/statuses.ts';
import type { DeviceSession } from '../client/session.ts';
import type { Datastore } from '../datastore/datastore.ts';
import { DeviceFailure, failWith } from '../failure.ts';
import { type CoreReader, type Page, readPage } from './read-page.ts';
import { type CallerFacts, type ScanScope, softwareParameters } from './sync-parameters.ts';

/** SyncUpdates calls after which a client gives a scan up (wire facts §2.6). */
export const MOST_TRIPS = 200;

/** What a pass over the catalogue needs. */
export interface PassPorts {
  readonly session: DeviceSession;
  readonly store: Datastore;
  readonly statuses: Statuses;
  readonly caller: CallerFacts;
  readonly scope: ScanScope;
  readonly readCore: CoreReader;
  readonly onPage: (trip: number, page: Page) => void;
}

/**
 * Asks for software, categories and detectoids until nothing comes that could make more needed: again when an answer is
 * truncated or brought something that is no leaf (wire facts §2.6). Answers how often it asked. Throws
 * WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS when that has no end.
 */
export async function softwarePass(ports: PassPorts): Promise<number> {
  const { store, statuses, caller, scope } = ports;
  for (let trips = 1; ; trips++) {
    if (trips > MOST_TRIPS) throw tooManyTrips(store.software.size);
    const parameters = (): SyncUpdateParameters => softwareParameters(store, statuses, caller, scope);
    const page = readPage(await syncUpdates(ports.session, parameters), ports.readCore);
    takePage(store, page);
    statuses.revisionsChanged();
    ports.onPage(trips, page);
    const mayNeedMore = page.isTruncated || page.added.some(({ isLeaf }) => !isLeaf);
    if (!mayNeedMore) return trips;
  }
}

/** One SyncUpdates: [MS-WUSP] §3.1.5.7. */
export async function syncUpdates(
  session: DeviceSession,
  parameters: () => SyncUpdateParameters,
): Promise<SyncInfo> {
  const { SyncUpdatesResult: result } = await session.call(
    clientService,
    clientService.operations.SyncUpdates,
    () => ({ parameters: parameters() }),
  );
  if (result === undefined) failWith('WU_E_PT_INVALID_FORMAT', 'the answer to SyncUpdates is empty');
  session.keep(result.NewCookie);
  return result;
}

/** What goes, goes first: one revision takes the place of another in one answer. */
function takePage(store: Datastore, { gone, outside, changed, added }: Page): void {
  store.remove(gone);
  for (const { revisionId, isLeaf, deployment } of changed) {
    const known = store.software.get(revisionId);
    if (known !== undefined) store.add([{ ...known, isLeaf, deployment }]);
  }
  store.add(added);
  store.leaveOut(outside);
}

function tooManyTrips(cached: number): DeviceFailure {
  return new DeviceFailure('WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS', {
    reason: `after ${MOST_TRIPS} answers with ${cached} revisions the server still had more`,
  });
}
