import { createStatuses, type Status, type Statuses } from '../../device/applicability/statuses.ts';
import type { Datastore } from '../../device/datastore/datastore.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import { revisionsOf } from '../../device/scan/scan.ts';
import { type ShortRevision, storeOf } from './cores.ts';
import { PLAIN } from './device-rules.ts';
import { idOf } from './documents.ts';

const state = stateOf(PLAIN);

/** A data store with `shorts`, judged over the plain device. */
export function judged(shorts: readonly ShortRevision[]): {
  readonly store: Datastore;
  readonly statuses: Statuses;
} {
  const store = storeOf(shorts);
  return { store, statuses: createStatuses(store, state) };
}

/** The status of the update `id`, asked for first. */
export function statusOf(shorts: readonly ShortRevision[], id = 1): Status {
  const { store, statuses } = judged(shorts);
  const revision = [...revisionsOf(store)].find(({ core }) => core.updateId === idOf(id));
  if (revision === undefined) throw new Error(`there is no ${id}`);
  return statuses.of(revision);
}
