import type { StateChange } from '../state/state-change.ts';
import type { Changes } from './proposal.ts';

/** Fields that say what a change is of; the others say what becomes of it. */
const SUBJECT: ReadonlySet<string> = new Set([
  'kind',
  'key',
  'name',
  'path',
  'code',
  'identity',
  'moniker',
  'index',
  'updateId',
]);

/** Of several changes of one thing the last alone. */
export function lastChanges(changes: Changes): Changes {
  const last = new Map(changes.map((change) => [subjectOf(change), change]));
  return changes.filter((change) => last.get(subjectOf(change)) === change);
}

/** What a change is of: two of one subject are the same in it. */
export function subjectOf(change: StateChange): string {
  return JSON.stringify(Object.entries(change).filter(([field]) => SUBJECT.has(field)));
}
