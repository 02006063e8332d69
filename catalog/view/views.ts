import { createPacer } from '../../platform/clock.ts';
import { createRecent } from '../../platform/recent.ts';
import type { ConfigurationStore } from '../configuration/configuration.ts';
import type { Configuration } from '../configuration/configuration-values.ts';
import { createNeedFinder, type NeededRevisions, type NeedQuestion } from '../graph/needed.ts';
import type { RevisionTable } from '../graph/revision-table.ts';
import { buildSnapshot, type Snapshot } from '../graph/snapshot.ts';
import type { Changes, Counters } from '../store/changes.ts';
import { type Database, unreadable } from '../store/database.ts';
import type { Deployments } from '../store/deployments.ts';
import type { Revisions } from '../store/revisions.ts';
import { type EffectiveDeployment, effectiveDeployment } from '../targeting/effective-deployment.ts';
import type { Membership, Memberships } from '../targeting/memberships.ts';
import { createBusyRest } from './busy-rest.ts';
import { createMirror, type MirroredState } from './mirror.ts';

/** One moment of the catalogue. Ask for it once a request, so that the request sees one state. */
export interface CatalogView extends Counters {
  readonly snapshot: Snapshot;
  /** The configuration, in defaults, store and this process's own words. */
  readonly settings: Configuration;
  needed(question: NeedQuestion): NeededRevisions;
  /** Nodes whose deployment or IsLeaf changed after change `change`, for whatever group. */
  changedAfter(change: number): readonly number[];
  /** The last change of a node that clients of any group may have to hear of. */
  changeForAll(node: number): number;
  /** The groups a computer is in. */
  membershipOf(computerId: string): Membership;
  /** The approval that counts for a member, or the deployment the revision comes with. */
  deploymentOf(node: number, membership: Membership): EffectiveDeployment;
}

/** How the store is looked at and written to. */
export interface Views {
  /**
   * The catalogue at this moment; worked out again only after it changed, in whatever process. A change by another
   * one is seen after `lookMilliseconds` at the latest, or at once when `isFresh` is asked for.
   */
  view(isFresh?: boolean): CatalogView;
  /**
   * Works the view out several times over, before clients come: the first change of a large catalogue would otherwise
   * wait for the engine to compile what does it, which takes longer than doing it.
   */
  warmUp(): void;
  /** What is in scope now, changes of the transaction under way included. */
  snapshot(): Snapshot;
  /**
   * How long a write waits for another process that writes. After one that waited in vain, writes fail at once for ten
   * times as long: each wait keeps all clients of a server waiting. A process that never set it waits each time.
   */
  setPatience(milliseconds: number): void;
  /** Runs `work` in one transaction: all of it stays, or nothing. */
  write<T>(work: () => T): T;
  /** Forgets all that was worked out: the store was put back behind it. */
  forget(): void;
}

/** What views are made of. Configuration and memberships are asked for late: they write through these views. */
export interface ViewPorts {
  readonly database: Database;
  readonly changes: Changes;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly configuration: () => ConfigurationStore;
  readonly memberships: () => Memberships;
  /** Path of the store, for errors. */
  readonly file: string;
  /** Most milliseconds of real time until a change by another process is seen. */
  readonly lookMilliseconds: number;
}

/** Answers to "what changed since" kept for one view: clients of a fleet were here at the same few moments. */
const KEPT_CHANGES = 64;

/** Rounds after which the time of one no longer falls. */
const WARM_ROUNDS = 5;

interface Worked {
  readonly structure: number;
  /** What it was worked out from: another table is a store that was put back. */
  readonly revisions: RevisionTable;
  readonly snapshot: Snapshot;
  readonly needed: (question: NeedQuestion) => NeededRevisions;
}

