import { setMaxListeners } from 'node:events';
import { after } from '../../platform/timers.ts';
import { DeviceFailure } from '../failure.ts';

/** A signal that ends what is under way, and what lets go of it. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  stop(): void;
}

/** Ends with WU_E_TIME_OUT after `milliseconds` of real time, and with the reason of `outer` when that comes first. */
export function timeLimit(what: string, milliseconds: number, outer: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController();
  // Each request of a scan listens.
  setMaxListeners(0, controller.signal);
  const end = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) end();
  outer?.addEventListener('abort', end, { once: true });
  const timer = after(milliseconds, () => {
    const reason = `the ${what} took more than ${milliseconds / 60_000} minutes`;
    controller.abort(new DeviceFailure('WU_E_TIME_OUT', { reason }));
  });
  return {
    signal: controller.signal,
    stop: () => {
      timer.stop();
      outer?.removeEventListener('abort', end);
    },
  };
}
