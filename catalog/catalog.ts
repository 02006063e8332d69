import { type Clock, isoMoment } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import { type ApprovalRules, createApprovalRules } from './approvals/approval-rules.ts';
import { type Approvals, createApprovals } from './approvals/approvals.ts';
import { createEulas, type Eulas } from './approvals/eulas.ts';
import { type ConfigurationStore, createConfiguration } from './configuration/configuration.ts';
import type { Configuration } from './configuration/configuration-values.ts';
import { createDriverIndex, type DriverIndex } from './drivers/driver-index.ts';
import { createPrinterDrivers, type PrinterDrivers } from './drivers/printer-drivers.ts';
import { createReplication, type Replication } from './replication.ts';
import { createStatusReport, type StatusReport } from './reports/status-report.ts';
import { createRetention, type Retention } from './retention.ts';
import { type Arrivals, createArrivals } from './store/arrivals.ts';
import { type Changes, createChanges } from './store/changes.ts';
import { type Computers, createComputers } from './store/computers.ts';
import { copyDatabase } from './store/copy-database.ts';
import { type Database, openDatabase, unreadable } from './store/database.ts';
import { createDeployments, type Deployments } from './store/deployments.ts';
import { createDownstreamActivity, type DownstreamActivity } from './store/downstream-activity.ts';
import { createDownstreamComputers, type DownstreamComputers } from './store/downstream-computers.ts';
import { createDownstreamServers, type DownstreamServers } from './store/downstream-servers.ts';
import { createDownstreamStatuses, type DownstreamStatuses } from './store/downstream-statuses.ts';
import { createEvents, type Events } from './store/events.ts';
import { createFiles, type Files } from './store/files.ts';
import { createGroups, type Groups } from './store/groups.ts';
import { restoreStore } from './store/restore-store.ts';
import { createRevisions, type Revisions } from './store/revisions.ts';
import { createSeeds, type Seeds } from './store/seeds.ts';
import { createSettings, type Settings } from './store/settings.ts';
import { createSyncRuns, type SyncRuns } from './store/sync-runs.ts';
import { createUpstreams, type Upstreams } from './store/upstreams.ts';
import { createMemberships } from './targeting/memberships.ts';
import { createDriverSets, type DriverSets } from './upstream/driver-sets.ts';
import { createRevisionListing, type RevisionListing } from './upstream/revision-listing.ts';
import { type CatalogView, createViews } from './view/views.ts';

export type { CatalogView } from './view/views.ts';

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
  /** Configuration of this process, over what is stored. */
  readonly configuration?: Partial<Configuration>;
  /** The file is a copy of another catalogue and shall be one of its own: cookies of the other are not good here. */
  readonly isCopy?: boolean;
}

