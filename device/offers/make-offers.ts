import { parseMoment } from '../../platform/clock.ts';
import { clip } from '../../platform/plain-text.ts';
import type { Statuses } from '../applicability/statuses.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DevicePolicy } from '../policy/policy.ts';
import { createBundleParts, type Parts } from './bundle-parts.ts';
import type { Offer, Offers, Withheld } from './offer.ts';
import { classOf } from './update-class.ts';

const DAY = 24 * 60 * 60_000;

/** What offers are made of. */
export interface OfferParts {
  readonly revisions: Iterable<CachedRevision>;
  readonly ofUpdate: (updateId: string) => CachedRevision | undefined;
  readonly statuses: Statuses;
  readonly policy: DevicePolicy;
  /** UpdateIDs of what is installed or removed and not in effect before a restart. */
  readonly pending: ReadonlySet<string>;
  /** The name of a file of these that the server says nothing of, and that cannot be had without that. */
  readonly fileWithoutPlace: (parts: readonly CachedRevision[]) => string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Decides what is offered: what is needed, approved, allowed by policy, to be fetched from somewhere, and not replaced by
 * another that is offered too or installed ([MS-WUSP] §2.2.2.2.4, Action; Windows SDK, "Relationships Among Updates").
 */
export function makeOffers(parts: OfferParts): Offers {
  const { statuses } = parts;
  const bundles = createBundleParts(parts.ofUpdate, statuses);
  const offers: Offer[] = [];
  const withheld: Withheld[] = [];
  const replacing = new Map<string, CachedRevision>();
  const put = (revision: CachedRevision, found: Parts): void => {
    if ('reason' in found) withheld.push({ revision, reason: found.reason });
    else offers.push({ kind: kindOf(revision), revision, parts: found.parts, ...deadlineOf(revision) });
  };
  for (const revision of parts.revisions) {
    const status = statuses.of(revision);
    const isRemoval = revision.deployment.Action === 'Uninstall';
    if (status === 'installed') {
      note(replacing, revision);
      if (isRemoval && parts.pending.has(revision.core.updateId))
        withheld.push({ revision, reason: 'it is removed and waits for a restart' });
      else if (isRemoval) put(revision, bundles.toRemove(revision));
    }
    if (parts.pending.has(revision.core.updateId)) note(replacing, revision);
    if (status !== 'needed' || isRemoval || !isVisible(revision)) continue;
    const against = reasonAgainst(revision, parts);
    const found = against === undefined ? bundles.toInstall(revision) : { reason: against };
    const reason = 'parts' in found ? reasonOfFiles(found.parts, parts) : undefined;
    put(revision, reason === undefined ? found : { reason });
  }
  for (const { revision, kind } of offers) if (kind !== 'uninstall') note(replacing, revision);
  return withoutReplaced(offers, withheld, replacing);
}

/** Members of bundles, categories and detectoids are not offered by themselves, whatever they are. */
function isVisible({ deployment }: CachedRevision): boolean {
  return deployment.Action !== 'Bundle' && deployment.Action !== 'Evaluate';
}

function note(replacing: Map<string, CachedRevision>, revision: CachedRevision): void {
  for (const updateId of revision.core.supersedes) replacing.set(updateId, revision);
}

function kindOf({ deployment: { Action, IsAssigned } }: CachedRevision): Offer['kind'] {
  if (Action === 'Uninstall') return 'uninstall';
  return Action === 'Install' && IsAssigned ? 'install' : 'optional';
}

function deadlineOf({ deployment: { Deadline } }: CachedRevision): { readonly deadline?: string } {
  return Deadline === undefined || Deadline === '' ? {} : { deadline: Deadline };
}

function reasonAgainst(revision: CachedRevision, { policy, pending, now }: OfferParts): string | undefined {
  const { Action, LastChangeTime } = revision.deployment;
  // Whatever the deployment says: a server that was taken over puts its command into just such a part.
  if (!revision.core.explicitlyDeployable) return 'its metadata has it come as part of another alone';
  if (pending.has(revision.core.updateId)) return 'it is installed and waits for a restart';
  // A server sends what is blocked as this, too: §2.2.2.2.4.
  if (Action === 'PreDeploymentCheck') return 'it is not approved';
  if (Action === 'Block') return 'it is blocked';
  const kind = classOf(revision.core);
  if (kind === 'driver' && !policy.takesDrivers) return 'policy takes no drivers';
  if (policy.wsus !== undefined && policy.sources[kind] === 'online')
    return `policy takes ${kind} updates from the online service`;
  const days = policy.wsus !== undefined || kind === 'driver' || kind === 'other' ? 0 : policy.deferral[kind];
  const until = parseMoment(LastChangeTime) + days * DAY;
  return days > 0 && now < until ? `policy puts it off for ${days} days` : undefined;
}

/** The native client does not offer what it cannot fetch (wire facts §2.13). */
function reasonOfFiles(own: readonly CachedRevision[], { fileWithoutPlace }: OfferParts): string | undefined {
  const file = fileWithoutPlace(own);
  return file === undefined ? undefined : `the server does not say where its file ${clip(file)} is`;
}

function withoutReplaced(
  offers: readonly Offer[],
  withheld: readonly Withheld[],
  replacing: ReadonlyMap<string, CachedRevision>,
): Offers {
  const by = ({ kind, revision }: Offer): CachedRevision | undefined =>
    kind === 'uninstall' ? undefined : replacing.get(revision.core.updateId);
  return {
    offers: offers.filter((offer) => by(offer) === undefined),
    withheld: [
      ...withheld,
      ...offers.flatMap((offer) => {
        const newer = by(offer);
        if (newer === undefined) return [];
        return [{ revision: offer.revision, reason: `${newer.core.updateId} replaces it` }];
      }),
    ],
  };
}
