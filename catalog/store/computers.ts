import { fail } from '../../platform/errors/index.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';

/** A client computer as the server knows it. Moments are milliseconds since the epoch. */
export interface Computer {
  readonly computerId: string;
  readonly dnsName: string;
  /** Group names the client asked for, as it wrote them (`;` between several). */
  readonly requestedGroups: string;
  /** What RegisterComputer said, as JSON; absent before it was called. */
  readonly info: string | null;
  /** The last RegisterComputer; absent before. */
  readonly registeredAt: number | null;
  /** When RegisterComputer last said something else than before. */
  readonly infoChangedAt: number | null;
  readonly firstSeen: number;
  /** Last contact of any kind. */
  readonly lastSeen: number;
  readonly lastSyncAt: number | null;
  /** The last status event. */
  readonly lastStatusAt: number | null;
}

/** What ReportInventory brought last. */
export interface ComputerInventory {
  readonly receivedAt: number;
  /** Whether `content` is as the client compressed it. */
  readonly isCompressed: boolean;
  readonly content: Buffer;
}

/** One time a client was here. */
export interface Contact {
  readonly at: number;
  /** Whether it asked for updates. */
  readonly isSync: boolean;
}

/** The Client Table. */
export interface Computers {
  find(computerId: string): Computer | undefined;
  /** The computer with that id or DNS name, whatever the case. Throws CATALOG_COMPUTER_UNKNOWN. */
  require(idOrName: string): Computer;
  all(): Computer[];
  /** Notes that the client introduced itself (GetAuthorizationCookie). */
  introduce(computerId: string, dnsName: string, requestedGroups: string, now: number): void;
  /** Notes what the client said of itself (RegisterComputer). */
  register(computerId: string, info: string, now: number): void;
  /** Notes when clients were here, by computer id. */
  noteContacts(contacts: ReadonlyMap<string, Contact>): void;
  noteStatus(computerId: string, now: number): void;
  keepInventory(computerId: string, inventory: ComputerInventory): void;
  inventory(computerId: string): ComputerInventory | undefined;
  /** Keeps the `most` inventories that came last; returns how many went. */
  removeOldInventories(most: number): number;
  /** Ids of the groups an administrator put the computer into. */
  assignedGroups(computerId: string): string[];
  /** Puts the computer into these groups and takes it out of all others. */
  assign(computerId: string, groupIds: readonly string[]): void;
  /** Forgets a computer with its status; it must register anew. Its events stay. */
  remove(computerId: string): void;
  count(): number;
  /** Removes the `count` computers not seen for longest; returns how many went. */
  removeStale(count: number): number;
}

const COLUMNS = `computer_id AS computerId, dns_name AS dnsName, requested_groups AS requestedGroups, info,
  registered_at AS registeredAt, info_changed_at AS infoChangedAt, first_seen AS firstSeen, last_seen AS lastSeen,
  last_sync_at AS lastSyncAt, last_status_at AS lastStatusAt`;

/** What changes of computers touch. */
export interface ComputerPorts {
  readonly database: Database;
  readonly changes: Changes;
}

