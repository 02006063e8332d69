import { restoreDatabase } from './copy-database.ts';
import type { Database } from './database.ts';
import type { SettingName, Settings } from './settings.ts';

/** Counters by which what was worked out from the store is told from what is out of date. */
const CACHE_COUNTERS: readonly SettingName[] = ['membership', 'generation', 'configuration_changes'];

/**
 * Puts the copy in place of the store. The change the store is at then is that of the copy, with its mark, so that clients that have seen
 * later ones are told ServerChanged. The counters nobody outside sees go on instead: the same number must not stand for two states.
 */
export function restoreStore(
  { database, settings }: { readonly database: Database; readonly settings: Settings },
  copy: string,
): void {
  const serverId = settings.get('server_id') ?? '';
  const before = CACHE_COUNTERS.map((name) => [name, settings.number(name)] as const);
  restoreDatabase(database, copy, () => {
    settings.set('server_id', serverId);
    for (const [name, count] of before) settings.set(name, Math.max(count, settings.number(name)) + 1);
  });
}
