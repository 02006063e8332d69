import type { ComputerRollupDetails } from '../../protocol/wsusss/roll-up-computers.ts';
import type { Database } from './database.ts';

/** A client of a server below, as that server reports it. Moments are milliseconds since the epoch, null for never. */
export interface DownstreamComputer {
  readonly computerId: string;
  /** The server it gets updates from. */
  readonly parentServerId: string;
  readonly lastSyncAt: number | null;
  /** 0 unknown, 1 succeeded, 2 failed. */
  readonly lastSyncResult: number;
  readonly lastRebootAt: number | null;
  readonly lastStatusAt: number | null;
  readonly lastInventoryAt: number | null;
  /** What the computer is; absent until its server told. */
  readonly details: ComputerRollupDetails | null;
  /** RollupNumber of its last status. */
  readonly receivedRollup: number;
  /** When the newest update it reported of came to its server. */
  readonly effectiveLastDetection: number | null;
}

/** What RollupComputers tells of a computer; without details those known stay. */
export type ReportedComputer = Omit<DownstreamComputer, 'receivedRollup' | 'effectiveLastDetection'>;

/** The part of the Client computers table ([MS-WSUSSS] §3.1.1) that servers below report. */
export interface DownstreamComputers {
  find(computerId: string): DownstreamComputer | undefined;
  /** Computers that get updates from one server. */
  of(serverId: string): readonly DownstreamComputer[];
  count(): number;
  put(computer: ReportedComputer): void;
  /** Notes that a status came. */
  noteStatus(computerId: string, rollupNumber: number, effectiveLastDetection: number | null): void;
  /**
   * Forgets a computer with its status; the server that reports it will be told so (product note 55). False when it
   * was not known.
   */
  remove(computerId: string, now: number): boolean;
  /** When the computer was removed and its server told so; undefined for one that was not removed. */
  removal(computerId: string): Removal | undefined;
  /** Notes that the server which reports it was told. */
  noteTold(computerId: string, now: number): void;
  /** Takes a computer off the removed ones. */
  welcomeBack(computerId: string): void;
}

/** What an administrator did to a computer. */
export interface Removal {
  readonly removedAt: number;
  readonly toldAt: number | null;
}

/** Removed computers that are remembered; the product keeps those "recently" removed. */
const KEPT_REMOVALS = 10_000;

const COLUMNS = `computer_id AS computerId, parent_server_id AS parentServerId, last_sync_at AS lastSyncAt,
  last_sync_result AS lastSyncResult, last_reboot_at AS lastRebootAt, last_status_at AS lastStatusAt,
  last_inventory_at AS lastInventoryAt, details, received_rollup AS receivedRollup,
  effective_last_detection AS effectiveLastDetection`;

type StoredRow = Omit<DownstreamComputer, 'details'> & { readonly details: string | null };

export function createDownstreamComputers(database: Database): DownstreamComputers {
  const find = database.prepare<[string], StoredRow>(
    `SELECT ${COLUMNS} FROM downstream_computer WHERE computer_id = ?`,
  );
  const of = database.prepare<[string], StoredRow>(
    `SELECT ${COLUMNS} FROM downstream_computer WHERE parent_server_id = ? ORDER BY computer_id`,
  );
  const count = database.prepare<[], number>('SELECT count(*) FROM downstream_computer').pluck();
  const put = database.prepare(
    `INSERT INTO downstream_computer (computer_id, parent_server_id, last_sync_at, last_sync_result, last_reboot_at,
       last_status_at, last_inventory_at, details)
     VALUES (@computerId, @parentServerId, @lastSyncAt, @lastSyncResult, @lastRebootAt, @lastStatusAt, @lastInventoryAt,
       @details)
     ON CONFLICT (computer_id) DO UPDATE SET parent_server_id = @parentServerId, last_sync_at = @lastSyncAt,
       last_sync_result = @lastSyncResult, last_reboot_at = @lastRebootAt, last_status_at = @lastStatusAt,
       last_inventory_at = @lastInventoryAt, details = ifnull(@details, details)`,
  );
  const noteStatus = database.prepare(
    'UPDATE downstream_computer SET received_rollup = ?, effective_last_detection = ? WHERE computer_id = ?',
  );
  const remove = database.prepare('DELETE FROM downstream_computer WHERE computer_id = ?');
  const read = (row: StoredRow): DownstreamComputer => ({
    ...row,
    details: row.details === null ? null : (JSON.parse(row.details) as ComputerRollupDetails),
  });
  const removals = createRemovals(database);
  return {
    find: (computerId) => {
      const row = find.get(computerId);
      return row && read(row);
    },
    of: (serverId) => of.all(serverId).map(read),
    count: () => count.get() as number,
    put: (computer) => {
      put.run({ ...computer, details: computer.details && JSON.stringify(computer.details) });
    },
    noteStatus: (computerId, rollupNumber, effectiveLastDetection) => {
      noteStatus.run(rollupNumber, effectiveLastDetection, computerId);
    },
    remove: (computerId, now) => {
      if (remove.run(computerId).changes === 0) return false;
      removals.add(computerId, now);
      return true;
    },
    removal: removals.removal,
    noteTold: removals.noteTold,
    welcomeBack: removals.welcomeBack,
  };
}

function createRemovals(database: Database): Pick<
  DownstreamComputers,
  'removal' | 'noteTold' | 'welcomeBack'
> & {
  add(computerId: string, now: number): void;
} {
  const add = database.prepare('INSERT OR REPLACE INTO removed_computer VALUES (?, ?, NULL)');
  const forget = database.prepare(
    `DELETE FROM removed_computer WHERE computer_id IN (
       SELECT computer_id FROM removed_computer ORDER BY removed_at DESC, computer_id LIMIT -1 OFFSET ?)`,
  );
  const find = database.prepare<[string], Removal>(
    'SELECT removed_at AS removedAt, told_at AS toldAt FROM removed_computer WHERE computer_id = ?',
  );
  const noteTold = database.prepare('UPDATE removed_computer SET told_at = ? WHERE computer_id = ?');
  const drop = database.prepare('DELETE FROM removed_computer WHERE computer_id = ?');
  return {
    add: (computerId, now) => {
      add.run(computerId, now);
      forget.run(KEPT_REMOVALS);
    },
    removal: (computerId) => find.get(computerId),
    noteTold: (computerId, now) => {
      noteTold.run(now, computerId);
    },
    welcomeBack: (computerId) => {
      drop.run(computerId);
    },
  };
}
