import { type Clock, createPacer, isoMoment } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { createNeedFinder, type NeededRevisions, type NeedQuestion } from './graph/needed.ts';
import { buildSnapshot, type Snapshot } from './graph/snapshot.ts';
import { type Computers, createComputers } from './store/computers.ts';
import { type Database, openDatabase, unreadable } from './store/database.ts';
import { createDeployments, type Deployments } from './store/deployments.ts';
import { createEvents, type Events } from './store/events.ts';
import { createFiles, type Files } from './store/files.ts';
import { createGroups, type Groups } from './store/groups.ts';
import { createRevisions, type Revisions } from './store/revisions.ts';
import { createSeeds, type Seeds } from './store/seeds.ts';
import { createSettings, type Settings } from './store/settings.ts';
import { createTargeting, type Targeting } from './targeting.ts';

/** What the catalogue is made with. */
export interface CatalogOptions {
  /** Path of `catalog.db`, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /**
   * Most milliseconds of real time until a change by another process is seen; 10 by default. Looking costs two
   * system calls, which a request for a page need not pay.
   */
  readonly lookMilliseconds?: number;
}

/** The catalogue: the tables of [MS-WUSP] §3.1.1 and what is worked out from them. */
export interface Catalog {
  readonly database: Database;
  readonly settings: Settings;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly approvals: Approvals;
  readonly groups: Groups;
  readonly computers: Computers;
  readonly events: Events;
  readonly files: Files;
  readonly targeting: Targeting;
  readonly seeds: Seeds;
  readonly clock: Clock;
  /** Identity of this catalogue; another one after a reset. */
  readonly serverId: string;
  /** The catalogue at this moment; worked out again only after it changed, in whatever process. */
  view(): CatalogView;
  /** Sets how long a write waits for another process that writes. */
  setPatience(milliseconds: number): void;
  /** Runs `work` in one transaction: all of it stays, or nothing. */
  write<T>(work: () => T): T;
  close(): void;
}

/** One moment of the catalogue. Ask for it once a request, so that the request sees one state. */
export interface CatalogView {
  readonly snapshot: Snapshot;
  /** When the configuration changed last, as xs:dateTime. */
  readonly configLastChange: string;
  /** Counts changes of deployments: the sync point of a cookie. */
  readonly changeSequence: number;
  needed(question: NeedQuestion): NeededRevisions;
  /** Nodes whose deployment or IsLeaf changed after the counter stood at `sequence`. */
  changedAfter(sequence: number): readonly number[];
}

/** A command that seeds a running double ends later than this after its last write. */
const LOOK_MILLISECONDS = 10;

/** Opens or makes the catalogue. Throws CATALOG_UNREADABLE or CATALOG_TOO_NEW. */
export function openCatalog(options: CatalogOptions): Catalog {
  const database = openDatabase(options.file);
  try {
    return createCatalog(database, options);
  } catch (error) {
    database.close();
    return unreadable(options.file, error);
  }
}

function createCatalog(database: Database, options: CatalogOptions): Catalog {
  const settings = createSettings(database);
  initialise(database, settings, options);
  const revisions = createRevisions(database);
  const deployments = createDeployments(database);
  const groups = createGroups(database);
  const computers = createComputers(database);
  const isTimeToLook = createPacer(options.lookMilliseconds ?? LOOK_MILLISECONDS);
  const dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck();

  let seenVersion = -1;
  let generation = -1;
  let worked: Pick<CatalogView, 'snapshot' | 'needed'> | undefined;
  let current: CatalogView | undefined;
  const forget = (): void => {
    current = undefined;
    targeting.forget();
  };
  const view = (): CatalogView => {
    // Another process that writes moves data_version; our own writes come through write().
    if (current === undefined || isTimeToLook()) {
      const version = dataVersion.get() as number;
      if (version !== seenVersion) forget();
      seenVersion = version;
    }
    try {
      current ??= readView();
      return current;
    } catch (error) {
      return unreadable(options.file, error);
    }
  };
  const workOut = (): Pick<CatalogView, 'snapshot' | 'needed'> => {
    const stored = settings.number('generation');
    if (worked === undefined || stored !== generation) {
      const snapshot = buildSnapshot(database);
      worked = { snapshot, needed: createNeedFinder(snapshot) };
      generation = stored;
    }
    return worked;
  };
  // In one transaction, so that another process that writes meanwhile is seen as a whole or not at all.
  const readView = database.transaction((): CatalogView => {
    const { snapshot, needed } = workOut();
    const changes = revisions.changed().map(([id, sequence]) => [snapshot.nodeOf(id), sequence] as const);
    return {
      snapshot,
      needed,
      configLastChange: settings.get('config_last_change') ?? '',
      changeSequence: settings.number('change_sequence'),
      changedAfter: (sequence) =>
        changes.filter(([node, changed]) => node !== -1 && changed > sequence).map(([node]) => node),
    };
  });
  const write = <T>(work: () => T): T => {
    try {
      return database.transaction(work).immediate();
    } catch (error) {
      revisions.forget();
      // A view taken inside shows what is no longer there, under a number that will come again.
      if (generation > settings.number('generation')) worked = undefined;
      throw error;
    } finally {
      forget();
    }
  };
  const targeting = createTargeting({ groups, computers, deployments });
  const approvals = createApprovals({
    database,
    settings,
    revisions,
    deployments,
    groups,
    clock: options.clock,
    write,
    inScope: (updateKey) => {
      const { snapshot } = workOut();
      const node = snapshot.nodeOfKey(updateKey);
      return node === -1 ? undefined : snapshot.revisionIds[node];
    },
  });

  return {
    database,
    settings,
    revisions,
    deployments,
    approvals,
    groups,
    computers,
    events: createEvents(database),
    files: createFiles(database),
    targeting,
    seeds: createSeeds(database),
    clock: options.clock,
    serverId: settings.get('server_id') ?? '',
    view,
    write,
    setPatience: (milliseconds) => {
      database.pragma(`busy_timeout = ${Math.round(milliseconds)}`);
    },
    close: () => {
      database.close();
    },
  };
}

function initialise(database: Database, settings: Settings, { clock, randomness }: CatalogOptions): void {
  // Nothing is written where nothing is missing: a reader must not wait for a writer.
  if (settings.get('server_id') !== undefined) return;
  database
    .transaction(() => {
      if (settings.get('server_id') !== undefined) return;
      settings.set('server_id', randomness.uuid());
      settings.set('config_last_change', isoMoment(clock.now()));
    })
    .immediate();
}
