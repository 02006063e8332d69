import { uuidFromName } from '../../platform/randomness.ts';
import type { BehaviorSpec, PropertiesSpec } from '../../protocol/metadata/build-document-spec.ts';
import { listOf, type SeedUpdate } from './seed.ts';
import { kbNumbers } from './seed-update-names.ts';
import type { ResolvedUpdate } from './seed-update-resolve.ts';

/** Publisher of everything seeds make: not one of Microsoft's. */
const PUBLISHER = uuidFromName('publisher');

const IMPACTS = { normal: 'Normal', minor: 'Minor', exclusive: 'RequiresExclusiveHandling' } as const;
const REBOOTS = {
  never: 'NeverReboots',
  always: 'AlwaysRequiresReboot',
  possible: 'CanRequestReboot',
} as const;

/**
 * `upd:Properties` of an update: all of them where it is `shown` to people, and only what an installer needs where it
 * is the `hidden` member of a bundle.
 */
export function propertiesOf(resolved: ResolvedUpdate, role: 'shown' | 'hidden'): PropertiesSpec {
  const { update } = resolved;
  return {
    defaultLanguage: resolved.language,
    publicationState: update.expired ? 'Expired' : 'Published',
    creationDate: resolved.released,
    publisherId: PUBLISHER,
    installationBehavior: behaviorOf(update),
    ...(update.uninstallable && { uninstallationBehavior: behaviorOf(update) }),
    ...(role === 'shown' && shownProperties(resolved)),
  };
}

function shownProperties({ update, isMember }: ResolvedUpdate): Partial<PropertiesSpec> {
  return {
    explicitlyDeployable: !isMember,
    autoSelectOnWebSites: update.autoSelect ?? false,
    maxDownloadSize: 0,
    minDownloadSize: 0,
    kbArticleIds: kbNumbers(update),
    securityBulletinIds: listOf(update.bulletins),
    cveIds: listOf(update.cves),
    ...(update.severity && { msrcSeverity: update.severity }),
    ...(update.mandatory && { isMandatory: true }),
    ...(update.beta && { isBeta: true }),
    ...(update.supportUrl !== undefined && { supportUrl: update.supportUrl }),
    ...(update.moreInfoUrl !== undefined && { moreInfoUrl: update.moreInfoUrl }),
  };
}

function behaviorOf(update: SeedUpdate): BehaviorSpec {
  return {
    impact: IMPACTS[update.impact ?? 'normal'],
    rebootBehavior: REBOOTS[update.reboot ?? 'possible'],
  };
}
