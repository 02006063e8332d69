import { cancelRun, summariseRun, syncStatus } from '../../../catalog/sync/run-status.ts';
import type { SubscriptionChanges } from '../../../catalog/sync/subscription.ts';
import { readPin, rootsOf, type TrustOptions } from '../../../catalog/sync/transport/trust.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { type ControlRoute, route } from '../route.ts';
import { object, oneOf } from '../schemas/common.ts';
import {
  cancelled,
  subscription,
  subscriptionChanges,
  syncRun,
  syncRuns,
  syncState,
} from '../schemas/sync.ts';

/** Runs told unless a call says otherwise, and at most. */
const RUNS = 20;
const MOST_RUNS = 1_000;

/** Synchronisation with an upstream server. */
export const syncRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/sync',
    operationId: 'getSyncStatus',
    summary: 'Tells what is synchronised, how far it is and what is next',
    tags: ['sync'],
    response: syncState,
    handler: ({ catalog, synchroniser }) => {
      const subscription = synchroniser.subscription();
      if (subscription === undefined) return { subscription: null, status: null };
      return { subscription, status: syncStatus(catalog, subscription) };
    },
  }),
  route({
    method: 'PATCH',
    url: '/sync/subscription',
    operationId: 'changeSubscription',
    summary: 'Says what is synchronised and from where; what is not said stays, null takes a choice back',
    description: 'Another upstream server begins with defaults.',
    tags: ['sync'],
    body: subscriptionChanges,
    response: subscription,
    refusals: [409, 503],
    handler: ({ synchroniser }, { body }) => {
      checkTrust(body.trust);
      const changes = Object.entries(body).map(([name, value]) => [name, value ?? undefined]);
      return synchroniser.subscribe(Object.fromEntries(changes) as SubscriptionChanges);
    },
  }),
  route({
    method: 'POST',
    url: '/sync/start',
    operationId: 'startSync',
    summary: 'Starts a synchronisation; answers when it has begun, or when it has ended',
    tags: ['sync'],
    body: object({
      extent: Type.Optional(
        oneOf(
          ['whole', 'categories', 'content'],
          'All of it, what there is to choose among, or files alone; whole when left out',
        ),
      ),
      wait: Type.Optional(Type.Boolean({ description: 'Answers when it has ended' })),
    }),
    response: syncRun,
    refusals: [409, 503],
    handler: ({ syncs }, { body: { extent = 'whole', wait = false } }) => syncs.start(extent, wait),
  }),
  route({
    method: 'POST',
    url: '/sync/cancel',
    operationId: 'cancelSync',
    summary: 'Asks the synchronisation under way to stop, in whatever process it runs',
    tags: ['sync'],
    response: cancelled,
    refusals: [503],
    handler: ({ catalog }) => ({ cancelled: cancelRun(catalog)?.runId ?? null }),
  }),
  route({
    method: 'GET',
    url: '/sync/runs',
    operationId: 'listSyncRuns',
    summary: 'Lists synchronisations, newest first',
    tags: ['sync'],
    query: object({
      limit: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: MOST_RUNS,
          description: `At most so many; ${RUNS} when left out`,
        }),
      ),
    }),
    response: syncRuns,
    handler: ({ catalog }, { query }) => ({
      runs: catalog.syncRuns.history(query.limit ?? RUNS).map(summariseRun),
    }),
  }),
];

/** What no server can be known by must not be stored. Throws SYNC_TRUST_REFUSED. */
function checkTrust(trust: TrustOptions | undefined): void {
  rootsOf(trust?.ca);
  readPin(trust?.pin);
}
