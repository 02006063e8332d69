import { declineUpdates } from '../../../catalog/approvals/decide.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { updateFilterOf } from '../../../catalog/reports/update-query.ts';
import { createUpdateReport } from '../../../catalog/reports/update-report.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { type ControlRoute, route } from '../route.ts';
import { declined } from '../schemas/approval.ts';
import { after, LIST_LIMIT, limit, name, names, object, oneOf, updateName } from '../schemas/common.ts';
import { updateDetails, updatePage, updateStates, updateTypes } from '../schemas/update.ts';

const listQuery = object({
  text: Type.Optional(name('In the title, in a KB number or in the UpdateID')),
  classification: Type.Optional(names('It is in one of these classifications: title or UpdateID')),
  product: Type.Optional(names('It is in one of these products: title or UpdateID')),
  type: Type.Optional(
    oneOf(updateTypes, 'Software and drivers that are offered by themselves when left out'),
  ),
  state: Type.Optional(
    Type.Array(oneOf(updateStates), {
      maxItems: updateStates.length,
      description: 'All of these hold; tracked is what is approved or was reported',
    }),
  ),
  limit,
  after,
});
const updatesBody = object({ updates: names('UpdateIDs, KB numbers or exact titles') });

/** What there is to see of updates, and whether clients see them. */
export const updateRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/updates',
    operationId: 'listUpdates',
    summary: 'Lists updates, those that came last first',
    tags: ['updates'],
    query: listQuery,
    response: updatePage,
    refusals: [404],
    handler: ({ catalog }, { query }) => {
      const { classification, product, state, limit = LIST_LIMIT, after, text, type } = query;
      const filter = updateFilterOf(catalog.database, {
        ...(text !== undefined && { text }),
        ...(type !== undefined && { type }),
        ...(state && { states: state }),
        ...(classification && { classifications: classification }),
        ...(product && { products: product }),
      });
      const { updates, next } = createUpdateReport(catalog.database).list(filter, limit, after);
      return { updates, next };
    },
  }),
  route({
    method: 'GET',
    url: '/updates/:update',
    operationId: 'getUpdate',
    summary: 'Tells everything about one update',
    tags: ['updates'],
    params: object({ update: updateName }),
    response: updateDetails,
    refusals: [404, 409],
    handler: ({ catalog }, { params }) => detailsOf(catalog, params.update),
  }),
  route({
    method: 'POST',
    url: '/updates/decline',
    operationId: 'declineUpdates',
    summary: 'Hides updates from clients and drops their approvals: all that are named, or none',
    tags: ['updates'],
    body: updatesBody,
    response: declined,
    refusals: [404, 409, 503],
    handler: ({ catalog }, { body }) => ({
      isDeclined: true,
      updates: declineUpdates(catalog, body.updates, true),
    }),
  }),
  route({
    method: 'POST',
    url: '/updates/undo-decline',
    operationId: 'undeclineUpdates',
    summary: 'Shows declined updates again; their approvals do not come back',
    tags: ['updates'],
    body: updatesBody,
    response: declined,
    refusals: [404, 409, 503],
    handler: ({ catalog }, { body }) => ({
      isDeclined: false,
      updates: declineUpdates(catalog, body.updates, false),
    }),
  }),
];

function detailsOf(catalog: Catalog, update: string) {
  const report = createUpdateReport(catalog.database);
  const details = report.details(report.require(update));
  const { updateId } = details;
  const [counted] = catalog.status.ofUpdates([updateId]);
  return { ...details, status: counted?.counts ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId }) };
}
