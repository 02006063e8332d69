import type { Clock } from '../../platform/clock.ts';
import type { Randomness } from '../../platform/randomness.ts';
import type { AnchorPoint } from '../../protocol/wsusss/anchor.ts';
import type { Database } from './database.ts';
import type { SettingName, Settings } from './settings.ts';

/** Counters that tell what of the store is another one than it was. */
export interface Counters {
  /** Number of the last change of deployments or revisions: the sync point of a cookie. */
  readonly change: number;
  /** The mark of that change; absent before the first one. */
  readonly mark: string | undefined;
  /** Counts how often it was decided anew which revisions clients may see. */
  readonly structure: number;
  /** Counts changes of groups and of who is in them. */
  readonly membership: number;
  /** Counts changes of the stored configuration. */
  readonly configuration: number;
  /** Counts moves of content: the file locations a client knows are those of one number. */
  readonly locations: number;
  /** When what GetConfig tells changed last, as xs:dateTime. */
  readonly configLastChange: string;
}

/**
 * Numbers the changes of the catalogue. One transaction is one change; each has a mark drawn by lot, so that a store
 * put back to an earlier state is told from the one a cookie was made on ([MS-WUSP] §2.2.2.4, ServerChanged).
 */
export interface Changes {
  read(): Counters;
  /** The number of the change under way, to be called inside `Catalog.write`: all of a transaction share one. */
  next(): number;
  /**
   * The moment of the change under way, in milliseconds since the epoch: now, or later where the clock has not moved on
   * since the change before. A change that is seen later has a later one, whichever process makes it.
   */
  moment(): number;
  /**
   * Where the history is at, as other servers are told: how many approvals were made and taken back, and one, and the
   * moment of the last change. A change that is not in it yet will be later.
   */
  pointInTime(): AnchorPoint;
  /** Notes that the revisions there are, or what clients may see of them, are others now. */
  nextStructure(): void;
  nextMembership(): void;
  /** Whether the transaction under way has changed something. */
  isUnderWay(): boolean;
  /** The mark of a change; undefined for one that never was, or is too long ago to be remembered. */
  mark(change: number): string | undefined;
  /** Ends the change under way, whether it was kept or not. */
  settle(): void;
}

/** Changes whose marks are kept, some 20 MB: a cookie older than that is taken for one of another history. */
const KEPT_MARKS = 1_000_000;
const MARK_BYTES = 6;

/** What changes are numbered with. */
export interface ChangePorts {
  readonly database: Database;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createChanges({ database, settings, clock, randomness }: ChangePorts): Changes {
  const add = database.prepare('INSERT INTO change_mark VALUES (?, ?)');
  const find = database.prepare<[number], string>('SELECT mark FROM change_mark WHERE change = ?').pluck();
  const counters = database
    .prepare(
      `SELECT key, value FROM setting WHERE key IN ('change_sequence', 'generation', 'membership',
         'configuration_changes', 'locations', 'config_last_change')`,
    )
    .raw();
  const forget = database.prepare('DELETE FROM change_mark WHERE change <= ?');
  let underWay: number | undefined;
  let moment: number | undefined;
  const next = (): number => {
    if (underWay !== undefined) return underWay;
    underWay = settings.next('change_sequence');
    add.run(underWay, randomness.bytes(MARK_BYTES).toString('base64'));
    forget.run(underWay - KEPT_MARKS);
    return underWay;
  };
  return {
    read: () => {
      const stored = Object.fromEntries(counters.all() as [string, string][]);
      const number = (name: SettingName): number => Number(stored[name] ?? 0);
      const change = number('change_sequence');
      return {
        change,
        mark: find.get(change) as string | undefined,
        structure: number('generation'),
        membership: number('membership'),
        configuration: number('configuration_changes'),
        locations: number('locations'),
        configLastChange: stored.config_last_change ?? '',
      };
    },
    isUnderWay: () => underWay !== undefined,
    next,
    moment: () => {
      next();
      if (moment !== undefined) return moment;
      moment = Math.max(clock.now(), settings.number('last_moment') + 1);
      settings.set('last_moment', moment);
      return moment;
    },
    pointInTime: () => ({
      number: settings.number('deployment_sequence') + 1,
      moment: settings.number('last_moment'),
    }),
    nextStructure: () => {
      next();
      settings.next('generation');
    },
    nextMembership: () => {
      settings.next('membership');
    },
    mark: (change) => find.get(change) as string | undefined,
    settle: () => {
      underWay = undefined;
      moment = undefined;
    },
  };
}