export function createViews(ports: ViewPorts): Views {
  const { database, changes, file } = ports;
  const mirror = createMirror({ ...ports, markOf: changes.mark });
  const isTimeToLook = createPacer(ports.lookMilliseconds);
  const dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck();
  const rest = createBusyRest();
  let seenVersion = -1;
  let isSuspect = true;
  let kept: Worked | undefined;
  let current: CatalogView | undefined;
  /** Whether somebody looked while a write was under way: that must be forgotten if it fails. */
  let hasLooked = false;

  const workOut = (counters: Counters): Worked & { readonly state: MirroredState } => {
    hasLooked ||= database.inTransaction;
    const state = mirror.catchUp(counters.change, changes.isUnderWay());
    const { revisions } = state;
    if (kept !== undefined && kept.revisions !== revisions) ports.memberships().forget();
    if (kept?.structure !== counters.structure || kept.revisions !== revisions) {
      const snapshot = buildSnapshot(revisions);
      kept = {
        structure: counters.structure,
        revisions,
        snapshot,
        needed: createNeedFinder(snapshot),
      };
    }
    return { ...kept, state };
  };
  // In one transaction, so that another process that writes meanwhile is seen as a whole or not at all.
  const renew = database.transaction((): CatalogView => {
    const counters = changes.read();
    if (current === undefined || !isSame(current, counters) || changes.isUnderWay()) {
      const { snapshot, needed, state } = workOut(counters);
      current = makeView(ports, counters, { snapshot, needed, state });
    }
    return current;
  });
  const view = (isFresh = false): CatalogView => {
    // Another process that writes moves data_version; our own writes come through write().
    if (current !== undefined && !isSuspect && !isFresh && !isTimeToLook()) return current;
    const version = dataVersion.get() as number;
    if (current !== undefined && !isSuspect && version === seenVersion) return current;
    try {
      const renewed = renew();
      seenVersion = version;
      isSuspect = changes.isUnderWay();
      return renewed;
    } catch (error) {
      return unreadable(file, error);
    }
  };
  const undo = (): void => {
    mirror.forget();
    ports.memberships().forget();
    // What was taken in inside shows what is no longer there, under numbers that will come again.
    kept = undefined;
    current = undefined;
  };
  return {
    view,
    forget: () => {
      ports.revisions.forget();
      undo();
      isSuspect = true;
    },
    warmUp: () => {
      for (let round = 0; round < WARM_ROUNDS; round++) {
        kept = undefined;
        current = undefined;
        const { needed, settings, changedAfter } = view();
        needed({ delivery: settings.delivery, installedNonLeaf: [] });
        changedAfter(0);
      }
    },
    snapshot: () => {
      const counters = changes.read();
      return kept?.structure === counters.structure ? kept.snapshot : workOut(counters).snapshot;
    },
    setPatience: (milliseconds) => {
      database.pragma(`busy_timeout = ${Math.round(milliseconds)}`);
      rest.setLength(milliseconds * 10);
    },
    write: (work) => {
      const isOutermost = !database.inTransaction;
      const wasUnderWay = changes.isUnderWay();
      // A part that fails takes back only what was looked at in it.
      const hadLooked = !isOutermost && hasLooked;
      hasLooked = false;
      if (isOutermost) rest.check();
      try {
        return database.transaction(work).immediate();
      } catch (error) {
        ports.revisions.forget();
        if (hasLooked) undo();
        rest.note(error);
        // A part of a transaction that failed takes its number back with it, though the rest may go on.
        if (!wasUnderWay) changes.settle();
        throw error;
      } finally {
        hasLooked ||= hadLooked;
        if (isOutermost) changes.settle();
        isSuspect = true;
      }
    },
  };
}

function isSame(view: CatalogView, counters: Counters): boolean {
  return (
    view.change === counters.change &&
    view.structure === counters.structure &&
    view.membership === counters.membership &&
    view.configuration === counters.configuration &&
    view.locations === counters.locations &&
    view.configLastChange === counters.configLastChange &&
    view.mark === counters.mark
  );
}

function makeView(
  { configuration, memberships }: ViewPorts,
  counters: Counters,
  { snapshot, needed, state }: Pick<Worked, 'snapshot' | 'needed'> & { readonly state: MirroredState },
): CatalogView {
  const settings = configuration().current();
  const known = createRecent<readonly number[]>(KEPT_CHANGES);
  const members = memberships().at(counters.membership, settings.targeting);
  return {
    ...counters,
    snapshot,
    settings,
    needed,
    changedAfter: (change) => {
      const before = known.get(String(change));
      if (before !== undefined) return before;
      const nodes = state.changes
        .after(change)
        .map((id) => snapshot.nodeOf(id))
        .filter((node) => node !== -1);
      known.set(String(change), nodes);
      return nodes;
    },
    changeForAll: (node) => state.changes.forAll(snapshot.revisionIds[node] ?? 0),
    membershipOf: members.of,
    deploymentOf: (node, membership) =>
      effectiveDeployment(
        state.approvals.of(snapshot.revisionIds[node] ?? 0),
        membership,
        snapshot.implicitDeployment,
        node,
      ),
  };
}
