import type { GroupStatus } from '../../../catalog/reports/status-report.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { type ControlRoute, route } from '../route.ts';
import { object } from '../schemas/common.ts';
import { countedGroup, group, groupList, groupName, newGroupName } from '../schemas/group.ts';

const params = object({ group: groupName });

/** The target groups and what is done to them. */
export const groupRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/groups',
    operationId: 'listGroups',
    summary: 'Lists all groups with how their computers are; those below a group are counted in',
    tags: ['groups'],
    response: groupList,
    handler: ({ catalog }) => ({ groups: catalog.status.ofGroups().map(told) }),
  }),
  route({
    method: 'GET',
    url: '/groups/:group',
    operationId: 'getGroup',
    summary: 'Tells how the computers of one group are',
    tags: ['groups'],
    params,
    response: countedGroup,
    refusals: [404],
    handler: ({ catalog }, { params }) => {
      const { groupId } = catalog.groups.require(params.group);
      const found = catalog.status.ofGroups().find((one) => one.group.groupId === groupId);
      return told(found ?? fail('CATALOG_GROUP_UNKNOWN', { group: params.group, known: '' }));
    },
  }),
  route({
    method: 'POST',
    url: '/groups',
    operationId: 'createGroup',
    summary: 'Makes a group',
    tags: ['groups'],
    body: object({ name: newGroupName, parent: Type.Optional(groupName) }),
    response: group,
    status: 201,
    refusals: [404, 409, 503],
    handler: ({ catalog }, { body }) => catalog.groups.create(body.name, body.parent),
  }),
  route({
    method: 'PATCH',
    url: '/groups/:group',
    operationId: 'changeGroup',
    summary: 'Renames a group, or moves it into another one whose approvals reach it from then on',
    tags: ['groups'],
    params,
    body: object({ name: Type.Optional(newGroupName), parent: Type.Optional(groupName) }),
    response: group,
    refusals: [404, 409, 503],
    handler: ({ catalog: { groups, write } }, { params, body }) =>
      write(() => {
        const { groupId } = groups.require(params.group);
        if (body.name !== undefined) groups.rename(groupId, body.name);
        if (body.parent !== undefined) groups.move(groupId, body.parent);
        return groups.require(groupId);
      }),
  }),
  route({
    method: 'DELETE',
    url: '/groups/:group',
    operationId: 'deleteGroup',
    summary: 'Removes a group and its approvals; its computers stay',
    tags: ['groups'],
    params,
    response: group,
    refusals: [404, 409, 503],
    handler: ({ catalog: { groups, write } }, { params }) =>
      write(() => {
        const gone = groups.require(params.group);
        groups.remove(gone.groupId);
        return gone;
      }),
  }),
];

function told({ group, ...counts }: GroupStatus) {
  return { ...group, ...counts };
}
