import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { packageVersion } from '../../../platform/package-version.ts';
import { entryJson } from '../../journal/entry-json.ts';
import { toHar } from '../../journal/har.ts';
import { judge } from '../../verification/verify.ts';
import { type Answer, type ControlRoute, route } from '../route.ts';
import { LIST_LIMIT, object } from '../schemas/common.ts';
import {
  expectations,
  har,
  journalEntry,
  journalFound,
  journalPage,
  journalQuery,
  journalState,
  journalWait,
  verdicts,
} from '../schemas/journal.ts';
import { nothingMore } from '../schemas/nothing.ts';

/** What arrived, and what it is held against. */
export const journalRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/journal',
    operationId: 'getJournalState',
    summary: 'Tells how much has arrived and what of it is kept',
    tags: ['journal'],
    response: journalState,
    handler: ({ tenant }) => tenant.journal.state(),
  }),
  route({
    method: 'POST',
    url: '/journal/query',
    operationId: 'queryJournal',
    summary: 'Lists entries, oldest first: by operation, client, time, outcome, and what they hold',
    description: 'Where there are more, `next` is the `after` of the query for the next page.',
    tags: ['journal'],
    body: journalQuery,
    response: journalPage,
    refusals: [404, 409],
    handler: ({ tenant }, { body: { query = {}, limit = LIST_LIMIT, bodies = false } }) => {
      const found = tenant.journal.entries(query);
      const entries = found.slice(0, limit);
      return {
        entries: entries.map((entry) => entryJson(entry, { bodies }) as Answer),
        next: found.length > limit ? (entries.at(-1)?.sequence ?? null) : null,
      };
    },
  }),
  route({
    method: 'GET',
    url: '/journal/entries/:sequence',
    operationId: 'getJournalEntry',
    summary: 'Tells everything of one entry, its messages included',
    tags: ['journal'],
    params: object({ sequence: Type.String({ pattern: '^\\d{1,15}$', description: 'Its number' }) }),
    response: journalEntry,
    refusals: [404],
    handler: ({ tenant }, { params }) => {
      const sequence = Number(params.sequence);
      const [entry] = tenant.journal.entries({ after: Math.max(0, sequence - 1), before: sequence + 1 });
      if (entry === undefined) return fail('JOURNAL_ENTRY_UNKNOWN', { sequence });
      return entryJson(entry, { bodies: true }) as Answer;
    },
  }),
  route({
    method: 'POST',
    url: '/journal/wait',
    operationId: 'waitForJournal',
    summary: 'Answers as soon as so many entries are there that the query means',
    description: 'Nothing needs to poll. When they do not come in time the refusal tells the nearest miss.',
    tags: ['journal'],
    body: journalWait,
    response: journalFound,
    refusals: [404, 408, 409, 410],
    handler: async ({ tenant, signal }, { body: { query, bodies = false, ...wish } }) => {
      const entries = await tenant.journal.waitFor(query, { ...wish, signal });
      return { entries: entries.map((entry) => entryJson(entry, { bodies }) as Answer) };
    },
  }),
  route({
    method: 'POST',
    url: '/journal/verify',
    operationId: 'verifyJournal',
    summary: 'Judges expectations: counts, orders, absence',
    tags: ['journal'],
    body: expectations,
    response: verdicts,
    refusals: [404, 409, 410],
    handler: ({ tenant }, { body }) => {
      const all = body.expectations.map((one) => judge(tenant.journal, one));
      return { isKept: all.every(({ isKept }) => isKept), verdicts: all };
    },
  }),
  route({
    method: 'GET',
    url: '/journal/har',
    operationId: 'exportJournal',
    summary: 'The journal as HTTP Archive 1.2, without credentials',
    tags: ['journal'],
    response: har,
    handler: ({ tenant }) => toHar(tenant.journal.entries(), packageVersion()) as unknown as Answer,
  }),
  route({
    method: 'DELETE',
    url: '/journal',
    operationId: 'clearJournal',
    summary: 'Forgets everything and counts from 1 again',
    tags: ['journal'],
    response: nothingMore,
    handler: ({ tenant }) => {
      tenant.journal.clear();
      return {};
    },
  }),
];
