import type { Clock } from '../platform/clock.ts';
import type { ConfigurationStore } from './configuration/configuration.ts';
import type { Computers } from './store/computers.ts';
import type { Database } from './store/database.ts';
import type { Events } from './store/events.ts';

/** What is dropped when there is too much of it. */
export type DroppedKind = 'events' | 'computers' | 'inventories';

/** How much of one kind was dropped. */
export interface Dropped {
  readonly kind: DroppedKind;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly lastAt: number;
}

/** Keeps the store bounded, and says what it dropped. */
export interface Retention {
  /** Drops what is over the limits of its kind; call it inside the write that added some. Returns what went now. */
  enforce(kind: DroppedKind): Dropped | undefined;
  /** Everything dropped so far. */
  dropped(): readonly Dropped[];
}

interface Ports {
  readonly database: Database;
  readonly configuration: ConfigurationStore;
  readonly events: Events;
  readonly computers: Computers;
  readonly clock: Clock;
}

/** When a limit is passed this share of it goes at once, so that not every report pays for one row. */
const SHARE = 0.05;
const MOST_COMPUTERS_AT_ONCE = 10;
/** Inventories kept; each has up to 256 KiB. */
const KEPT_INVENTORIES = 1_000;

export function createRetention({ database, configuration, events, computers, clock }: Ports): Retention {
  const note = database.prepare(
    `INSERT INTO dropped VALUES (@kind, @count, @lastAt)
     ON CONFLICT (kind) DO UPDATE SET count = count + @count, last_at = @lastAt`,
  );
  const all = database.prepare<[], Dropped>(
    'SELECT kind, count, last_at AS lastAt FROM dropped ORDER BY kind',
  );
  /** How many of `have` have to go so that `most` are kept. */
  const excess = (have: number, most: number): number =>
    have <= most ? 0 : have - most + Math.floor(most * SHARE);
  const dropEvents = (): number => {
    const { keptEvents, keptEventBytes } = configuration.current();
    let gone = events.removeOldest(excess(events.count(), keptEvents));
    // Of events that are large on the whole a share goes at a time, until the rest is small enough; one stays.
    while (events.bytes() > keptEventBytes && events.count() > 1)
      gone += events.removeOldest(Math.max(1, Math.floor(events.count() * SHARE)));
    return gone;
  };
  const drop: Readonly<Record<DroppedKind, () => number>> = {
    events: dropEvents,
    // A few at a time: each has some hundred rows of status, and somebody waits.
    computers: () => {
      const many = excess(computers.count(), configuration.current().keptComputers);
      return computers.removeStale(Math.min(many, MOST_COMPUTERS_AT_ONCE));
    },
    inventories: () => computers.removeOldInventories(KEPT_INVENTORIES),
  };
  return {
    enforce: (kind) => {
      const dropped = { kind, count: drop[kind](), lastAt: clock.now() };
      if (dropped.count === 0) return undefined;
      note.run(dropped);
      return dropped;
    },
    dropped: () => all.all(),
  };
}
