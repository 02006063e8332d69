import { failWith } from '../failure.ts';
import { MOST_PENDING, type PendingInstallation } from '../install/pending.ts';
import { compactChanges } from '../state/compact-changes.ts';
import { MOST_CHANGES } from '../state/read-changes.ts';
import type { StateChange } from '../state/state-change.ts';
import type { DeviceRecord } from './device-record.ts';

/** UTF-16 units of all changes as JSON: as much as a device reads at once. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** `record` with `changes` done; throws WU_E_UH_INVALIDMETADATA where they are more than a device keeps. */
export function withChanges(record: DeviceRecord, changes: readonly StateChange[]): DeviceRecord {
  const roomy = withRoomFor(record, changes);
  return { ...roomy, changes: [...roomy.changes, ...changes] };
}

/**
 * `record` with an installation that waits for a restart, for whose changes there will be room then. Throws as `withChanges`
 * does, and where too many wait already.
 */
export function withPending(record: DeviceRecord, waiting: PendingInstallation): DeviceRecord {
  if (record.pending.length >= MOST_PENDING)
    failWith('WU_E_UH_INVALIDMETADATA', `${record.pending.length} installations wait for a restart already`);
  const roomy = withRoomFor(record, waiting.changes);
  return { ...roomy, pending: [...roomy.pending, waiting] };
}

function withRoomFor(record: DeviceRecord, changes: readonly StateChange[]): DeviceRecord {
  if (hasRoom(record, changes)) return record;
  const compact = { ...record, changes: compactChanges(record.changes) };
  if (hasRoom(compact, changes)) return compact;
  const reason = `with its ${changes.length} changes there would be more than a device keeps`;
  return failWith('WU_E_UH_INVALIDMETADATA', reason);
}

function hasRoom({ changes, pending }: DeviceRecord, more: readonly StateChange[]): boolean {
  const all = [changes, more, ...pending.map((one) => one.changes)];
  const count = all.reduce((sum, { length }) => sum + length, 0);
  if (count > MOST_CHANGES) return false;
  let characters = 0;
  for (const some of all) for (const one of some) characters += sizeOf(one);
  return characters <= MOST_CHARACTERS;
}

/** A change is written once and counted with each installation after it. */
const sizes = new WeakMap<StateChange, number>();

function sizeOf(change: StateChange): number {
  const size = sizes.get(change) ?? JSON.stringify(change).length;
  sizes.set(change, size);
  return size;
}
