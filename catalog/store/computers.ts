import type { Database } from './database.ts';

/** A client computer as the server knows it. */
export interface Computer {
  readonly computerId: string;
  readonly dnsName: string;
  /** Group names the client asked for, as it wrote them (`;` between several). */
  readonly requestedGroups: string;
  /** What RegisterComputer said, as JSON; absent before it was called. */
  readonly info: string | null;
  /** Milliseconds since the epoch; absent before RegisterComputer. */
  readonly registeredAt: number | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** The Client Table. */
export interface Computers {
  find(computerId: string): Computer | undefined;
  all(): Computer[];
  /** Notes that the client introduced itself (GetAuthorizationCookie). */
  introduce(computerId: string, dnsName: string, requestedGroups: string, now: number): void;
  /** Notes what the client said of itself (RegisterComputer). */
  register(computerId: string, info: string, now: number): void;
  /** Ids of the groups an administrator put the computer into. */
  assignedGroups(computerId: string): string[];
  assign(computerId: string, groupIds: readonly string[]): void;
}

const COLUMNS =
  'computer_id AS computerId, dns_name AS dnsName, requested_groups AS requestedGroups, info, registered_at AS registeredAt, first_seen AS firstSeen, last_seen AS lastSeen';

export function createComputers(database: Database): Computers {
  const find = database.prepare<[string], Computer>(`SELECT ${COLUMNS} FROM computer WHERE computer_id = ?`);
  const all = database.prepare<[], Computer>(`SELECT ${COLUMNS} FROM computer ORDER BY computer_id`);
  const introduce = database.prepare(
    `INSERT INTO computer (computer_id, dns_name, requested_groups, first_seen, last_seen) VALUES (@id, @dns, @groups, @now, @now)
     ON CONFLICT (computer_id) DO UPDATE SET dns_name = @dns, requested_groups = @groups, last_seen = @now`,
  );
  const register = database.prepare(
    'UPDATE computer SET info = ?, registered_at = ?, last_seen = ? WHERE computer_id = ?',
  );
  const assigned = database
    .prepare<[string], string>('SELECT group_id FROM computer_group WHERE computer_id = ? ORDER BY group_id')
    .pluck();
  const unassign = database.prepare('DELETE FROM computer_group WHERE computer_id = ?');
  const assign = database.prepare('INSERT OR IGNORE INTO computer_group VALUES (?, ?)');
  return {
    find: (computerId) => find.get(computerId),
    all: () => all.all(),
    introduce: (id, dns, groups, now) => {
      introduce.run({ id, dns, groups, now });
    },
    register: (computerId, info, now) => {
      register.run(info, now, now, computerId);
    },
    assignedGroups: (computerId) => assigned.all(computerId) as string[],
    assign: (computerId, groupIds) => {
      unassign.run(computerId);
      for (const groupId of groupIds) assign.run(computerId, groupId);
    },
  };
}
