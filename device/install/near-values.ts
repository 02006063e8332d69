import { type Version, versionAtStart } from '../applicability/comparisons.ts';

/** Highest part of a version of a file, after which the part before it counts on. */
const LAST_PART = 65_535;

/** A number a rule compares with and its neighbours: one of them holds for every comparison and one for none. */
export function nearNumbers(bound: number | undefined): readonly number[] {
  return bound === undefined || Number.isNaN(bound) ? [] : [bound, bound - 1, bound + 1];
}

/** The version a rule compares with, the one before it and the one after it; none where the text is no version. */
export function nearVersions(bound: string): readonly string[] {
  const version = versionAtStart(bound);
  if (version === undefined) return [];
  const [a, b, c, d] = version;
  const before = versionBefore(version);
  return [version, ...(before === undefined ? [] : [before]), [a, b, c, d + 1]].map((one) => one.join('.'));
}

/**
 * Texts that are, begin with, hold and end with what a rule compares with, beside what is there already, for several rules
 * may want something of one text; and some that do not.
 */
export function nearTexts(part: string, own = ''): readonly string[] {
  return [part, `${own}${part}`, `${part}${own}`, '', `-${part}-`, `${part}-`, `-${part}`];
}

function versionBefore([a, b, c, d]: Version): Version | undefined {
  if (d > 0) return [a, b, c, d - 1];
  if (c > 0) return [a, b, c - 1, LAST_PART];
  if (b > 0) return [a, b - 1, LAST_PART, LAST_PART];
  return a > 0 ? [a - 1, LAST_PART, LAST_PART, LAST_PART] : undefined;
}
