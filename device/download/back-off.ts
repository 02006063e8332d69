import { type Clock, parseMoment } from '../../platform/clock.ts';
import type { DeviceFailure } from '../failure.ts';
import { BusyFailure } from '../transport/busy-failure.ts';

/** Waits `milliseconds`; throws the reason of `signal` when that comes first. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Pauses before a piece is asked for again at the same source, in milliseconds; after the last it is not. */
const PAUSES = [1000, 4000] as const;

/** The longest a server can make a device wait: a day of Retry-After must not be a day without updates. */
const LONGEST_PAUSE = 60_000;

/**
 * How long to wait after the try number `attempt` (from 0) ended with `failure`, in milliseconds: longer each time, and
 * as long as the server asks within a minute. Undefined when it is not tried again.
 */
export function backOff(attempt: number, failure: DeviceFailure, clock: Clock): number | undefined {
  const usual = PAUSES[attempt];
  if (usual === undefined) return undefined;
  const asked = failure instanceof BusyFailure ? askedPause(failure.retryAfter, clock) : 0;
  return Math.max(usual, Math.min(asked, LONGEST_PAUSE));
}

/** Retry-After in milliseconds, and 0 where it makes no sense (RFC 9110 §10.2.3). */
export function askedPause(retryAfter: string, clock: Clock): number {
  const text = retryAfter.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = parseMoment(text);
  return Number.isNaN(moment) ? 0 : moment - clock.now();
}
