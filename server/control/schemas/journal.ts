import { Type } from '../../../platform/documents/schema-type.ts';
import { JournalQuery } from '../../journal/query.ts';
import { Expectation } from '../../verification/expectation.ts';
import { count, LIST_LIMIT, limit, next, object } from './common.ts';

/** Longest wait of one call, ten minutes. */
const MOST_TIMEOUT = 600_000;
const MOST_EXPECTATIONS = 100;

/** What arrived: which fields there are depends on its kind; docs/journal.md lists them. */
export const journalEntry = Type.Unsafe<Readonly<Record<string, unknown>>>({
  type: 'object',
  title: 'JournalEntry',
  additionalProperties: true,
  required: ['sequence', 'kind', 'tenant', 'at', 'outcome'],
  properties: {
    sequence: { type: 'integer', description: 'Counts what arrived for the tenant, from 1' },
    kind: { type: 'string', enum: ['call', 'content', 'http', 'tls'] },
    tenant: { type: 'string' },
    at: { type: 'number', description: 'Milliseconds since the epoch by the clock of the tenant' },
    outcome: { type: 'string', enum: ['ok', 'fault', 'refused', 'aborted'] },
  },
});

const bodies = Type.Optional(Type.Boolean({ description: 'Whether the messages themselves are told too' }));

export const journalQuery = object({
  query: Type.Optional(JournalQuery),
  limit,
  bodies,
});

export const journalWait = object({
  query: JournalQuery,
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Entries to wait for; 1' })),
  after: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Entries up to this number do not count; 0 when left out' }),
  ),
  timeout: Type.Optional(
    Type.Integer({ minimum: 0, maximum: MOST_TIMEOUT, description: 'Milliseconds of real time; 5000' }),
  ),
  bodies,
});

export const journalPage = object(
  { entries: Type.Array(journalEntry, { description: `Oldest first, ${LIST_LIMIT} at most` }), next },
  { title: 'JournalPage' },
);

export const journalFound = object({ entries: Type.Array(journalEntry) }, { title: 'JournalEntries' });

export const journalState = object(
  {
    last: count('Number of the newest entry there ever was'),
    evicted: count('Entries let go for newer ones: those numbered 1 to this'),
    kept: count(),
    bytes: count('About how much memory they take'),
    limits: object({ entries: count(), bytes: count() }),
  },
  { title: 'JournalState' },
);

export const expectations = object({
  expectations: Type.Array(Expectation, { minItems: 1, maxItems: MOST_EXPECTATIONS }),
});

export const verdicts = object(
  {
    isKept: Type.Boolean({ description: 'Whether all are kept' }),
    verdicts: Type.Array(
      object({
        isKept: Type.Boolean(),
        explanation: Type.String({ description: 'What was expected, what came, and the nearest miss' }),
        entries: Type.Array(Type.Integer(), { description: 'Numbers of the entries that are meant' }),
      }),
    ),
  },
  { title: 'Verdicts' },
);

export const har = Type.Unsafe<Readonly<Record<string, unknown>>>({
  type: 'object',
  title: 'HttpArchive',
  description: 'HTTP Archive 1.2',
  additionalProperties: true,
});
