import { MockWuError } from '../../../platform/errors/index.ts';
import { SoapFault } from '../../../protocol/soap/fault.ts';

/** Waits; ends early with the reason of the signal. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Pauses before a call is tried again: after the last one its error counts. */
const BUSY_PAUSES = [1_000, 2_000, 4_000, 8_000, 16_000];
const NETWORK_PAUSES = [1_000, 3_000, 9_000];

/**
 * Runs `attempt` again while the server is busy (ServerBusy: "back off", server sync facts §1.2) or the network fails,
 * with growing pauses between, a few times.
 */
export async function patiently<T>(
  attempt: () => Promise<T>,
  { pause, signal, onRetry }: Patience,
): Promise<T> {
  for (let busy = 0, broken = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const wait = isServerBusy(error)
        ? BUSY_PAUSES[busy++]
        : isNetworkTrouble(error)
          ? NETWORK_PAUSES[broken++]
          : undefined;
      if (wait === undefined) throw error;
      onRetry(error, wait);
      await pause(wait, signal);
    }
  }
}

/** What waiting needs. */
export interface Patience {
  readonly pause: Pause;
  readonly signal: AbortSignal;
  /** Told of each error after which is waited, and for how many milliseconds. */
  readonly onRetry: (error: unknown, milliseconds: number) => void;
}

function isServerBusy(error: unknown): boolean {
  return error instanceof SoapFault && error.code === 'ServerBusy';
}

function isNetworkTrouble(error: unknown): boolean {
  return error instanceof MockWuError && (error.code as string) === 'SYNC_UNREACHABLE';
}
