import type { Catalog } from '../../catalog/catalog.ts';
import { createSubscriptions, type Subscription } from '../../catalog/sync/subscription.ts';
import { fail } from '../../platform/errors/index.ts';

/** The subscription of a state folder. Throws SYNC_NO_UPSTREAM. */
export function storedSubscription({ settings }: Catalog): Subscription {
  return createSubscriptions(settings).current() ?? fail('SYNC_NO_UPSTREAM');
}
