import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import type { FilterId } from './revision-filter.ts';

/** One id of a device or a computer: whether only what is new for it is asked for ([MS-WSUSSS] §3.1.4.7.3.3). */
export interface FilterHardwareId {
  readonly id: string;
  readonly delta: boolean;
}

/** Which drivers another server asks for ([MS-WSUSSS] §3.1.4.7.3.4). */
export interface DriverFilter {
  /** The moment that `delta` counts from, in milliseconds since the epoch; everything is new when absent. */
  readonly after?: number;
  /** Categories one of which a driver must be in; none: any driver. */
  readonly categories: readonly FilterId[];
  /** GUIDs of computers in lower case; of others no driver set is listed. */
  readonly computerIds: readonly FilterHardwareId[];
  /** In any case of A to Z. */
  readonly hardwareIds: readonly FilterHardwareId[];
  /** The protocol the other server speaks, as `versionNumber` has it. */
  readonly protocol: number;
}

/** What a driver filter finds. */
export interface DriverListing {
  /** Each once, those that arrived first before the others. */
  readonly revisions: readonly RevisionIdentity[];
  /** DriverSetIds, in the order the computers were named in. */
  readonly newSets: readonly string[];
  readonly removedSets: readonly string[];
}
