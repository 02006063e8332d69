import { type Clock, stopwatch } from '../../platform/clock.ts';
import { createStatuses, type Statuses } from '../applicability/statuses.ts';
import type { DeviceSession } from '../client/session.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';
import type { DeviceWatcher, ScanFacts } from '../events.ts';
import { fileWithoutPlace } from '../offers/file-without-place.ts';
import { makeOffers } from '../offers/make-offers.ts';
import type { Offers } from '../offers/offer.ts';
import type { DevicePolicy } from '../policy/policy.ts';
import type { DeviceState } from '../state/device-state.ts';
import { knowsCategoryScans, startCategoryScan } from './category-scan.ts';
import { driverPass, hardwareOf } from './driver-pass.ts';
import { fetchExtended } from './extended-info.ts';
import type { CoreReader, Page } from './read-page.ts';
import { softwarePass } from './software-pass.ts';
import type { CallerFacts, Categories } from './sync-parameters.ts';
import { warnOfEach } from './warn-of-each.ts';

/** What a scan needs. */
export interface ScanPorts {
  readonly session: DeviceSession;
  readonly store: Datastore;
  readonly state: DeviceState;
  readonly policy: DevicePolicy;
  readonly caller: CallerFacts;
  /** Hardware ids of the computer itself. */
  readonly computerIds: readonly string[];
  readonly locales: readonly string[];
  readonly geoId: string;
  readonly clock: Clock;
  readonly readCore: CoreReader;
  /** UpdateIDs of what waits for a restart. */
  readonly pending: ReadonlySet<string>;
  readonly watch: DeviceWatcher;
}

/** What a scan found. */
export interface ScanResult extends Offers {
  readonly facts: ScanFacts;
  /** Calls of the software pass, and revisions that came: what events tell of a scan. */
  readonly softwareTrips: number;
  readonly added: number;
  readonly statuses: Statuses;
}

/**
 * Scans as the native client does (wire facts §2.3): categories asked for first, when the scan is for some; software until
 * nothing more is needed; drivers once, even where the server says that there are none (wire facts §2.6); then Extended and
 * texts of what is offered. Throws DeviceFailure.
 */
export async function scan(ports: ScanPorts, requested: Categories): Promise<ScanResult> {
  const { session, store, state, policy, watch } = ports;
  const elapsed = stopwatch();
  const statuses = createStatuses(store, state);
  let [trips, added] = [0, 0];
  const onPage = (trip: number, page: Page): void => {
    trips += 1;
    added += page.added.length;
    watch({ kind: 'page', trip, added: page.added.length, cached: store.software.size });
  };
  const categories = requested.length === 0 ? [] : await startCategoryScan(session, requested, watch);
  const scope = { categories, isTwoGroup: await knowsCategoryScans(session) };
  const pass = { ...ports, statuses, scope, onPage };
  store.takeIn();
  const softwareTrips = await softwarePass(pass);
  if (policy.takesDrivers) await driverPass(pass, hardwareOf(state, ports.computerIds));
  else store.setDrivers([]);
  await fetchExtended(ports, told(store, offersOf(ports, statuses), statuses));
  // Made anew, for while texts were asked for the server may have given new numbers.
  const offers = offersOf(ports, statuses);
  const facts = { ...count(store, statuses), trips, offered: offers.offers.length, milliseconds: elapsed() };
  warnOfEndless(statuses, watch);
  return { ...offers, facts, softwareTrips, added, statuses };
}

/** What is offered by what is cached, without asking anybody. */
export function offersOf(
  { store, policy, pending, clock }: Pick<ScanPorts, 'store' | 'policy' | 'pending' | 'clock'>,
  statuses: Statuses,
): Offers {
  const { ofUpdate } = store;
  return makeOffers({
    revisions: revisionsOf(store),
    ofUpdate,
    statuses,
    policy,
    pending,
    fileWithoutPlace: (parts) => fileWithoutPlace(store, policy, parts),
    now: clock.now(),
  });
}

/** All the last scan was for, software first. */
export function* revisionsOf({ software, outside, drivers }: Datastore): Generator<CachedRevision> {
  for (const revision of software.values()) if (!outside.has(revision.revisionId)) yield revision;
  yield* drivers.values();
}

/** What somebody may want to read about, or install, and the categories that are there (capture 10). */
function told(store: Datastore, { offers, withheld }: Offers, statuses: Statuses): readonly CachedRevision[] {
  const all = new Set<CachedRevision>();
  for (const { revision, parts } of offers) for (const one of [revision, ...parts]) all.add(one);
  for (const { revision } of withheld) all.add(revision);
  for (const one of revisionsOf(store))
    if (one.core.updateType === 'Category' && statuses.of(one) === 'installed') all.add(one);
  return [...all];
}

function count(
  store: Datastore,
  statuses: Statuses,
): Pick<ScanFacts, 'revisions' | 'drivers' | 'installed' | 'needed' | 'unknown'> {
  const counts = { installed: 0, needed: 0, unknown: 0 };
  for (const revision of revisionsOf(store)) {
    const status = statuses.of(revision);
    if (status !== 'not applicable') counts[status] += 1;
  }
  return { revisions: store.software.size, drivers: store.drivers.size, ...counts };
}

function warnOfEndless({ endless }: Statuses, watch: DeviceWatcher): void {
  warnOfEach(
    [...endless].map(
      (updateId) => `the update ${updateId} depends on itself or on too long a chain, and is left out`,
    ),
    watch,
  );
}
