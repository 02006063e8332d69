import type { Database } from './database.ts';

/** Names of the values the store keeps one each of. */
export type SettingName =
  | 'server_id'
  | 'config_last_change'
  | 'generation'
  | 'change_sequence'
  | 'membership'
  | 'configuration'
  | 'configuration_changes'
  | 'config_told'
  | 'content_told'
  | 'locations'
  | 'event_bytes'
  | 'seed_signer'
  | 'last_moment'
  | 'deployment_sequence'
  | 'languages_moment'
  | 'languages_told'
  | 'rollup_reset'
  | 'rollup_event'
  | 'subscription'
  | 'replica_of';

/** Reads and writes the single values of the store. */
export interface Settings {
  get(name: SettingName): string | undefined;
  number(name: SettingName): number;
  set(name: SettingName, value: string | number): void;
  /** Adds one to a counter, or `step`, and returns it. Call it inside a transaction. */
  next(name: SettingName, step?: number): number;
}

export function createSettings(database: Database): Settings {
  const select = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const upsert = database.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const settings: Settings = {
    get: (name) => select.get(name) as string | undefined,
    number: (name) => Number(select.get(name) ?? 0),
    set: (name, value) => {
      upsert.run(name, String(value));
    },
    next: (name, step = 1) => {
      const value = settings.number(name) + step;
      settings.set(name, value);
      return value;
    },
  };
  return settings;
}
