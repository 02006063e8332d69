import { stopwatch } from '../../platform/clock.ts';

/** Spares those who write from waiting one after the other for a process that holds the store. */
export interface BusyRest {
  /** Throws the last error again while it is fresh. */
  check(): void;
  /** Remembers `error` when it says that the store is busy. */
  note(error: unknown): void;
  /** How long a busy store is taken to stay busy, in milliseconds; 0, as it begins, for no time at all. */
  setLength(milliseconds: number): void;
}

export function createBusyRest(): BusyRest {
  const elapsed = stopwatch();
  let length = 0;
  let last: { readonly error: unknown; readonly until: number } | undefined;
  return {
    check: () => {
      if (last !== undefined && elapsed() < last.until) throw last.error;
      last = undefined;
    },
    note: (error) => {
      if (length > 0 && isBusy(error)) last ??= { error, until: elapsed() + length };
    },
    setLength: (milliseconds) => {
      length = milliseconds;
    },
  };
}

/** Whether the store waited for another writer in vain. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
