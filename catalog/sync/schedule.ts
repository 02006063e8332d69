/** When a synchronisation starts by itself: so many times a day, the first one at a time of day. */
export interface SyncSchedule {
  /** 1 to 24 (server sync facts §3.2). */
  readonly perDay: number;
  /** Minutes after midnight, UTC. */
  readonly firstMinute: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The first moment of `schedule` after `moment`, both in milliseconds since the epoch. */
export function nextStart({ perDay, firstMinute }: SyncSchedule, moment: number): number {
  const step = DAY / perDay;
  const origin = Math.floor(moment / DAY) * DAY + firstMinute * MINUTE - DAY;
  // Not every number divides a day into whole milliseconds, so the one worked out may be the moment itself.
  let turn = Math.floor((moment - origin) / step);
  while (Math.floor(origin + turn * step) <= moment) turn++;
  return Math.floor(origin + turn * step);
}
