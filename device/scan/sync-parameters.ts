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

/** What a scan is for. */
export interface ScanScope {
  readonly categories: Categories;
  /** Whether the server knows scans for categories: [MS-WUSP] §2.2.2.2.4, NeedTwoGroupOutOfScopeUpdates. */
  readonly isTwoGroup: boolean;
}

/** The parameters of the software pass (captures 06 to 08): empty lists are left out. */
export function softwareParameters(
  store: Datastore,
  statuses: Statuses,
  caller: CallerFacts,
  scope: ScanScope,
): SyncUpdateParameters {
  return {
    ExpressQuery: false,
    ...idLists(store, statuses),
    SkipSoftwareSync: false,
    ...scopeParameters(scope),
    ComputerSpec: {},
    ProductsParameters: productsParameters(caller, scope),
  };
}

/**
 * The parameters of the driver pass: the devices, and what is installed to judge prerequisites by. What else is cached is not
 * told, as the native client does not tell it there: the server compares with CachedDriverIDs alone ([MS-WUSP] §3.1.5.7).
 */
export function driverParameters(
  store: Datastore,
  statuses: Statuses,
  caller: CallerFacts,
  scope: ScanScope,
  hardware: Hardware,
): SyncUpdateParameters {
  const { InstalledNonLeafUpdateIDs } = idLists(store, statuses);
  return {
    ExpressQuery: false,
    ...(InstalledNonLeafUpdateIDs && { InstalledNonLeafUpdateIDs }),
    SystemSpec: hardware.devices,
    SkipSoftwareSync: true,
    ...scopeParameters(scope),
    ComputerSpec: hardware.computerIds.length === 0 ? {} : { HardwareIDs: hardware.computerIds },
    FeatureScoreMatchingKey: hardware.featureScoreKey,
    ProductsParameters: productsParameters(caller, scope),
  };
}

/** A native client says true of AlsoPerformRegularSync in a whole scan, and false in one for categories (capture 06). */
function scopeParameters({
  categories,
  isTwoGroup,
}: ScanScope): Pick<
  SyncUpdateParameters,
  'FilterCategoryIds' | 'NeedTwoGroupOutOfScopeUpdates' | 'AlsoPerformRegularSync'
> {
  const isWhole = categories.length === 0;
  return {
    ...(!isWhole && { FilterCategoryIds: categories.map((Id) => ({ Id })) }),
    ...(isTwoGroup && { NeedTwoGroupOutOfScopeUpdates: true }),
    AlsoPerformRegularSync: isWhole,
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

/** Only what is installed and is a prerequisite of something goes into the first list, all else into the second; by number. */
function idLists({ software }: Datastore, statuses: Statuses): IdLists {
  const installed: number[] = [];
  const others: number[] = [];
  for (const revision of software.values()) {
    const isFirst = !revision.isLeaf && isInstalled(statuses.of(revision));
    (isFirst ? installed : others).push(revision.revisionId);
  }
  const ascending = (a: number, b: number): number => a - b;
  return {
    ...(installed.length > 0 && { InstalledNonLeafUpdateIDs: installed.sort(ascending) }),
    ...(others.length > 0 && { OtherCachedUpdateIDs: others.sort(ascending) }),
  };
}

function isInstalled(status: Status): boolean {
  return status === 'installed';
}

/** A scan for categories names no products (captures 06 to 08). */
function productsParameters(
  caller: CallerFacts,
  { categories }: ScanScope,
): NonNullable<SyncUpdateParameters['ProductsParameters']> {
  return {
    SyncCurrentVersionOnly: false,
    DeviceAttributes: caller.deviceAttributes,
    CallerAttributes: caller.callerAttributes,
    Products: categories.length === 0 ? caller.products : '',
  };
}
