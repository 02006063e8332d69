import type { Database } from './database.ts';

/** A server that synchronises with this one or with one below it. Moments are milliseconds since the epoch. */
export interface DownstreamServer {
  readonly serverId: string;
  readonly fullDomainName: string;
  /** Absent for one that synchronises with this server itself. */
  readonly parentServerId: string | null;
  readonly protocolVersion: string | null;
  /** The version of its software, from its roll-up. */
  readonly version: string | null;
  readonly isReplica: boolean | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly lastSyncAt: number | null;
  readonly lastRollupAt: number | null;
  /** The counters of its roll-up as JSON. */
  readonly summary: string | null;
}

/** The DSS Table of [MS-WSUSSS] §3.1.1. */
export interface DownstreamServers {
  all(): DownstreamServer[];
  /** All of them, each after the one it synchronises with. */
  topDown(): DownstreamServer[];
  /** Ids of the server and of those below it, however far; none for one that is not known. */
  withDescendants(serverId: string): readonly string[];
  count(): number;
  find(serverId: string): DownstreamServer | undefined;
  /**
   * Notes that a server introduced itself (GetAuthorizationCookie). Anybody may, so of too many the one that was seen
   * longest ago and never told more of itself is forgotten.
   */
  introduce(serverId: string, fullDomainName: string, now: number): void;
  noteProtocol(serverId: string, protocolVersion: string, now: number): void;
  noteSync(serverId: string, now: number): void;
  /** Stores what a roll-up tells of a server, which may be new. */
  put(server: Omit<DownstreamServer, 'protocolVersion' | 'firstSeen' | 'lastSeen'>, now: number): void;
  /** Forgets a server with everything it rolled up: those below it, and the computers of all of them. */
  remove(serverId: string): boolean;
}

const COLUMNS = `server_id AS serverId, full_domain_name AS fullDomainName, parent_server_id AS parentServerId,
  protocol_version AS protocolVersion, version, is_replica AS isReplica, first_seen AS firstSeen,
  last_seen AS lastSeen, last_sync_at AS lastSyncAt, last_rollup_at AS lastRollupAt, summary`;

/** Servers kept; a large company has some hundred. */
export const MOST_SERVERS = 10_000;

/** The server `?` and those below it. UNION ends where servers name each other as parents. */
const FAMILY = `WITH RECURSIVE family (server_id) AS (
  SELECT server_id FROM downstream_server WHERE server_id = ?
  UNION SELECT s.server_id FROM downstream_server s JOIN family f ON s.parent_server_id = f.server_id)`;

type StoredRow = Omit<DownstreamServer, 'isReplica'> & { readonly isReplica: 0 | 1 | null };

export function createDownstreamServers(database: Database): DownstreamServers {
  const all = database.prepare<[], StoredRow>(
    `SELECT ${COLUMNS} FROM downstream_server ORDER BY full_domain_name, server_id`,
  );
  const find = database.prepare<[string], StoredRow>(
    `SELECT ${COLUMNS} FROM downstream_server WHERE server_id = ?`,
  );
  const introduce = database.prepare(
    `INSERT INTO downstream_server (server_id, full_domain_name, first_seen, last_seen) VALUES (@id, @name, @now, @now)
     ON CONFLICT (server_id) DO UPDATE SET full_domain_name = @name, last_seen = @now, parent_server_id = NULL`,
  );
  const forgetStranger = database.prepare(
    `DELETE FROM downstream_server WHERE server_id = (
       SELECT server_id FROM downstream_server WHERE last_rollup_at IS NULL
         AND server_id NOT IN (SELECT parent_server_id FROM downstream_server WHERE parent_server_id IS NOT NULL)
       ORDER BY last_seen, server_id LIMIT 1)`,
  );
  const noteProtocol = database.prepare(
    'UPDATE downstream_server SET protocol_version = ?, last_seen = ? WHERE server_id = ?',
  );
  const noteSync = database.prepare(
    'UPDATE downstream_server SET last_sync_at = @now, last_seen = @now WHERE server_id = @id',
  );
  const put = database.prepare(
    `INSERT INTO downstream_server (server_id, full_domain_name, parent_server_id, version, is_replica, first_seen,
       last_seen, last_sync_at, last_rollup_at, summary)
     VALUES (@serverId, @fullDomainName, @parentServerId, @version, @isReplica, @now, @now, @lastSyncAt, @lastRollupAt,
       @summary)
     ON CONFLICT (server_id) DO UPDATE SET full_domain_name = @fullDomainName, parent_server_id = @parentServerId,
       version = @version, is_replica = @isReplica, last_seen = @now, last_sync_at = @lastSyncAt,
       last_rollup_at = @lastRollupAt, summary = @summary`,
  );
  const topDown = database.prepare<[], StoredRow>(
    `WITH RECURSIVE tier (id, depth) AS (
       SELECT server_id, 0 FROM downstream_server WHERE parent_server_id IS NULL
       UNION SELECT s.server_id, t.depth + 1 FROM downstream_server s JOIN tier t ON s.parent_server_id = t.id)
     SELECT ${COLUMNS} FROM tier JOIN downstream_server ON server_id = id ORDER BY depth, server_id`,
  );
  const family = database.prepare<[string], string>(`${FAMILY} SELECT server_id FROM family`).pluck();
  const count = database.prepare<[], number>('SELECT count(*) FROM downstream_server').pluck();
  const remove = database.prepare(
    `${FAMILY} DELETE FROM downstream_server WHERE server_id IN (SELECT server_id FROM family)`,
  );
  const read = (row: StoredRow): DownstreamServer => ({
    ...row,
    isReplica: row.isReplica === null ? null : row.isReplica === 1,
  });
  return {
    all: () => all.all().map(read),
    topDown: () => topDown.all().map(read),
    withDescendants: (serverId) => family.all(serverId) as string[],
    count: () => count.get() as number,
    find: (serverId) => {
      const row = find.get(serverId);
      return row && read(row);
    },
    introduce: (id, name, now) => {
      if (find.get(id) === undefined && (count.get() as number) >= MOST_SERVERS) forgetStranger.run();
      introduce.run({ id, name, now });
    },
    noteProtocol: (serverId, protocolVersion, now) => {
      noteProtocol.run(protocolVersion, now, serverId);
    },
    noteSync: (id, now) => {
      noteSync.run({ id, now });
    },
    put: (server, now) => {
      put.run({ ...server, isReplica: server.isReplica === null ? null : Number(server.isReplica), now });
    },
    remove: (serverId) => remove.run(serverId).changes > 0,
  };
}
