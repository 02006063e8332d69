import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../store/database.ts';

/** Licences an administrator accepted in the name of all clients (server sync facts §3.1). */
export interface Eulas {
  isAccepted(eulaId: string): boolean;
  accept(eulaId: string): void;
  /** Takes an acceptance back: a revision came that asks for it anew. */
  revoke(eulaId: string): void;
  accepted(): readonly string[];
}

export function createEulas(database: Database, clock: Clock): Eulas {
  const find = database.prepare<[string], 1>('SELECT 1 FROM accepted_eula WHERE eula_id = ?').pluck();
  const add = database.prepare('INSERT OR IGNORE INTO accepted_eula VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM accepted_eula WHERE eula_id = ?');
  const all = database.prepare<[], string>('SELECT eula_id FROM accepted_eula ORDER BY eula_id').pluck();
  return {
    isAccepted: (eulaId) => find.get(eulaId.toLowerCase()) === 1,
    accept: (eulaId) => {
      add.run(eulaId.toLowerCase(), clock.now());
    },
    revoke: (eulaId) => {
      remove.run(eulaId.toLowerCase());
    },
    accepted: () => all.all() as string[],
  };
}
