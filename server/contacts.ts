import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../platform/clock.ts';
import { createRecent } from '../platform/recent.ts';

/** Notes when clients asked for updates. */
export interface Contacts {
  /** The client asked just now. */
  note(computerId: string): void;
}

/** A client that asks more often than this is noted no more often: its scan alone takes dozens of requests. */
const GRAIN_MILLISECONDS = 60_000;
/** After the store was busy with another process no note is tried for so long: each would keep all clients waiting. */
const REST_MILLISECONDS = 5_000;
const KEPT_COMPUTERS = 10_000;
/** Notes that wait for the store; beyond them a client is noted when it asks again. */
const MOST_WAITING = 10_000;

/** A note that cannot be written, since another process writes, waits for the next one: it is no reason for a fault. */
export function createContacts(catalog: Catalog, clock: Clock): Contacts {
  const noted = createRecent<number>(KEPT_COMPUTERS);
  const waiting = new Map<string, number>();
  let restsUntil = Number.NEGATIVE_INFINITY;
  const flush = (now: number): void => {
    if (now < restsUntil) return;
    try {
      catalog.write(() => catalog.computers.noteSyncs(waiting));
      waiting.clear();
    } catch {
      restsUntil = now + REST_MILLISECONDS;
    }
  };
  return {
    note: (computerId) => {
      const now = clock.now();
      const before = noted.get(computerId);
      if (before !== undefined && now - before < GRAIN_MILLISECONDS && now >= before) return;
      noted.set(computerId, now);
      if (waiting.size < MOST_WAITING) waiting.set(computerId, now);
      flush(now);
    },
  };
}
