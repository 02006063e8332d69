import { isoMomentOrNull } from '../../platform/clock.ts';

/** A moment for people, to the second; `never` for one that has not been. */
export function momentText(milliseconds: number | null): string {
  return shortMoment(isoMomentOrNull(milliseconds));
}

/** The same of a moment in ISO 8601. */
export function shortMoment(moment: string | null): string {
  return moment === null ? 'never' : `${moment.slice(0, 19)}Z`;
}
