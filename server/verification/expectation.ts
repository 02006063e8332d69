import type { Static } from 'typebox';
import { Type } from '../../platform/documents/schema-type.ts';
import { JournalQuery } from '../journal/query.ts';

/** Most steps of a sequence. */
const MOST_STEPS = 100;

const number = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/** How many are expected: so many, or a range. 0 is absence. */
export const ExpectedCount = Type.Union(
  [
    number,
    Type.Object(
      { least: Type.Optional(number), most: Type.Optional(number) },
      { additionalProperties: false, minProperties: 1 },
    ),
  ],
  { description: 'so many, or at least and at most so many; at least one when left out, and 0 for none' },
);
export type ExpectedCount = Static<typeof ExpectedCount>;

/** What is expected of the journal: so many entries a query means, or entries in an order. */
export const Expectation = Type.Union([
  Type.Object(
    { query: JournalQuery, count: Type.Optional(ExpectedCount) },
    { additionalProperties: false, description: 'entries of one kind and how many' },
  ),
  Type.Object(
    {
      sequence: Type.Array(JournalQuery, { minItems: 1, maxItems: MOST_STEPS }),
      after: Type.Optional(Type.Integer({ minimum: 0, description: 'entries above this number' })),
    },
    { additionalProperties: false, description: 'entries in this order; others may stand between' },
  ),
]);
export type Expectation = Static<typeof Expectation>;
