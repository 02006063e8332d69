import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../store/database.ts';

/** Licences an administrator accepted in the name of all clients (server sync facts §3.1). */
export interface Eulas {
  /** Whether the licence was accepted; of an update without one there is nothing to accept. */
  isAccepted(eulaId: string | null | undefined): boolean;
  accept(eulaId: string): void;
  /** Takes an acceptance back: a revision came that asks for it anew. */
  revoke(eulaId: string): void;
  /** EulaIDs of all that were accepted. */
  accepted(): string[];
}

export function createEulas(database: Database, clock: Clock): Eulas {
  const find = database.prepare<[string], 1>('SELECT 1 FROM accepted_eula WHERE eula_id = ?').pluck();
  const add = database.prepare('INSERT OR IGNORE INTO accepted_eula VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM accepted_eula WHERE eula_id = ?');
  const all = database.prepare<[], string>('SELECT eula_id FROM accepted_eula ORDER BY eula_id').pluck();
  return {
    accepted: () => all.all() as string[],
    isAccepted: (eulaId) => eulaId === null || eulaId === undefined || find.get(eulaId.toLowerCase()) === 1,
    accept: (eulaId) => {
      add.run(eulaId.toLowerCase(), clock.now());
    },
    revoke: (eulaId) => {
      remove.run(eulaId.toLowerCase());
    },
  };
}
