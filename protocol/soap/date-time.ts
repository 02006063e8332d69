import { isoMoment, parseMoment } from '../../platform/clock.ts';

const TICKS_A_MILLISECOND = 10_000n;

/**
 * The moment an xs:dateTime names in units of 100 ns since 1970, the grain of .NET; undefined when the text is
 * none. A time without a zone is taken as UTC: every recorded one is.
 */
export function ticksOf(text: string): bigint | undefined {
  const parts = /^(-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,20}))?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, seconds = '', fraction = '', zone = 'Z'] = parts;
  const milliseconds = parseMoment(`${seconds}${zone}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * TICKS_A_MILLISECOND + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
}

/** `milliseconds` since the epoch as the real server writes times: zeros at the end of the fraction cut. */
export function dateTimeOf(milliseconds: number): string {
  return isoMoment(milliseconds).replace(/\.?0+Z$/, 'Z');
}

/** The day of a moment, as LastChangeTime of a deployment is written. */
export function dateOf(milliseconds: number): string {
  return isoMoment(milliseconds).slice(0, 10);
}
