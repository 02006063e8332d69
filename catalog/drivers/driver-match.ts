import type { DeviceDriver, DeviceExtension } from './device-spec.ts';
import { dayOf } from './driver-date.ts';
import { versionOfLong } from './driver-version.ts';
import { foldGuid, foldHardwareId, type IdPlaces } from './id-places.ts';

/** The place of an id that is in no list: after every one that is. */
export const UNPLACED = Number.POSITIVE_INFINITY;

/** The feature score of a driver that states none: the default of INF files, the worst there is. */
export const DEFAULT_FEATURE_SCORE = 0xff;

/** How well a driver fits a device: what the five rules of [MS-WUSP] §3.1.5.7 compare. */
export interface Standing {
  /** The place of the computer's id it is targeted to; `UNPLACED` when it is targeted to none. */
  readonly computerPlace: number;
  /** The lower the better; undefined when it is not known, which is neither better nor worse than any. */
  readonly featureScore: number | undefined;
  /** The place of the matched id among the device's hardware and then compatible ids; undefined as above. */
  readonly devicePlace: number | undefined;
  /** yyyymmdd. */
  readonly day: number;
  /** 64 bits, unsigned. */
  readonly version: bigint;
}

/**
 * Negative when `a` is the better match, positive when `b` is, 0 when the rules of [MS-WUSP] §3.1.5.7 prefer
 * neither. Each rule decides only where all before it do not.
 */
export function compareStandings(a: Standing, b: Standing): number {
  return (
    order(a.computerPlace, b.computerPlace) ||
    order(a.featureScore, b.featureScore) ||
    order(a.devicePlace, b.devicePlace) ||
    order(b.day, a.day) ||
    order(b.version, a.version)
  );
}

/** A driver of the catalogue that fits some id of a device. */
export interface DriverMatch extends Standing {
  readonly driverKey: number;
  readonly revisionId: number;
  /** WhqlDriverID, -1 where it is no number. */
  readonly whqlDriverId: number;
}

/**
 * As `compareStandings`, but 0 only for a driver and itself, so that the winner does not depend on the order of
 * rows. What the rules leave open goes to the higher WhqlDriverID, since that driver was submitted later
 * (§3.1.1, Driver Table); then to the revision that arrived later; then to the entry its document names first.
 */
export function compareMatches(a: DriverMatch, b: DriverMatch): number {
  return (
    compareStandings(a, b) ||
    order(b.whqlDriverId, a.whqlDriverId) ||
    order(b.revisionId, a.revisionId) ||
    order(a.driverKey, b.driverKey)
  );
}

/** The better of two matches, either of which may be missing. */
export function betterMatch<T extends DriverMatch>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareMatches(a, b) <= 0 ? a : b;
}

/**
 * The standing of the driver a device uses. An id that none of the lists has says nothing of how specific the match
 * was and counts as the worst.
 */
export function standingOfInstalled(
  driver: DeviceDriver,
  computerIds: IdPlaces,
  deviceIds: IdPlaces,
): Standing {
  return {
    ...standingOfExtension(driver, computerIds),
    devicePlace: placeIn(deviceIds, driver.matchingId, foldHardwareId),
  };
}

/** The standing of an extension driver a device uses. It does not say which id it matched: any is as good. */
export function standingOfExtension(driver: DeviceExtension, computerIds: IdPlaces): Standing {
  return {
    computerPlace: placeIn(computerIds, driver.matchingComputerHardwareId, foldGuid),
    featureScore: featureScoreOf(driver.driverRank),
    devicePlace: undefined,
    day: dayOf(driver.driverVerDate),
    version: versionOfLong(driver.driverVerVersion),
  };
}

/** Bits 16 to 23 of a rank 0xSSGGTHHH; unknown for 0, which clients that know no rank send. */
function featureScoreOf(driverRank: number): number | undefined {
  return driverRank === 0 ? undefined : (driverRank >>> 16) & 0xff;
}

function placeIn(places: IdPlaces, id: string | undefined, fold: (id: string) => string): number {
  return id === undefined ? UNPLACED : (places.get(fold(id)) ?? UNPLACED);
}

/** Negative when `a` is the lower; 0 when they are equal or one is not known. */
function order<T extends number | bigint>(a: T | undefined, b: T | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
