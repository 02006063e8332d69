import { isoMoment } from '../../platform/clock.ts';

/** A moment for people, to the second; `never` for one that has not been. */
export function momentText(milliseconds: number | null): string {
  return milliseconds === null ? 'never' : `${isoMoment(milliseconds).slice(0, 19)}Z`;
}

/** A moment for programs, or null. */
export function momentJson(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoMoment(milliseconds);
}
