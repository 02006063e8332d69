import { isoMoment } from '../../../platform/clock.ts';
import type { Snapshot } from '../../tenants/snapshots.ts';
import { type ControlRoute, route } from '../route.ts';
import { object } from '../schemas/common.ts';
import { nothingMore } from '../schemas/nothing.ts';
import { snapshot, snapshotList, snapshotName } from '../schemas/tenant.ts';

const params = object({ snapshot: snapshotName });

/** Moments that are kept, and the way back to them. */
export const snapshotRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/snapshots',
    operationId: 'listSnapshots',
    summary: 'Lists the moments that were kept',
    tags: ['snapshots'],
    response: snapshotList,
    handler: ({ tenant }) => ({ snapshots: tenant.snapshots.list().map(told) }),
  }),
  route({
    method: 'POST',
    url: '/snapshots',
    operationId: 'takeSnapshot',
    summary: 'Keeps this moment: catalogue, clock, fault rules, chance',
    tags: ['snapshots'],
    body: object({ name: snapshotName }),
    response: snapshot,
    status: 201,
    refusals: [409, 503],
    handler: ({ tenant }, { body }) => told(tenant.snapshots.take(body.name)),
  }),
  route({
    method: 'POST',
    url: '/snapshots/:snapshot/restore',
    operationId: 'restoreSnapshot',
    summary: 'Goes back to a moment, between two requests; the journal stays',
    tags: ['snapshots'],
    params,
    response: snapshot,
    refusals: [404, 503],
    handler: ({ tenant }, { params }) => told(tenant.snapshots.restore(params.snapshot)),
  }),
  route({
    method: 'DELETE',
    url: '/snapshots/:snapshot',
    operationId: 'removeSnapshot',
    summary: 'Forgets a moment',
    tags: ['snapshots'],
    params,
    response: nothingMore,
    refusals: [404],
    handler: ({ tenant }, { params }) => {
      tenant.snapshots.remove(params.snapshot);
      return {};
    },
  }),
  route({
    method: 'POST',
    url: '/reset',
    operationId: 'resetTenant',
    summary:
      'Goes back to the start: catalogue, clock and chance; no fault rule is left, and the journal is empty',
    tags: ['snapshots'],
    response: nothingMore,
    refusals: [409, 503],
    handler: ({ tenant }) => {
      tenant.reset();
      return {};
    },
  }),
];

function told({ name, at, change }: Snapshot) {
  return { name, at: isoMoment(at), change };
}
