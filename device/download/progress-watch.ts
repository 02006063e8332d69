import { DeviceFailure } from '../failure.ts';

/** How often progress is looked at, in milliseconds. */
const CHECK_EVERY = 10_000;
/** Looks without any after which a file is given up, as the open Delivery Optimization client does (facts §7.3). */
const MAX_CHECKS = 30;
/**
 * Bytes that must come within those looks. That client is content with one; here nobody shall keep a device for years
 * with a byte now and then.
 */
const LEAST_BYTES = 64 * 1024;

/** Calls `work` every so many milliseconds until it is stopped, as `every` of platform/timers.ts does. */
export type Every = (milliseconds: number, work: () => void) => { stop(): void };

/** Looks at the progress of one file. */
export interface ProgressWatch {
  came(bytes: number): void;
  stop(): void;
}

/** Watches from now on; `stalled` is told once when there is no progress (DO_E_DOWNLOAD_NO_PROGRESS). */
export function createProgressWatch(every: Every, stalled: (failure: DeviceFailure) => void): ProgressWatch {
  let total = 0;
  const totals: number[] = [0];
  const timer = every(CHECK_EVERY, () => {
    totals.push(total);
    if (totals.length <= MAX_CHECKS || total - (totals.shift() ?? 0) >= LEAST_BYTES) return;
    timer.stop();
    const seconds = (MAX_CHECKS * CHECK_EVERY) / 1000;
    const reason = `less than ${LEAST_BYTES} bytes came in ${seconds} seconds`;
    stalled(new DeviceFailure('DO_E_DOWNLOAD_NO_PROGRESS', { reason }));
  });
  return {
    came: (bytes) => {
      total += bytes;
    },
    stop: () => timer.stop(),
  };
}
