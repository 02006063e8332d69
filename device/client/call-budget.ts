import { failWith } from '../failure.ts';
import type { ServerCalls } from './server-calls.ts';

/** Calls of one session: 200 pages, and some hundred batches for all that a catalogue offers. */
export const MOST_CALLS = 1_000;

/** `calls`, so many of them: of more it throws WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS before anything is sent. */
export function countedCalls(calls: ServerCalls, most: number = MOST_CALLS): ServerCalls {
  let made = 0;
  return {
    server: calls.server,
    call: async (service, operation, ...rest) => {
      made += 1;
      if (made > most)
        failWith(
          'WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS',
          `after ${most} calls of one session the server still wants ${operation.name}`,
        );
      return calls.call(service, operation, ...rest);
    },
  };
}
