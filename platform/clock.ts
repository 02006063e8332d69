/** Where the program learns the time. Nothing outside `platform/` reads it elsewhere. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that moves only when it is told to. */
export interface VirtualClock extends Clock {
  /** Moves forward by `milliseconds`; a negative number moves back. */
  advance(milliseconds: number): void;
  /** Jumps to `time`, in milliseconds since the epoch. */
  set(time: number): void;
}

/** Makes a clock that stands still at `start` (ISO 8601 text or milliseconds since the epoch). */
export function createVirtualClock(start: string | number): VirtualClock {
  let time = typeof start === 'number' ? start : Date.parse(start);
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
    set: (next) => {
      time = next;
    },
  };
}

/** Monotonic milliseconds, for measuring how long something took; never part of an answer. */
export function stopwatch(): () => number {
  const start = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - start) / 1e6;
}

/** Milliseconds of real time that only go forward, for how long something took; never part of an answer. */
export function monotonic(): number {
  return performance.now();
}

/** Tells at most once in `milliseconds` of real time that it is time again; the first time at once. */
export function createPacer(milliseconds: number): () => boolean {
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now < next) return false;
    next = now + milliseconds;
    return true;
  };
}

/** A `Date` for a moment in milliseconds since the epoch, for libraries that want one. */
export function dateAt(milliseconds: number): Date {
  return new Date(milliseconds);
}

/** The moment `text` (ISO 8601 or HTTP date) names in milliseconds since the epoch, or NaN. */
export function parseMoment(text: string): number {
  return Date.parse(text);
}

/** `milliseconds` since the epoch as ISO 8601 with three fractional digits and `Z`. */
export function isoMoment(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The same, or null for a moment that has not been. */
export function isoMomentOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoMoment(milliseconds);
}
