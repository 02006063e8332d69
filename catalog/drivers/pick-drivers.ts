import type { DeploymentAction } from '../deployment-action.ts';
import { picksOfDevice } from './device-picks.ts';
import type { DeviceSpec } from './device-spec.ts';
import { type DriverCandidate, type DriverIndex, MOST_HARDWARE_IDS } from './driver-index.ts';
import { collectPicks, type DriverPick } from './driver-pick.ts';
import { type HardwareOffers, offersOf } from './hardware-offers.ts';
import { foldGuid, foldHardwareId, placesOf } from './id-places.ts';
import { newestOfUpdates } from './newest-of-updates.ts';

/** What a driver pass asks: [MS-WUSP] §3.1.5.7, SkipSoftwareSync = true. */
export interface DriverQuestion {
  readonly devices: readonly DeviceSpec[];
  /** ComputerSpec.HardwareIDs, from the most specific to the most general. */
  readonly computerHardwareIds: readonly string[];
  /** FeatureScoreMatchingKey, such as `AMD64.10.0`. */
  readonly featureScoreKey?: string | undefined;
  /** Whether the revision is a driver deployed to the client, with its prerequisites met. */
  isNeeded(revisionId: number): boolean;
  /** What the revision is deployed to the client for; asked only of needed ones. */
  actionOf(revisionId: number): DeploymentAction;
}

/**
 * The drivers the devices shall get, in the order of RevisionIDs: at most one revision of an update. Undefined when
 * the devices name more than `MOST_HARDWARE_IDS` distinct ids; the request is refused then.
 */
export function pickDrivers(index: DriverIndex, question: DriverQuestion): DriverPick[] | undefined {
  const { devices, featureScoreKey } = question;
  const hardwareIds = distinctIds(devices);
  if (hardwareIds === undefined) return undefined;
  const computerIds = placesOf(question.computerHardwareIds, foldGuid);
  const isNeeded = (revisionId: number): boolean => question.isNeeded(revisionId);
  const found = index.candidates({ hardwareIds, computerIds, featureScoreKey, isNeeded });
  const offers = offersByHardwareId(found, (id) => question.actionOf(id) === 'Uninstall');
  return collectPicks(devices.flatMap((device) => picksOfDevice(device, computerIds, offers)));
}

function distinctIds(devices: readonly DeviceSpec[]): Set<string> | undefined {
  const ids = new Set<string>();
  for (const { hardwareIds, compatibleIds } of devices) {
    for (const id of hardwareIds) ids.add(foldHardwareId(id));
    for (const id of compatibleIds) ids.add(foldHardwareId(id));
    if (ids.size > MOST_HARDWARE_IDS) return undefined;
  }
  return ids;
}

function offersByHardwareId(
  found: ReadonlyMap<string, readonly DriverCandidate[]>,
  isRemoved: (revisionId: number) => boolean,
): Map<string, HardwareOffers> {
  const isNewest = newestOfUpdates([...found.values()].flat());
  return new Map(
    Array.from(found, ([id, candidates]) => [id, offersOf(candidates.filter(isNewest), isRemoved)]),
  );
}
