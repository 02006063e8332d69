import { fail } from '../../../platform/errors/index.ts';
import type { Tenant, TenantOptions } from '../../tenants/tenant.ts';
import { type ControlRoute, route } from '../route.ts';
import { name, object } from '../schemas/common.ts';
import { nothingMore } from '../schemas/nothing.ts';
import { newTenant, tenant, tenantList, tenantName } from '../schemas/tenant.ts';

const params = object({ tenant: tenantName });

/** Everything a double is, in one file of this machine. */
export const capsuleRoutes: readonly ControlRoute[] = [
  route({
    method: 'POST',
    url: '/capsule',
    operationId: 'saveCapsule',
    summary: 'Writes catalogue, keys, content, clock, faults, seed and journal into one file of this machine',
    description: 'Only where the API is on loopback. `mock-wu capsule open` brings the double up again.',
    tags: ['snapshots'],
    body: object({ file: name('Absolute path of the file') }),
    response: nothingMore,
    status: 201,
    handler: ({ saveCapsule }, { body }) => {
      if (saveCapsule === undefined) return fail('CONTROL_LOCAL_ONLY');
      saveCapsule(body.file);
      return {};
    },
  }),
];

/** The isolated users of a double. What is done to one is under `/tenants/<name>`. */
export const tenantRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/tenants',
    operationId: 'listTenants',
    summary: 'Lists the tenants, the default one first',
    tags: ['tenants'],
    response: tenantList,
    handler: ({ tenants }) => ({ tenants: [tenants.default, ...tenants.list()].map(told) }),
  }),
  route({
    method: 'POST',
    url: '/tenants',
    operationId: 'createTenant',
    summary: 'Makes a tenant on a copy of the catalogue: decisions, faults, clock and journal of its own',
    tags: ['tenants'],
    body: newTenant,
    response: tenant,
    status: 201,
    refusals: [404, 409, 503],
    handler: async ({ tenants }, { body }) => told(await tenants.create(body as TenantOptions)),
  }),
  route({
    method: 'GET',
    url: '/tenants/:tenant',
    operationId: 'getTenant',
    summary: 'Tells where its clients find it and what is told to be of it',
    tags: ['tenants'],
    params,
    response: tenant,
    refusals: [404],
    handler: ({ tenants }, { params }) => told(tenants.require(params.tenant)),
  }),
  route({
    method: 'DELETE',
    url: '/tenants/:tenant',
    operationId: 'removeTenant',
    summary: 'Ends a tenant with everything that is of it',
    tags: ['tenants'],
    params,
    response: nothingMore,
    refusals: [404, 409],
    handler: async ({ tenants }, { params }) => {
      await tenants.remove(params.tenant);
      return {};
    },
  }),
];

function told({ name, urls, ports, marks }: Tenant) {
  return { name, urls: { http: urls.http, https: urls.https }, ports, ...marks };
}
