import type { Clock } from './clock.ts';

/** What a steered clock does: goes as the one below it, stands still, or goes at a pace or a distance of its own. */
export type ClockMode = 'real' | 'frozen' | 'steered';

/** Where a clock is at. */
export interface ClockState {
  readonly mode: ClockMode;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds it is ahead of the clock below it now; negative when behind. */
  readonly offset: number;
  /** Its milliseconds in one of the clock below; 0 while frozen. */
  readonly scale: number;
}

/** A clock a test may freeze, move and set a pace for. What depends on time is to be asked of it alone. */
export interface SteerableClock extends Clock {
  state(): ClockState;
  /** Whether it tells something else than the clock below it. */
  isSteered(): boolean;
  /** Stands still, at `time` (milliseconds since the epoch) or where it is. */
  freeze(time?: number): void;
  /** Moves by `milliseconds`; a negative number moves back. A frozen clock stays frozen. */
  advance(milliseconds: number): void;
  /** Jumps to `time` (milliseconds since the epoch) and goes on as before. */
  set(time: number): void;
  /** Goes on from here at `factor` times the pace of the clock below: 1 is its own pace, 60 an hour a minute. */
  scale(factor: number): void;
  /** Tells again what the clock below tells. */
  release(): void;
}

/** A clock over `below` that tells the same until it is steered. */
export function createSteerableClock(below: Clock): SteerableClock {
  // Time here is `origin` plus what went by below since `since`, times `pace`.
  let pace = 1;
  let origin = 0;
  let since = 0;
  const now = (): number => {
    const time = below.now();
    return pace === 1 ? time - since + origin : Math.floor((time - since) * pace) + origin;
  };
  const goOn = (time: number, factor: number): void => {
    origin = time;
    since = below.now();
    pace = factor;
  };
  const isSteered = (): boolean => pace !== 1 || origin !== since;
  return {
    now,
    isSteered,
    state: () => {
      const time = now();
      const mode = pace === 0 ? 'frozen' : isSteered() ? 'steered' : 'real';
      return { mode, now: time, offset: time - below.now(), scale: pace };
    },
    freeze: (time = now()) => goOn(time, 0),
    advance: (milliseconds) => goOn(now() + milliseconds, pace),
    set: (time) => goOn(time, pace),
    scale: (factor) => goOn(now(), factor),
    release: () => {
      pace = 1;
      origin = 0;
      since = 0;
    },
  };
}
