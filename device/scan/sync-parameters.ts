import type { TypeOf } from '../../protocol/soap/types.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { Status, Statuses } from '../applicability/statuses.ts';
import type { Datastore } from '../datastore/datastore.ts';

/** What a client says of itself in every call of a scan, beyond what the published WSDL names (captures 06 to 10). */
export interface CallerFacts {
  /** `Key=Value;` of what the device is. */
  readonly deviceAttributes: string;
  /** `Key=Value;` of who wants the scan. */
  readonly callerAttributes: string;
  /** `PN=…&V=…;` of the products of the unified update platform. */
  readonly products: string;
}

/** UpdateIDs of the categories a scan is for; none for a whole scan. */
export type Categories = readonly string[];

/** The parameters of the software pass (captures 06 to 08): empty lists are left out. */
export function softwareParameters(
  store: Datastore,
  statuses: Statuses,
  caller: CallerFacts,
  categories: Categories,
): SyncUpdateParameters {
  return {
    ExpressQuery: false,
    ...idLists(store, statuses),
    SkipSoftwareSync: false,
    ...(categories.length > 0 && { FilterCategoryIds: categories.map((Id) => ({ Id })) }),
    NeedTwoGroupOutOfScopeUpdates: true,
    AlsoPerformRegularSync: false,
    ComputerSpec: {},
    ProductsParameters: productsParameters(caller),
  };
}

/** The parameters of the driver pass: the devices, and what software is there to judge prerequisites by (wire facts §2.5). */
export function driverParameters(
  store: Datastore,
  statuses: Statuses,
  caller: CallerFacts,
  hardware: Hardware,
): SyncUpdateParameters {
  return {
    ExpressQuery: false,
    ...idLists(store, statuses),
    SystemSpec: hardware.devices,
    SkipSoftwareSync: true,
    NeedTwoGroupOutOfScopeUpdates: true,
    AlsoPerformRegularSync: false,
    ComputerSpec: hardware.computerIds.length === 0 ? {} : { HardwareIDs: hardware.computerIds },
    FeatureScoreMatchingKey: hardware.featureScoreKey,
    ProductsParameters: productsParameters(caller),
  };
}

/** What the driver pass tells of the hardware. */
export interface Hardware {
  readonly devices: NonNullable<TypeOf<typeof SyncUpdateParameters>['SystemSpec']>;
  /** Hardware ids of the computer itself, GUIDs. */
  readonly computerIds: readonly string[];
  /** `AMD64.10.0` */
  readonly featureScoreKey: string;
}

type IdLists = Pick<SyncUpdateParameters, 'InstalledNonLeafUpdateIDs' | 'OtherCachedUpdateIDs'>;

/** Only what is installed and is a prerequisite of something goes into the first list, all else into the second. */
function idLists({ software }: Datastore, statuses: Statuses): IdLists {
  const installed: number[] = [];
  const others: number[] = [];
  for (const revision of software.values()) {
    const isFirst = !revision.isLeaf && isInstalled(statuses.of(revision));
    (isFirst ? installed : others).push(revision.revisionId);
  }
  return {
    ...(installed.length > 0 && { InstalledNonLeafUpdateIDs: installed }),
    ...(others.length > 0 && { OtherCachedUpdateIDs: others }),
  };
}

function isInstalled(status: Status): boolean {
  return status === 'installed';
}

function productsParameters(caller: CallerFacts): NonNullable<SyncUpdateParameters['ProductsParameters']> {
  return {
    SyncCurrentVersionOnly: false,
    DeviceAttributes: caller.deviceAttributes,
    CallerAttributes: caller.callerAttributes,
    Products: caller.products,
  };
}
