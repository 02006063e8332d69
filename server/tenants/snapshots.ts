import path from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { fail } from '../../platform/errors/index.ts';
import type { ClockState, SteerableClock } from '../../platform/steerable-clock.ts';
import type { FaultRule } from '../faults/rule.ts';
import type { World } from '../world.ts';
import { goBack, positionOf } from './go-back.ts';
import { removeStore } from './store-files.ts';

/** A moment of a tenant that was kept. */
export interface Snapshot {
  readonly name: string;
  /** When it was taken, in milliseconds since the epoch by the tenant's clock. */
  readonly at: number;
  /** The newest change of the catalogue then. */
  readonly change: number;
  readonly clock: ClockState;
  readonly faults: readonly FaultRule[];
  /** Where its chance was, where that follows from a seed. */
  readonly position?: number;
  /** The store, closed. */
  readonly file: string;
}

/** The kept moments of one tenant. */
export interface Snapshots {
  /** Keeps this moment under `name`, in place of another of that name. Throws SNAPSHOT_LIMIT. */
  take(name: string): Snapshot;
  list(): readonly Snapshot[];
  /** Throws SNAPSHOT_UNKNOWN. */
  require(name: string): Snapshot;
  /**
   * Puts catalogue, clock and fault rules back to a kept moment, between two requests. Rules count from 1 again; the journal stays.
   * Throws SNAPSHOT_UNKNOWN.
   */
  restore(name: string): Snapshot;
  /** Throws SNAPSHOT_UNKNOWN. */
  remove(name: string): void;
  /** Deletes the files. */
  close(): void;
}

/** What is kept and put back. */
export interface SnapshotPorts {
  readonly world: World;
  readonly catalog: Catalog;
  readonly clock: SteerableClock;
  readonly folder: string;
}

/** Most snapshots of one tenant: each takes the room of its catalogue where the file system cannot share blocks. */
const MOST_SNAPSHOTS = 100;

export function createSnapshots({ world, catalog, clock, folder }: SnapshotPorts): Snapshots {
  const kept = new Map<string, Snapshot>();
  let made = 0;
  const require = (name: string): Snapshot =>
    kept.get(name) ??
    fail('SNAPSHOT_UNKNOWN', { name, known: [...kept.keys()].join(', ') || 'there is none' });
  const remove = (name: string): void => {
    removeStore(require(name).file);
    kept.delete(name);
  };
  return {
    take: (name) => {
      if (kept.size >= MOST_SNAPSHOTS && !kept.has(name)) fail('SNAPSHOT_LIMIT', { limit: MOST_SNAPSHOTS });
      made += 1;
      const file = path.join(folder, `${world.tenant}-snapshot-${made}.db`);
      catalog.copyTo(file);
      const position = positionOf(world.randomness);
      const snapshot: Snapshot = {
        ...{ name, file, at: clock.now(), change: catalog.changes.read().change },
        clock: clock.state(),
        faults: world.faults.rules(),
        ...(position !== undefined && { position }),
      };
      if (kept.has(name)) remove(name);
      kept.set(name, snapshot);
      return snapshot;
    },
    list: () => [...kept.values()],
    require,
    restore: (name) => {
      const snapshot = require(name);
      putBack({ world, clock }, snapshot);
      return snapshot;
    },
    remove,
    close: () => {
      for (const name of [...kept.keys()]) remove(name);
    },
  };
}

function putBack({ world, clock }: Pick<SnapshotPorts, 'world' | 'clock'>, snapshot: Snapshot): void {
  goBack(world, snapshot.file, snapshot.position);
  steerTo(clock, snapshot.clock);
  world.faults.clear();
  for (const rule of snapshot.faults) world.faults.add(rule);
}

/** Has `clock` show what it showed then, and go on as it went. */
function steerTo(clock: SteerableClock, { mode, now, scale }: ClockState): void {
  clock.release();
  if (mode === 'real') return;
  clock.set(now);
  clock.scale(scale);
}
