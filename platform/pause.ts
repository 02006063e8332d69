import { setTimeout as wait } from 'node:timers/promises';

/** Waits `milliseconds` of real time; rejects with the reason of `signal` when that comes first. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
