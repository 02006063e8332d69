import type { DeviceRecord } from './device-record.ts';

/** Events a device keeps for a server that takes none; of more the oldest are dropped. */
export const MOST_EVENTS = 1_000;
/** Events a record that is read may have: earlier devices kept no more either. */
export const MOST_READ_EVENTS = 10 * MOST_EVENTS;
/** Entries of a list of an event; the updates of a real catalogue are some 25,000 in all. */
export const MOST_LISTED = 100_000;
/** Updates of which a device knows what became. */
export const MOST_OUTCOMES = 10_000;

type Outcomes = DeviceRecord['outcomes'];

/** As many of `outcomes` as a device keeps: the oldest go, but not what waits for a restart, which would be offered again. */
export function newestOutcomes(outcomes: Outcomes): Outcomes {
  let surplus = Object.keys(outcomes).length - MOST_OUTCOMES;
  if (surplus <= 0) return outcomes;
  return Object.fromEntries(
    Object.entries(outcomes).filter(([, { kind }]) => kind === 'pending' || surplus-- <= 0),
  );
}
