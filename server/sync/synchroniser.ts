import type { Catalog } from '../../catalog/catalog.ts';
import type { ContentStore } from '../../catalog/content-store.ts';
import {
  createSubscriptions,
  type Subscription,
  type SubscriptionChanges,
} from '../../catalog/sync/subscription.ts';
import type { SyncEvent } from '../../catalog/sync/sync-events.ts';
import { runSync, type SyncOutcome } from '../../catalog/sync/sync-job.ts';
import type { SyncExtent } from '../../catalog/sync/sync-options.ts';
import { createHttpTransport } from '../../catalog/sync/transport/create-http-transport.ts';
import { type Clock, createPacer } from '../../platform/clock.ts';
import { pause } from '../../platform/pause.ts';
import { isProcessAlive, ownProcessId } from '../../platform/processes.ts';
import type { Randomness } from '../../platform/randomness.ts';

/** How one synchronisation is started. */
export interface SyncStart {
  readonly initiatedBy?: 'manual' | 'schedule' | 'downstream';
  /** `whole` when left out. */
  readonly extent?: SyncExtent;
  /** Cancels it. */
  readonly signal?: AbortSignal;
  readonly tell?: (event: SyncEvent) => void;
}

/** Synchronises the catalogue of one state folder with its upstream server. */
export interface Synchroniser {
  readonly subscription: () => Subscription | undefined;
  /** Changes what is synchronised, and from where. Throws SYNC_NO_UPSTREAM, SYNC_OPTION_INVALID. */
  subscribe(changes: SubscriptionChanges): Subscription;
  /** Runs it once. Throws SYNC_NO_UPSTREAM, SYNC_RUNNING, SYNC_TRUST_REFUSED; other trouble is in the outcome. */
  run(start?: SyncStart): Promise<SyncOutcome>;
}

/** What a synchroniser works with. */
export interface SynchroniserPorts {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createSynchroniser(ports: SynchroniserPorts): Synchroniser {
  const { catalog, clock } = ports;
  const subscriptions = createSubscriptions(catalog.settings);
  return {
    subscription: subscriptions.current,
    subscribe: (changes) => catalog.write(() => subscriptions.change(changes)),
    run: async ({ initiatedBy = 'manual', extent = 'whole', signal, tell = () => {} } = {}) => {
      const options = subscriptions.current() ?? subscriptions.change({});
      const transport = createHttpTransport({
        clock,
        trust: options.trust,
        connections: options.parallel,
        onWarning: (message) => tell({ event: 'warning', message }),
      });
      try {
        return await runSync(
          {
            ...ports,
            transport,
            pause,
            ticks: createPacer,
            process: { id: ownProcessId(), isAlive: isProcessAlive },
          },
          { options, initiatedBy, extent, tell, ...(signal && { signal }) },
        );
      } finally {
        transport.close();
      }
    },
  };
}
