import type { Database } from './database.ts';

/** Parent USS State of [MS-WSUSSS] §3.1.1, of the upstream server at one address. */
export interface UpstreamState {
  /** Its ServerID, from its answer to a roll-up. */
  readonly serverId?: string;
  /** The last cookie, by which it tells whether it is still the server it was. */
  readonly cookie?: Buffer;
  readonly cookieExpiration?: string;
  readonly configAnchor?: string;
  readonly categoryAnchor?: string;
  readonly revisionAnchor?: string;
  readonly deploymentAnchor?: string;
  /** RollupResetGuid of the last roll-up. */
  readonly rollupReset?: string;
  /** What GetConfigData said last, as JSON. */
  readonly config?: string;
  /** UpdateIDs that were fetched as a whole, by kind, as JSON. */
  readonly selection: string;
}

/** A revision an upstream server listed that could not be taken. */
export interface Refusal {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly reason: string;
}

/** What is known of upstream servers. Write inside `Catalog.write`. */
export interface Upstreams {
  /** The state for an address; an empty one where there was no synchronisation yet. */
  state(url: string): UpstreamState;
  /** Changes some of the state; `undefined` forgets a value. */
  note(url: string, changes: { readonly [K in keyof UpstreamState]?: UpstreamState[K] | undefined }): void;
  /** What was refused and is asked for again, in the order of ids. */
  refusals(url: string): Refusal[];
  hasRefusals(url: string): boolean;
  refuse(url: string, refusal: Refusal, now: number): void;
  /** Notes that a revision is here after all. */
  settle(url: string, updateId: string, revisionNumber: number): void;
  /** Forgets all that was refused: it was of another server. */
  settleAll(url: string): void;
}

type StoredRow = { readonly [K in keyof UpstreamState]-?: UpstreamState[K] | null };

const NAMES = {
  serverId: 'server_id',
  cookie: 'cookie',
  cookieExpiration: 'cookie_expiration',
  configAnchor: 'config_anchor',
  categoryAnchor: 'category_anchor',
  revisionAnchor: 'revision_anchor',
  deploymentAnchor: 'deployment_anchor',
  rollupReset: 'rollup_reset',
  config: 'config',
  selection: 'selection',
} as const satisfies Record<keyof UpstreamState, string>;

export function createUpstreams(database: Database): Upstreams {
  const columns = Object.entries(NAMES).map(([name, column]) => `${column} AS ${name}`);
  const find = database.prepare<[string], StoredRow>(
    `SELECT ${columns.join(', ')} FROM upstream WHERE url = ?`,
  );
  const add = database.prepare('INSERT OR IGNORE INTO upstream (url) VALUES (?)');
  const setters = new Map(
    Object.entries(NAMES).map(([name, column]) => [
      name,
      database.prepare(`UPDATE upstream SET ${column} = ? WHERE url = ?`),
    ]),
  );
  const refusals = database.prepare<[string], Refusal>(
    `SELECT update_id AS updateId, revision_number AS revisionNumber, reason FROM sync_refusal WHERE url = ?
     ORDER BY update_id, revision_number`,
  );
  const anyRefusal = database
    .prepare<[string], 1>('SELECT 1 FROM sync_refusal WHERE url = ? LIMIT 1')
    .pluck();
  const refuse = database.prepare('INSERT OR REPLACE INTO sync_refusal VALUES (?, ?, ?, ?, ?)');
  const settle = database.prepare(
    'DELETE FROM sync_refusal WHERE url = ? AND update_id = ? AND revision_number = ?',
  );
  const settleAll = database.prepare('DELETE FROM sync_refusal WHERE url = ?');
  return {
    settleAll: (url) => {
      settleAll.run(url);
    },
    state: (url) => {
      const row = find.get(url);
      const known = Object.entries(row ?? {}).filter(([, value]) => value !== null);
      return { selection: '{}', ...Object.fromEntries(known) } as UpstreamState;
    },
    note: (url, changes) => {
      add.run(url);
      for (const [name, value] of Object.entries(changes)) {
        setters.get(name)?.run(value ?? (name === 'selection' ? '{}' : null), url);
      }
    },
    refusals: (url) => refusals.all(url),
    hasRefusals: (url) => anyRefusal.get(url) === 1,
    refuse: (url, { updateId, revisionNumber, reason }, now) => {
      refuse.run(url, updateId, revisionNumber, reason, now);
    },
    settle: (url, updateId, revisionNumber) => {
      settle.run(url, updateId, revisionNumber);
    },
  };
}
