import type { Catalog } from '../catalog/catalog.ts';
import type { Contact } from '../catalog/store/computers.ts';
import { isBusy } from '../catalog/view/busy-rest.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors/index.ts';
import type { Logger } from '../platform/logger.ts';
import { createRecent } from '../platform/recent.ts';

/** Notes when clients were here. */
export interface Contacts {
  /** The client asked for updates just now. */
  synced(computerId: string): void;
  /** The client was here for something else. */
  seen(computerId: string): void;
  /** Notes everybody anew: the store was put back. */
  forget(): void;
}

/** A client that asks more often than this is noted no more often: its scan alone takes dozens of requests. */
const GRAIN_MILLISECONDS = 60_000;
/** After the store was busy with another process no note is tried for so long: each would keep all clients waiting. */
const REST_MILLISECONDS = 5_000;
const KEPT_COMPUTERS = 10_000;
/** Notes that wait for the store; beyond them a client is noted when it asks again. */
const MOST_WAITING = 10_000;

/** A note that cannot be written, since another process writes, waits for the next one: it is no reason for a fault. */
export function createContacts(catalog: Catalog, clock: Clock, logger: Logger): Contacts {
  let noted = createRecent<number>(KEPT_COMPUTERS);
  const waiting = new Map<string, Contact>();
  let restsUntil = Number.NEGATIVE_INFINITY;
  const flush = (now: number): void => {
    if (now < restsUntil) return;
    try {
      catalog.write(() => catalog.computers.noteContacts(waiting));
      waiting.clear();
    } catch (error) {
      restsUntil = now + REST_MILLISECONDS;
      if (!isBusy(error)) logger.error(`contacts of clients cannot be noted: ${messageOf(error)}`);
    }
  };
  const note = (computerId: string, isSync: boolean): void => {
    const now = clock.now();
    const key = isSync ? computerId : `${computerId} seen`;
    const before = noted.get(key);
    if (before !== undefined && now - before < GRAIN_MILLISECONDS && now >= before) return;
    noted.set(key, now);
    const contact = { at: now, isSync: isSync || waiting.get(computerId)?.isSync === true };
    if (waiting.size < MOST_WAITING) waiting.set(computerId, contact);
    flush(now);
  };
  return {
    synced: (computerId) => note(computerId, true),
    seen: (computerId) => note(computerId, false),
    forget: () => {
      noted = createRecent(KEPT_COMPUTERS);
      waiting.clear();
    },
  };
}
