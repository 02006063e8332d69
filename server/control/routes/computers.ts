import { computerDetails as detailsOf, listComputers } from '../../../catalog/reports/computer-report.ts';
import { placeComputers, removeComputers } from '../../../catalog/targeting/place-computers.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { type ControlRoute, route } from '../route.ts';
import { LIST_LIMIT, limit, name, names, object } from '../schemas/common.ts';
import {
  computerDetails,
  computerName,
  computerPage,
  placedComputer,
  removedComputer,
} from '../schemas/computer.ts';
import { groupName } from '../schemas/group.ts';

const params = object({ computer: computerName });

/** The computers that came to the double. */
export const computerRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/computers',
    operationId: 'listComputers',
    summary: 'Lists computers in the order of their ids',
    tags: ['computers'],
    query: object({
      group: Type.Optional(groupName),
      limit,
      after: Type.Optional(name('Goes on behind this id: the `next` of the page before')),
    }),
    response: computerPage,
    refusals: [404],
    handler: ({ catalog }, { query }) => {
      const { computers, hasMore } = listComputers(catalog, { limit: LIST_LIMIT, ...query });
      return { computers, next: hasMore ? (computers.at(-1)?.computerId ?? null) : null };
    },
  }),
  route({
    method: 'GET',
    url: '/computers/:computer',
    operationId: 'getComputer',
    summary: 'Tells everything about one computer; its events have a list of their own',
    tags: ['computers'],
    params,
    response: computerDetails,
    refusals: [404],
    handler: ({ catalog }, { params }) => detailsOf(catalog, params.computer),
  }),
  route({
    method: 'PATCH',
    url: '/computers/:computer',
    operationId: 'placeComputer',
    summary: 'Puts a computer into groups and takes it out of all others',
    tags: ['computers'],
    params,
    body: object({ groups: names('Names or ids; with none it is left to the computer', 0) }),
    response: placedComputer,
    refusals: [404, 503],
    handler: ({ catalog }, { params, body }) => {
      const [placed] = placeComputers(catalog, [params.computer], body.groups);
      return placed ?? fail('CATALOG_COMPUTER_UNKNOWN', { computer: params.computer });
    },
  }),
  route({
    method: 'DELETE',
    url: '/computers/:computer',
    operationId: 'deleteComputer',
    summary: 'Forgets a computer with its status; it must register anew, and its events stay',
    tags: ['computers'],
    params,
    response: removedComputer,
    refusals: [404, 503],
    handler: ({ catalog }, { params }) => {
      const [removed] = removeComputers(catalog, [params.computer]);
      return removed ?? fail('CATALOG_COMPUTER_UNKNOWN', { computer: params.computer });
    },
  }),
];
