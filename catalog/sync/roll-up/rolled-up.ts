import type { Database } from '../../store/database.ts';

/** What of a computer went to the upstream server last. */
export interface RolledUpComputer {
  /** Of its details; null where they must be sent (HasDetailsChanged of [MS-WSUSSS] §3.1.1). */
  readonly detailsDigest: string | null;
  /** LastSentStatusRollupNumber. */
  readonly rollupNumber: number;
  /** States that came up to this moment were sent (LastStatusRollupTime); null where all must be. */
  readonly statusUntil: number | null;
}

/** What was rolled up, by computer. Call what writes inside `Catalog.write`. */
export interface RolledUp {
  find(computerId: string): RolledUpComputer;
  /** Notes the details that were sent; null where they must be sent again. */
  noteDetails(computerId: string, digest: string | null): void;
  noteStatus(computerId: string, rollupNumber: number, until: number): void;
  /** All states of the computer must be sent. */
  sendWhole(computerId: string): void;
  /** Everything of all computers must be sent. */
  sendAll(): void;
  forget(computerId: string): void;
  /** Forgets the computers that are no longer here. */
  prune(): void;
}

const NOTHING: RolledUpComputer = { detailsDigest: null, rollupNumber: 0, statusUntil: null };

export function createRolledUp(database: Database): RolledUp {
  const find = database.prepare<[string], RolledUpComputer>(
    `SELECT details_digest AS detailsDigest, rollup_number AS rollupNumber, status_until AS statusUntil
     FROM rolled_up_computer WHERE computer_id = ?`,
  );
  const noteDetails = database.prepare(
    `INSERT INTO rolled_up_computer (computer_id, details_digest) VALUES (@id, @digest)
     ON CONFLICT (computer_id) DO UPDATE SET details_digest = @digest`,
  );
  const noteStatus = database.prepare(
    'UPDATE rolled_up_computer SET rollup_number = ?, status_until = ? WHERE computer_id = ?',
  );
  const sendWhole = database.prepare(
    'UPDATE rolled_up_computer SET status_until = NULL WHERE computer_id = ?',
  );
  const sendAll = database.prepare(
    'UPDATE rolled_up_computer SET details_digest = NULL, status_until = NULL',
  );
  const forget = database.prepare('DELETE FROM rolled_up_computer WHERE computer_id = ?');
  const prunes = ['rolled_up_computer', 'gone_status'].map((table) =>
    database.prepare(
      `DELETE FROM ${table} WHERE computer_id NOT IN (SELECT computer_id FROM computer)
         AND computer_id NOT IN (SELECT computer_id FROM downstream_computer)`,
    ),
  );
  return {
    find: (computerId) => find.get(computerId) ?? NOTHING,
    noteDetails: (id, digest) => {
      noteDetails.run({ id, digest });
    },
    noteStatus: (computerId, rollupNumber, until) => {
      noteStatus.run(rollupNumber, until, computerId);
    },
    sendWhole: (computerId) => {
      sendWhole.run(computerId);
    },
    sendAll: () => {
      sendAll.run();
    },
    forget: (computerId) => {
      forget.run(computerId);
    },
    prune: () => {
      for (const statement of prunes) statement.run();
    },
  };
}
