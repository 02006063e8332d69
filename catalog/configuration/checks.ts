/** Says what a value should be, or nothing when it is that. */
export type Check = (value: unknown) => string | undefined;

export const truth: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export function whole(least: number, most: number): Check {
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;
}

export function oneOf(...words: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && words.includes(value) ? undefined : `one of ${words.join(', ')}`;
}

export function matching(pattern: RegExp, form: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : form);
}
