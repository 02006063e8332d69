import { setMaxListeners } from 'node:events';
import { DeviceFailure } from '../../device/failure.ts';
import type { Terminal } from '../terminal.ts';

/** Aborts at the first SIGINT or SIGTERM. Later ones are taken too: they would end the process in the middle. */
export function cancelSignal({ signals }: Terminal): AbortSignal {
  const controller = new AbortController();
  // Each request and each piece of a file listens; a fleet has thousands under way.
  setMaxListeners(0, controller.signal);
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    const take = (): void => {
      controller.abort(new DeviceFailure('WU_E_CALL_CANCELLED', { reason: `${name} came` }));
      signals.once(name, take);
    };
    signals.once(name, take);
  }
  return controller.signal;
}
