import { createRecent } from '../../platform/recent.ts';

/** A version as one number that sorts rightly: 1.8 before 1.20. */
export function versionOf(major: number, minor: number): number {
  return major * 10_000 + minor;
}

/**
 * A two-part version such as `2.90` or `1.8` as `versionOf` has it; undefined when the text is none.
 * [MS-WUSP] §3.1.5.2 asks for exactly two parts.
 */
export function versionNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = readVersion(text);
  if (number !== undefined) numbers.set(text, number);
  return number;
}

/** Versions read lately: every request of a client has the same. */
const numbers = createRecent<number>(64);

function readVersion(text: string): number | undefined {
  const parts = /^(\d{1,4})\.(\d{1,4})$/.exec(text);
  return parts === null ? undefined : versionOf(Number(parts[1]), Number(parts[2]));
}
