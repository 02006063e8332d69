import { subjectOf } from '../install/last-changes.ts';
import type { StateChange } from './state-change.ts';

/** What a later change of the same subject does. */
interface Later {
  puts: boolean;
  takes: boolean;
}

/**
 * The same changes without those that later ones make up for. A key of the registry that is made, or gets a value, makes all
 * above it, and one that goes takes all below it: so neither goes away for the other.
 */
export function compactChanges(changes: readonly StateChange[]): readonly StateChange[] {
  const known = new Map<string, Later>();
  const kept = [...changes].reverse().filter((change) => {
    const subject = subjectOf(change);
    const later = known.get(subject) ?? { puts: false, takes: false };
    known.set(subject, later);
    const isNeeded = isNeededBefore(change, later);
    if (takes(change)) later.takes = true;
    else later.puts = true;
    return isNeeded;
  });
  return kept.reverse();
}

function isNeededBefore(change: StateChange, later: Later): boolean {
  switch (change.kind) {
    case 'registry key':
      return change.isThere ? !later.puts : !later.takes;
    case 'registry value':
      return change.value === undefined ? !(later.puts || later.takes) : !later.puts;
    default:
      return !(later.puts || later.takes);
  }
}

function takes(change: StateChange): boolean {
  if (change.kind === 'registry key') return !change.isThere;
  return change.kind === 'registry value' && change.value === undefined;
}
