import { dateAt, parseMoment } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import type { CabTime } from '../../protocol/codecs/cab-format.ts';

/** The date of updates that name none: fixed, so that a seed gives the same documents whenever it is built. */
export const DEFAULT_RELEASED = '2026-10-13';
/** Time of day of a bare date: Microsoft releases at ten in the morning of the Pacific coast. */
const TIME_OF_RELEASE = 'T17:00:00.000Z';
/** `DEFAULT_RELEASED` as documents write it. */
export const DEFAULT_MOMENT = DEFAULT_RELEASED + TIME_OF_RELEASE;
/** Years that the dates inside cabinets can hold. */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2107;

const SPAN_UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/**
 * A date of a seed as ISO 8601 in UTC with milliseconds, as documents write it.
 *
 * @throws SEED_INVALID where the calendar has no such day
 */
export function momentOf(date: string, where: string): string {
  const text = date.length === 10 ? date + TIME_OF_RELEASE : date;
  const time = parseMoment(text);
  const moment = Number.isNaN(time) ? '' : dateAt(time).toISOString();
  const year = Number(moment.slice(0, 4));
  // Date.parse moves 30 February to March: the day must come back as written.
  if (moment.slice(0, 10) !== date.slice(0, 10) || year < FIRST_YEAR || year > LAST_YEAR)
    return fail('SEED_INVALID', {
      where,
      problem: `there is no date ${date}`,
      repair: `Write a day of the years ${FIRST_YEAR} to ${LAST_YEAR}, such as ${DEFAULT_RELEASED}.`,
    });
  return moment;
}

/**
 * A deadline as ISO 8601 in UTC: a date, or a span such as `+7d` counted from `now` in milliseconds.
 *
 * @throws SEED_INVALID where the calendar has no such day
 */
export function deadlineOf(deadline: string, now: number, where: string): string {
  const span = /^\+(\d+)([hd])$/.exec(deadline);
  if (!span) return momentOf(deadline, where);
  return dateAt(now + Number(span[1]) * (SPAN_UNITS[span[2] ?? ''] ?? 0)).toISOString();
}

/** The fields of a moment that `momentOf` returned. */
export function fieldsOf(moment: string): CabTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = moment
    .slice(0, 19)
    .split(/[-T:]/)
    .map(Number);
  return { year, month, day, hour, minute, second };
}
