import type { Clock } from '../platform/clock.ts';

/** The span of moments that clocks of one process show at once, in milliseconds since the epoch. */
export interface Moments {
  readonly earliest: number;
  readonly latest: number;
}

/** Tells what `clock`, and all `others`, show now. */
export function momentsOf(clock: Clock, others: () => readonly number[] = () => []): () => Moments {
  return () => {
    const shown = [clock.now(), ...others()];
    return { earliest: Math.min(...shown), latest: Math.max(...shown) };
  };
}
