import { readFileSync } from 'node:fs';
import type { Subscription, SubscriptionChanges } from '../../catalog/sync/subscription.ts';
import { readPin, rootsOf, type TrustOptions } from '../../catalog/sync/transport/trust.ts';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { ownHostName } from './own-host-name.ts';
import type { SyncFlags } from './sync-flags.ts';

/**
 * What a command line says of the subscription, where `current` is the stored one. Throws SYNC_TRUST_REFUSED for a file
 * without certificates: it must not be stored.
 */
export function subscriptionChanges(
  flags: SyncFlags,
  current: Subscription | undefined,
): SubscriptionChanges {
  const isSameServer = flags.upstream === undefined || flags.upstream === current?.url;
  const before = isSameServer ? current : undefined;
  return {
    ...(flags.upstream !== undefined && { url: flags.upstream }),
    name: flags.name ?? before?.name ?? ownHostName(),
    trust: trustOf(flags, before?.trust),
    ...modeOf(flags),
    ...selectionOf(flags),
    ...contentOf(flags),
    ...(flags.parallel !== undefined && { parallel: flags.parallel }),
    ...(flags.rollUp !== undefined && { rollUp: flags.rollUp }),
    ...scheduleOf(flags, before),
  };
}

function modeOf({ replica, autonomous }: SyncFlags): SubscriptionChanges {
  // A replica takes all there is: what was chosen before would only be refused.
  if (replica) return { replica: true, products: undefined, classifications: undefined };
  return autonomous ? { replica: false } : {};
}

function selectionOf(flags: SyncFlags): SubscriptionChanges {
  const { products, classifications, languages } = flags;
  return {
    ...((products !== undefined || flags.allProducts) && { products }),
    ...((classifications !== undefined || flags.allClassifications) && { classifications }),
    ...((languages !== undefined || flags.allLanguages) && { languages }),
  };
}

function contentOf({
  content,
  expressFiles,
  contentUrl,
  contentFromMicrosoft,
}: SyncFlags): SubscriptionChanges {
  return {
    ...(content !== undefined && { content }),
    ...(expressFiles !== undefined && { expressFiles }),
    ...(contentUrl !== undefined && { contentUrl: contentUrl === false ? undefined : contentUrl }),
    ...(contentFromMicrosoft !== undefined && { contentFromMicrosoft }),
  };
}

function scheduleOf({ perDay, firstAt, byHand }: SyncFlags, before?: Subscription): SubscriptionChanges {
  if (byHand) return { schedule: undefined };
  if (perDay === undefined && firstAt === undefined) return {};
  return {
    schedule: {
      perDay: perDay ?? before?.schedule?.perDay ?? 1,
      firstMinute: firstAt ?? before?.schedule?.firstMinute ?? 0,
    },
  };
}

function trustOf(flags: SyncFlags, before: TrustOptions | undefined): TrustOptions {
  const ca = flags.ca === undefined ? before?.ca : flags.ca === false ? undefined : readCa(flags.ca);
  const pin = flags.pin === false ? undefined : (pinOf(flags) ?? before?.pin);
  rootsOf(ca);
  readPin(pin);
  return {
    revocation: flags.revocation ?? before?.revocation ?? 'hard',
    ...(ca !== undefined && { ca }),
    ...(pin !== undefined && { pin }),
  };
}

function pinOf({ pinIssuer, pinKey }: SyncFlags): TrustOptions['pin'] {
  if (pinIssuer !== undefined) return { kind: 'issuer', sha256: pinIssuer };
  return pinKey === undefined ? undefined : { kind: 'key', sha256: pinKey };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return fail('SYNC_TRUST_REFUSED', { option: 'CA', reason: messageOf(error) }, error);
  }
}
