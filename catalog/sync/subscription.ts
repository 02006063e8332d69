import { fail } from '../../platform/errors/index.ts';
import type { Settings } from '../store/settings.ts';
import type { SyncSchedule } from './schedule.ts';
import { defaultSyncOptions, type SyncOptions } from './sync-options.ts';
import type { TrustOptions } from './transport/trust.ts';

/** From where, what and when a state folder synchronises; how it knows the upstream server by TLS. */
export interface Subscription extends SyncOptions {
  readonly trust: TrustOptions;
  /** By hand only when absent. */
  readonly schedule?: SyncSchedule;
}

/** What may be said of a subscription; the rest stays as it was, or is the default. `undefined` takes a value back. */
export type SubscriptionChanges = { readonly [K in keyof Subscription]?: Subscription[K] | undefined };

/** Keeps the subscription of a state folder. */
export interface Subscriptions {
  current(): Subscription | undefined;
  /**
   * Changes the subscription, or makes it, where `url` is given. Another upstream server begins with the defaults. Call it
   * inside `Catalog.write`. Throws SYNC_NO_UPSTREAM, SYNC_OPTION_INVALID.
   */
  change(changes: SubscriptionChanges): Subscription;
}

const DEFAULTS: Omit<Subscription, 'url'> = {
  ...defaultSyncOptions,
  // Where nobody knows better.
  name: 'mock-windows-update',
  trust: { revocation: 'hard' },
};
const MOST_PARALLEL = 32;

export function createSubscriptions(settings: Settings): Subscriptions {
  const current = (): Subscription | undefined => {
    const text = settings.get('subscription');
    return text === undefined ? undefined : (JSON.parse(text) as Subscription);
  };
  return {
    current,
    change: (changes) => {
      const before = current();
      const url = originOf(changes.url ?? before?.url ?? fail('SYNC_NO_UPSTREAM'));
      const said = { ...(before?.url === url && before), ...changes, url };
      const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      const next = check({ ...DEFAULTS, ...(known as Partial<Subscription>), url });
      settings.set('subscription', JSON.stringify(next));
      return next;
    },
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    `${url.username}${url.password}` !== ''
  )
    return invalid(`"${text.slice(0, 200)}" is no http:// or https:// address of a server`);
  return url.origin;
}

function check(subscription: Subscription): Subscription {
  const { parallel, schedule, replica, products, classifications } = subscription;
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > MOST_PARALLEL)
    invalid(`calls at once are 1 to ${MOST_PARALLEL}, not ${parallel}`);
  if (replica && (products ?? classifications) !== undefined)
    invalid('a replica takes what its upstream server has; products and classifications are chosen there');
  if (schedule !== undefined) checkSchedule(schedule);
  return subscription;
}

function checkSchedule({ perDay, firstMinute }: SyncSchedule): void {
  if (!Number.isInteger(perDay) || perDay < 1 || perDay > 24)
    invalid(`it starts 1 to 24 times a day, not ${perDay}`);
  if (!Number.isInteger(firstMinute) || firstMinute < 0 || firstMinute >= 1440)
    invalid('the first start is at a time of day such as 01:30');
}

function invalid(problem: string): never {
  return fail('SYNC_OPTION_INVALID', { problem });
}
