/** What a value may be: for people, and as JSON Schema for programs. */
export interface Check {
  /** Says what a value should be, or nothing when it is that. */
  (value: unknown): string | undefined;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A check by `isRight`; `form` says in words what `schema` and it allow. */
export function check(schema: Check['schema'], form: string, isRight: (value: unknown) => boolean): Check {
  return Object.assign((value: unknown) => (isRight(value) ? undefined : form), { schema });
}

export const truth: Check = check(
  { type: 'boolean' },
  'true or false',
  (value) => typeof value === 'boolean',
);

export function whole(least: number, most: number): Check {
  return check(
    { type: 'integer', minimum: least, maximum: most },
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );
}

export function oneOf(...words: readonly string[]): Check {
  return check(
    { type: 'string', enum: words },
    `one of ${words.join(', ')}`,
    (value) => typeof value === 'string' && words.includes(value),
  );
}

export function matching(pattern: RegExp, form: string): Check {
  return check(
    { type: 'string', pattern: pattern.source, description: form },
    form,
    (value) => typeof value === 'string' && pattern.test(value),
  );
}
