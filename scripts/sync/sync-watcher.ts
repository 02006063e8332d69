import type { SyncEvent } from '../../catalog/sync/sync-events.ts';

/** Shows how a synchronisation goes on. */
export interface SyncWatcher {
  tell(event: SyncEvent): void;
  /** `isComplete`: the last stage came to its end too. */
  stop(isComplete: boolean): void;
}

/** What is said of an event that is no progress; undefined for one that is. */
export function noteOf(event: SyncEvent): string | undefined {
  switch (event.event) {
    case 'refused':
      return `refused ${event.update}: ${event.reason}`;
    case 'retry':
      return `trying again in ${Math.ceil(event.milliseconds / 1000)} s: ${event.reason}`;
    case 'warning':
      return `warning: ${event.message}`;
    default:
      return undefined;
  }
}
