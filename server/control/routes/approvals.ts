import { approveUpdates, removeApprovals } from '../../../catalog/approvals/decide.ts';
import { listApprovals } from '../../../catalog/reports/approval-list.ts';
import { createUpdateReport } from '../../../catalog/reports/update-report.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { type ControlRoute, route } from '../route.ts';
import { approvalPage, deadline, madeApprovals, removedApprovals } from '../schemas/approval.ts';
import { approvalAction } from '../schemas/approval-action.ts';
import { after, LIST_LIMIT, limit, names, object, updateName } from '../schemas/common.ts';
import { groupName } from '../schemas/group.ts';

const updates = names('UpdateIDs, KB numbers or exact titles');

/** What groups of computers are told to do with updates. */
export const approvalRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/approvals',
    operationId: 'listApprovals',
    summary: 'Lists approvals, those made last first',
    tags: ['approvals'],
    query: object({
      update: Type.Optional(updateName),
      group: Type.Optional(groupName),
      action: Type.Optional(approvalAction),
      limit,
      after,
    }),
    response: approvalPage,
    refusals: [404, 409],
    handler: ({ catalog }, { query }) => {
      const { update, group, limit = LIST_LIMIT, ...rest } = query;
      return listApprovals(catalog.database, {
        ...rest,
        ...(update !== undefined && { updateId: createUpdateReport(catalog.database).require(update) }),
        ...(group !== undefined && { groupId: catalog.groups.require(group).groupId }),
        limit,
      });
    },
  }),
  route({
    method: 'POST',
    url: '/approvals',
    operationId: 'approveUpdates',
    summary: 'Approves updates for groups: all that are named, or none',
    tags: ['approvals'],
    body: object({
      updates,
      groups: Type.Optional(names('Names or ids of groups; All Computers when left out')),
      action: approvalAction,
      deadline: Type.Optional(deadline),
      revisionNumber: Type.Optional(
        Type.Integer({ minimum: 0, description: 'An older revision than clients are offered' }),
      ),
      acceptEula: Type.Optional(
        Type.Boolean({ description: 'Accepts the licences in the name of all clients' }),
      ),
    }),
    response: madeApprovals,
    status: 201,
    refusals: [404, 409, 503],
    handler: ({ catalog }, { body }) => ({ approved: approveUpdates(catalog, body) }),
  }),
  route({
    method: 'POST',
    url: '/approvals/remove',
    operationId: 'removeApprovals',
    summary: 'Takes approvals back; computers get what their group inherits, or nothing',
    tags: ['approvals'],
    body: object({
      updates,
      groups: Type.Optional(names('Names or ids of groups; all when left out')),
    }),
    response: removedApprovals,
    refusals: [404, 409, 503],
    handler: ({ catalog }, { body }) => ({ removed: removeApprovals(catalog, body.updates, body.groups) }),
  }),
];
