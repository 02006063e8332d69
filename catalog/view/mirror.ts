import { createRevisionRows } from '../graph/revision-rows.ts';
import { createRevisionTable, type FillableTable, type RevisionTable } from '../graph/revision-table.ts';
import type { Database } from '../store/database.ts';
import type { Deployments } from '../store/deployments.ts';
import type { Revisions } from '../store/revisions.ts';
import { type ApprovalTable, readApprovals } from './approval-table.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';

/** What of the store is kept in memory. */
export interface MirroredState {
  readonly revisions: RevisionTable;
  readonly approvals: ApprovalTable;
  readonly changes: ChangeLog;
}

/** Keeps that state and brings it up to date by reading what changed, not all there is. */
export interface Mirror {
  /**
   * The state as of change `change`, the newest of the store. Call it inside a transaction; `isOpen` says that this
   * is the one that makes the change, so that more may come under the same number.
   */
  catchUp(change: number, isOpen: boolean): MirroredState;
  /** Forgets everything: what was read may have been rolled back. */
  forget(): void;
}

interface Kept extends MirroredState {
  readonly revisions: FillableTable;
  /** All up to this change is in. */
  change: number;
  /** The mark of that change: another one is a store that was put back behind our back. */
  mark: string | undefined;
}

interface Ports {
  readonly database: Database;
  readonly revisions: Revisions;
  readonly deployments: Deployments;
  readonly markOf: (change: number) => string | undefined;
}

export function createMirror({ database, revisions, deployments, markOf }: Ports): Mirror {
  const rows = createRevisionRows(database);
  let kept: Kept | undefined;
  const takeNew = (table: FillableTable): void => {
    const known = table.size - 1;
    for (const row of rows.after(known)) table.put(row);
    for (const row of rows.prerequisitesAfter(known)) table.addPrerequisite(row);
    for (const row of rows.bundlesAfter(known)) table.addBundle(row);
  };
  const readAll = (): Kept => {
    const all: Kept = {
      revisions: createRevisionTable(),
      approvals: readApprovals(deployments),
      changes: createChangeLog(),
      change: 0,
      mark: undefined,
    };
    takeNew(all.revisions);
    for (const changed of revisions.changedAfter(0)) all.changes.add(...changed);
    return all;
  };
  const takeChanges = (state: Kept): void => {
    const known = state.revisions.size;
    takeNew(state.revisions);
    for (const changed of revisions.changedAfter(state.change)) {
      const [revisionId] = changed;
      state.changes.add(...changed);
      state.approvals.renew(revisionId);
      const row = revisionId < known ? rows.one(revisionId) : undefined;
      if (row !== undefined) state.revisions.put(row);
    }
  };
  return {
    catchUp: (change, isOpen) => {
      const upTo = isOpen ? change - 1 : change;
      if (kept === undefined || upTo < kept.change || markOf(kept.change) !== kept.mark) kept = readAll();
      else if (isOpen || upTo > kept.change) takeChanges(kept);
      if (kept.change !== upTo) Object.assign(kept, { change: upTo, mark: markOf(upTo) });
      return kept;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