export function createComputers({ database, changes }: ComputerPorts): Computers {
  const find = database.prepare<[string], Computer>(`SELECT ${COLUMNS} FROM computer WHERE computer_id = ?`);
  const named = database.prepare<[string, string], Computer>(
    `SELECT ${COLUMNS} FROM computer WHERE computer_id = ? COLLATE NOCASE OR dns_name = ? COLLATE NOCASE
     ORDER BY last_seen DESC LIMIT 1`,
  );
  const all = database.prepare<[], Computer>(`SELECT ${COLUMNS} FROM computer ORDER BY computer_id`);
  const introduce = database.prepare(
    `INSERT INTO computer (computer_id, dns_name, requested_groups, first_seen, last_seen) VALUES (@id, @dns, @groups, @now, @now)
     ON CONFLICT (computer_id) DO UPDATE SET dns_name = @dns, requested_groups = @groups, last_seen = @now`,
  );
  const register = database.prepare(
    `UPDATE computer SET info_changed_at = CASE WHEN info IS @info THEN info_changed_at ELSE @now END,
       info = @info, registered_at = @now, last_seen = @now WHERE computer_id = @id`,
  );
  const noteContact = database.prepare(
    `UPDATE computer SET last_sync_at = CASE WHEN @isSync = 1 THEN @at ELSE last_sync_at END,
       last_seen = max(last_seen, @at) WHERE computer_id = @id`,
  );
  const noteStatus = database.prepare(
    'UPDATE computer SET last_status_at = @at, last_seen = max(last_seen, @at) WHERE computer_id = @id',
  );
  const count = database.prepare<[], number>('SELECT count(*) FROM computer').pluck();
  const stale = database
    .prepare<[number], string>('SELECT computer_id FROM computer ORDER BY last_seen, computer_id LIMIT ?')
    .pluck();
  const remove = database.prepare('DELETE FROM computer WHERE computer_id = ?');
  const removeStatus = database.prepare('DELETE FROM computer_status WHERE computer_id = ?');
  const computers: Computers = {
    find: (computerId) => find.get(computerId),
    require: (idOrName) =>
      named.get(idOrName, idOrName) ?? fail('CATALOG_COMPUTER_UNKNOWN', { computer: idOrName }),
    all: () => all.all(),
    introduce: (id, dns, groups, now) => {
      const known = find.get(id);
      introduce.run({ id, dns, groups, now });
      if ((known?.requestedGroups ?? '') !== groups) changes.nextMembership();
    },
    register: (id, info, now) => {
      register.run({ id, info, now });
    },
    noteContacts: (contacts) => {
      for (const [id, { at, isSync }] of contacts) noteContact.run({ id, at, isSync: Number(isSync) });
    },
    noteStatus: (id, at) => {
      noteStatus.run({ id, at });
    },
    ...createInventories(database),
    ...createAssignments(database, changes),
    remove: (computerId) => {
      removeStatus.run(computerId);
      if (remove.run(computerId).changes > 0) changes.nextMembership();
    },
    count: () => count.get() as number,
    removeStale: (most) => {
      const ids = stale.all(most) as string[];
      for (const id of ids) computers.remove(id);
      return ids.length;
    },
  };
  return computers;
}

function createInventories(
  database: Database,
): Pick<Computers, 'keepInventory' | 'inventory' | 'removeOldInventories'> {
  const removeOld = database.prepare(
    `DELETE FROM computer_inventory WHERE computer_id IN (
       SELECT computer_id FROM computer_inventory ORDER BY received_at DESC, computer_id LIMIT -1 OFFSET ?)`,
  );
  const keep = database.prepare(
    `INSERT OR REPLACE INTO computer_inventory
     SELECT computer_id, ?, ?, ? FROM computer WHERE computer_id = ?`,
  );
  const find = database.prepare<[string], Omit<ComputerInventory, 'isCompressed'> & { isCompressed: 0 | 1 }>(
    `SELECT received_at AS receivedAt, is_compressed AS isCompressed, content FROM computer_inventory
     WHERE computer_id = ?`,
  );
  return {
    keepInventory: (computerId, { receivedAt, isCompressed, content }) => {
      keep.run(receivedAt, Number(isCompressed), content, computerId);
    },
    removeOldInventories: (most) => removeOld.run(most).changes,
    inventory: (computerId) => {
      const row = find.get(computerId);
      return row && { ...row, isCompressed: row.isCompressed === 1 };
    },
  };
}

function createAssignments(
  database: Database,
  changes: Changes,
): Pick<Computers, 'assignedGroups' | 'assign'> {
  const assigned = database
    .prepare<[string], string>('SELECT group_id FROM computer_group WHERE computer_id = ? ORDER BY group_id')
    .pluck();
  const unassign = database.prepare('DELETE FROM computer_group WHERE computer_id = ?');
  const assign = database.prepare('INSERT OR IGNORE INTO computer_group VALUES (?, ?)');
  return {
    assignedGroups: (computerId) => assigned.all(computerId) as string[],
    assign: (computerId, groupIds) => {
      unassign.run(computerId);
      for (const groupId of groupIds) assign.run(computerId, groupId);
      changes.nextMembership();
    },
  };
}
