import type { DeviceSpec } from './device-spec.ts';
import { isPrinter, makerOf } from './driver-class.ts';
import type { DriverCandidate } from './driver-index.ts';
import { betterMatch, compareStandings, standingOfExtension, standingOfInstalled } from './driver-match.ts';
import { type HardwareOffers, keepBest } from './hardware-offers.ts';
import { foldGuid, foldHardwareId, type IdPlaces, placesOf } from './id-places.ts';

/** What the catalogue has for the ids of one device. */
interface DeviceOffers {
  readonly device: DeviceSpec;
  readonly deviceIds: IdPlaces;
  readonly computerIds: IdPlaces;
  /** Offers with the place of their id in the device. */
  readonly placed: readonly (readonly [devicePlace: number, offers: HardwareOffers])[];
}

/**
 * The drivers one device gets: at most one of its own, one extension driver a line, and those it is to give up.
 * `offers` has what the catalogue offers by folded hardware id.
 */
export function picksOfDevice(
  device: DeviceSpec,
  computerIds: IdPlaces,
  offers: ReadonlyMap<string, HardwareOffers>,
): DriverCandidate[] {
  const deviceIds = placesOf([...device.hardwareIds, ...device.compatibleIds], foldHardwareId);
  const placed: (readonly [number, HardwareOffers])[] = [];
  for (const [id, place] of deviceIds) {
    const ofId = offers.get(id);
    if (ofId !== undefined) placed.push([place, ofId]);
  }
  if (placed.length === 0) return [];
  const question = { device, deviceIds, computerIds, placed };
  return [...driverOf(question), ...extensionsOf(question), ...removalsOf(question)];
}

/**
 * The best driver, if it is better than the one in use ([MS-WUSP] §3.1.5.7). To replace the driver of a printer it
 * must come from the same Provider and Manufacturer; where the client names neither, none does. The best is looked
 * for among those, so that a better driver of another maker does not keep an update of this one back.
 */
function driverOf({
  device: { installed },
  deviceIds,
  computerIds,
  placed,
}: DeviceOffers): DriverCandidate[] {
  const maker = installed && isPrinter(installed) ? makerOf(installed) : undefined;
  let best: DriverCandidate | undefined;
  for (const [devicePlace, { best: ofAll, byMaker }] of placed) {
    const candidate = maker === undefined ? ofAll : byMaker.get(maker);
    if (candidate !== undefined) best = betterMatch(best, { ...candidate, devicePlace });
  }
  if (best === undefined) return [];
  if (installed === undefined) return [best];
  return compareStandings(best, standingOfInstalled(installed, computerIds, deviceIds)) < 0 ? [best] : [];
}

/**
 * The best extension driver of each line, if it is better than every one in use: the client names those by an
 * ExtensionId no document has, so which of them the driver would replace is not known. The device's own driver
 * does not count: extensions are added to it.
 */
function extensionsOf({ device, computerIds, placed }: DeviceOffers): DriverCandidate[] {
  const lines = new Map<string, DriverCandidate>();
  for (const [devicePlace, { extensions }] of placed) {
    for (const [line, candidate] of extensions) keepBest(lines, line, { ...candidate, devicePlace });
  }
  const inUse = device.extensions.map((extension) => standingOfExtension(extension, computerIds));
  return [...lines.values()].filter((best) => inUse.every((other) => compareStandings(best, other) < 0));
}

/**
 * Drivers to be removed from the device: those the client says it can go back from ([MS-WUSP] §2.2.2.2.4,
 * DriverRecoveryIDs). They are in use, so no comparison with the driver in use applies.
 */
function removalsOf({ device, placed }: DeviceOffers): DriverCandidate[] {
  const recoverable = new Set(device.recoveryIds.map(foldGuid));
  const removals = new Map<string, DriverCandidate>();
  for (const [devicePlace, offers] of placed) {
    for (const [updateId, candidate] of offers.removals) {
      if (recoverable.has(updateId)) keepBest(removals, updateId, { ...candidate, devicePlace });
    }
  }
  return [...removals.values()];
}
