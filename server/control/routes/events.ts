import type { Catalog } from '../../../catalog/catalog.ts';
import { isGuid } from '../../../catalog/import/seed-names.ts';
import { findEvent, hasEventsOf, listEvents } from '../../../catalog/reports/event-list.ts';
import { createUpdateReport } from '../../../catalog/reports/update-report.ts';
import { nearestName } from '../../../platform/documents/nearest-name.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { HRESULTS, hresultOf } from '../../../protocol/hresult/hresults.ts';
import { inputError } from '../http/input-check.ts';
import { type ControlRoute, route } from '../route.ts';
import { after, LIST_LIMIT, limit, object, oneOf, updateName } from '../schemas/common.ts';
import { computerName } from '../schemas/computer.ts';
import { eventPage, wholeEvent } from '../schemas/event.ts';

const listQuery = object({
  computer: Type.Optional(computerName),
  eventId: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }), {
      maxItems: 100,
      description: 'One of these, such as 182',
    }),
  ),
  update: Type.Optional(updateName),
  hresult: Type.Optional(
    Type.String({
      pattern: '^(0[xX][0-9A-Fa-f]{8}|[A-Z][A-Z0-9_]{0,99})$',
      description: 'Eight digits behind 0x, such as 0x80240017, or the name in the SDK',
    }),
  ),
  order: Type.Optional(oneOf(['newest', 'oldest'], 'Which come first; newest when left out')),
  limit,
  after,
});

/** What computers reported. */
export const eventRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/events',
    operationId: 'listEvents',
    summary: 'Lists what computers reported',
    description:
      'Whoever wants what is new asks for the oldest first, `after` the sequence of the last one seen.',
    tags: ['events'],
    query: listQuery,
    response: eventPage,
    refusals: [404, 409],
    handler: ({ catalog }, { query }) => {
      const { computer, update, hresult, eventId, order = 'newest', limit = LIST_LIMIT, after } = query;
      return listEvents(catalog.database, {
        ...(computer !== undefined && { computerId: computerIdOf(catalog, computer) }),
        ...(update !== undefined && { updateId: updateIdOf(catalog, update) }),
        ...(hresult !== undefined && { hresult: codeOf(hresult) }),
        ...(eventId && { eventIds: eventId }),
        ...(after !== undefined && { after }),
        order,
        limit,
      });
    },
  }),
  route({
    method: 'GET',
    url: '/events/:sequence',
    operationId: 'getEvent',
    summary: 'Tells everything a computer said in one event',
    tags: ['events'],
    params: object({ sequence: Type.String({ pattern: '^\\d{1,15}$', description: 'Its sequence' }) }),
    response: wholeEvent,
    refusals: [404],
    handler: ({ catalog }, { params: { sequence } }) =>
      findEvent(catalog.database, Number(sequence)) ?? fail('CONTROL_EVENT_UNKNOWN', { sequence }),
  }),
];

/** Events of a computer stay when it is removed, so its id may be known from them alone. */
function computerIdOf({ computers, database }: Catalog, computer: string): string {
  return hasEventsOf(database, computer) ? computer : computers.require(computer).computerId;
}

/** Events may be about an update that is not here. */
function updateIdOf({ database }: Catalog, update: string): string {
  return isGuid(update) ? update.toLowerCase() : createUpdateReport(database).require(update);
}

/** As events hold it. Throws CONTROL_INPUT for a name nobody knows. */
function codeOf(text: string): number {
  const code = hresultOf(text);
  if (code !== undefined) return code | 0;
  const near = nearestName(text, Object.keys(HRESULTS));
  const repair = near === undefined ? 'Give its eight digits behind 0x.' : `Did you mean ${near}?`;
  throw inputError('query', { path: ['hresult'], problem: `no code is called ${text} here`, repair });
}
