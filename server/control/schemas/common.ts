import type { Static, TObject, TProperties, TSchema } from 'typebox';
import { Type } from '../../../platform/documents/schema-type.ts';

/** Entries of a list unless a call says otherwise, and at most. */
export const LIST_LIMIT = 100;
const MOST_LISTED = 1_000;
/** Longest name or id a call may give; titles of updates are names too. */
const LONGEST_NAME = 1_000;
/** Most names in one list of a call. */
const MOST_NAMES = 1_000;

/** What a schema is called in the description of the API, and what it says of itself. */
interface Words {
  readonly title?: string;
  readonly description?: string;
}

/** A map with these properties and no others. One with a title is described once, under that name. */
export function object<P extends TProperties>(properties: P, words: Words = {}): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...words });
}

/** The same value, or null. A map has a name in the description, so it stands beside null and not in one with it. */
export function nullable<S extends TSchema>(schema: S) {
  const { type, enum: words, ...rest } = schema as TSchema & { type?: string; enum?: readonly unknown[] };
  const either =
    type === 'object'
      ? Type.Union([schema, Type.Null()])
      : { ...rest, type: [type ?? 'string', 'null'], ...(words && { enum: [...words, null] }) };
  return Type.Unsafe<Static<S> | null>(either);
}

/** One of a few words. */
export function oneOf<const W extends readonly string[]>(words: W, description?: string) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: words, ...(description && { description }) });
}

/** A moment as it is told: ISO 8601 in UTC. */
export const moment = (description: string) => Type.String({ format: 'date-time', description });

/** A number of things. */
export const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description && { description }) });

/** A name or id that a call gives. */
export const name = (description: string) =>
  Type.String({ minLength: 1, maxLength: LONGEST_NAME, description });

/** Names that a call gives; what the description says holds for each. */
export const names = (description: string, least: 0 | 1 = 1) =>
  Type.Array(name(description), { minItems: least, maxItems: MOST_NAMES, description });

/** The update a call is about. */
export const updateName = name('UpdateID, KB number such as KB5001234, or the exact title');

/** Most entries of a list. */
export const limit = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: MOST_LISTED,
    description: `At most so many; ${LIST_LIMIT} when left out`,
  }),
);

/** Where a list that has more goes on. */
export const after = Type.Optional(
  Type.Integer({ minimum: 0, description: 'Goes on behind this one: the `next` of the page before' }),
);

/** Says whether a list has more. */
export const next = nullable(
  Type.Integer({ description: '`after` of the next page; null where there is nothing more' }),
);