/** The catalogue: the tables of [MS-WUSP] §3.1.1 and what is worked out from them. */
export interface Catalog {
  readonly database: Database;
  readonly settings: Settings;
  readonly changes: Changes;
  readonly configuration: ConfigurationStore;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly approvals: Approvals;
  readonly eulas: Eulas;
  readonly rules: ApprovalRules;
  readonly groups: Groups;
  readonly computers: Computers;
  readonly events: Events;
  readonly files: Files;
  readonly drivers: DriverIndex;
  readonly printerDrivers: PrinterDrivers;
  readonly status: StatusReport;
  readonly retention: Retention;
  readonly seeds: Seeds;
  /** Whether this server repeats what another one decides. */
  readonly replication: Replication;
  /** Servers this one synchronises with, and when it did. */
  readonly upstreams: Upstreams;
  readonly syncRuns: SyncRuns;
  readonly arrivals: Arrivals;
  /** Servers that synchronise with this one. */
  readonly downstream: DownstreamServers;
  /** What those servers rolled up. */
  readonly downstreamActivity: DownstreamActivity;
  readonly downstreamComputers: DownstreamComputers;
  readonly downstreamStatuses: DownstreamStatuses;
  /** What servers below are told there is. */
  readonly listing: RevisionListing;
  readonly driverSets: DriverSets;
  readonly clock: Clock;
  /** Identity of this catalogue; another one after a reset. */
  readonly serverId: string;
  /**
   * The catalogue at this moment; worked out again only after it changed, in whatever process. A change by another
   * one is seen after `lookMilliseconds` at the latest, or at once when `isFresh` is asked for.
   */
  view(isFresh?: boolean): CatalogView;
  /** Works the view out before clients come, so that they wait neither for it nor for the first change of it. */
  warmUp(): void;
  /** How long a write waits for another process that writes; after one in vain others fail at once for a while. */
  setPatience(milliseconds: number): void;
  /** Runs `work` in one transaction: all of it stays, or nothing. */
  write<T>(work: () => T): T;
  /** Writes a copy of one moment of all there is to the new file `target`. */
  copyTo(target: string): void;
  /** Puts what a copy holds in place of all there is, at once for whoever reads. Its ServerID stays that of this catalogue. */
  restoreFrom(copy: string): void;
  close(): void;
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
  const { file, clock, lookMilliseconds = LOOK_MILLISECONDS } = options;
  const settings = createSettings(database);
  const changes = createChanges({ database, settings, clock, randomness: options.randomness });
  initialise(database, settings, options);
  const revisions = createRevisions(database);
  const deployments = createDeployments({ database, settings, changes, randomness: options.randomness });
  const eulas = createEulas(database, clock);
  const replication = createReplication(settings);
  const arrivals = createArrivals(database);
  const stores = { database, settings, changes, revisions, deployments, eulas, replication, arrivals };
  const { view, warmUp, snapshot, write, setPatience, forget } = createViews({
    ...stores,
    file,
    lookMilliseconds,
    configuration: () => configuration,
    memberships: () => memberships,
  });
  const groups = createGroups({ ...stores, write });
  const computers = createComputers(stores);
  const memberships = createMemberships({ groups, computers });
  const overrides = options.configuration ?? {};
  const configuration = createConfiguration({ settings, clock, write, moment: changes.moment, overrides });
  const approvals = createApprovals({ ...stores, groups, clock, write, snapshot });
  const events = createEvents(database, settings);

  return {
    ...stores,
    configuration,
    approvals,
    rules: createApprovalRules({ ...stores, approvals, groups, clock, write, snapshot }),
    groups,
    computers,
    events,
    files: createFiles(database),
    drivers: createDriverIndex(database),
    printerDrivers: createPrinterDrivers(database),
    status: createStatusReport({
      database,
      computers,
      groups,
      membershipOf: (id) =>
        memberships.at(changes.read().membership, configuration.current().targeting).of(id),
    }),
    retention: createRetention({ database, configuration, events, computers, clock }),
    seeds: createSeeds(database),
    upstreams: createUpstreams(database),
    syncRuns: createSyncRuns(database),
    downstream: createDownstreamServers(database),
    downstreamActivity: createDownstreamActivity(database),
    downstreamComputers: createDownstreamComputers(database),
    downstreamStatuses: createDownstreamStatuses(database),
    listing: createRevisionListing(database),
    driverSets: createDriverSets(database),
    clock,
    serverId: settings.get('server_id') ?? '',
    view,
    warmUp,
    write,
    setPatience,
    copyTo: (target) => copyDatabase(database, target),
    restoreFrom: (copy) => {
      restoreStore({ database, settings }, copy);
      forget();
    },
    close: () => {
      database.close();
    },
  };
}

function initialise(
  database: Database,
  settings: Settings,
  { clock, randomness, isCopy = false }: CatalogOptions,
): void {
  if (isCopy) settings.set('server_id', randomness.uuid());
  // Nothing is written where nothing is missing: a reader must not wait for a writer.
  if (settings.get('server_id') !== undefined) return;
  database
    .transaction(() => {
      if (settings.get('server_id') !== undefined) return;
      settings.set('server_id', randomness.uuid());
      settings.set('config_last_change', isoMoment(clock.now()));
      // The first change is of this very moment.
      settings.set('last_moment', clock.now() - 1);
    })
    .immediate();
}
