import {
  base64Binary,
  boolean,
  dateTime,
  enumeration,
  guid,
  int,
  long,
  string,
  unsignedByte,
  unsignedInt,
} from '../soap/scalars.ts';
import { arrayOf, beyondWsdl, complex, nillable, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfGuid, ArrayOfInt, ArrayOfString, Cookie } from './common.ts';

/** [MS-WUSP] §2.2.2.2.4: types of SyncUpdates, SyncPrinterCatalog and RefreshCache. */

const InstalledDriver = complex('InstalledDriver', {
  MatchingID: optional(string),
  DriverVerDate: one(dateTime),
  DriverVerVersion: one(long),
  Class: optional(string),
  Manufacturer: optional(string),
  Provider: optional(string),
  Model: optional(string),
  MatchingComputerHWID: nillable(guid),
  DriverRank: one(int),
});

const ExtensionDriver = complex('extensionDriver', {
  ExtensionId: one(string),
  DriverVerDate: one(dateTime),
  DriverVerVersion: one(long),
  Class: one(string),
  DriverRank: one(int),
  MatchingComputerHWID: nillable(guid),
});

const Device = complex('Device', {
  HardwareIDs: optional(ArrayOfString),
  CompatibleIDs: optional(ArrayOfString),
  installedDriver: optional(InstalledDriver),
  extensionDriver: optional(
    arrayOf('ArrayOfExtensionDriver', 'extensionDriver', ExtensionDriver, { nillable: true, minOccurs: 1 }),
  ),
  DriverRecoveryIDs: optional(
    arrayOf('ArrayOfDriverRecoveryID', 'DriverRecoveryID', string, { nillable: true }),
  ),
  DeviceFlags: optional(unsignedByte),
});

const CategoryIdentifier = complex('CategoryIdentifier', { Id: one(guid) });

const ComputerHardwareSpecification = complex('ComputerHardwareSpecification', {
  HardwareIDs: optional(ArrayOfGuid),
});

/** What newer clients say of themselves (captures 06 to 10). */
const ProductsParameters = complex('ProductsParameters', {
  SyncCurrentVersionOnly: optional(boolean),
  DeviceAttributes: optional(string),
  CallerAttributes: optional(string),
  Products: optional(string),
});

export const SyncUpdateParameters = complex('SyncUpdateParameters', {
  ExpressQuery: one(boolean),
  InstalledNonLeafUpdateIDs: optional(ArrayOfInt),
  OtherCachedUpdateIDs: optional(ArrayOfInt),
  SystemSpec: optional(arrayOf('ArrayOfDevice', 'Device', Device, { nillable: true })),
  CachedDriverIDs: optional(ArrayOfInt),
  SkipSoftwareSync: one(boolean),
  FilterCategoryIds: optional(
    arrayOf('ArrayOfCategoryIdentifier', 'CategoryIdentifier', CategoryIdentifier, { nillable: true }),
  ),
  NeedTwoGroupOutOfScopeUpdates: optional(boolean),
  AlsoPerformRegularSync: beyondWsdl(boolean),
  ComputerSpec: optional(ComputerHardwareSpecification),
  FeatureScoreMatchingKey: optional(string),
  ProductsParameters: beyondWsdl(ProductsParameters),
});
export type SyncUpdateParameters = TypeOf<typeof SyncUpdateParameters>;

/** What a client is to do with a revision; the WSDL's enumeration. */
export const deploymentActions = [
  'OptionalInstall',
  'Install',
  'Uninstall',
  'PreDeploymentCheck',
  'Block',
  'Evaluate',
  'Bundle',
] as const;
export const DeploymentAction = enumeration('DeploymentAction', deploymentActions);
export type DeploymentAction = TypeOf<typeof DeploymentAction>;

const Verification = complex(
  'Verification',
  {},
  {
    Timestamp: { type: dateTime, required: true },
    LeafCertificateId: { type: unsignedInt, required: true },
    Signature: { type: base64Binary, required: true },
    Algorithm: { type: string, required: true },
  },
);

const ClientMetadata = complex('ClientMetadata', {
  MetadataType: one(enumeration('MetadataType', ['Audience', 'Update', 'Admin'])),
  Metadata: one(string),
  Verification: optional(Verification),
});

export const Deployment = complex('Deployment', {
  ID: one(int),
  Action: one(DeploymentAction),
  Deadline: optional(string),
  IsAssigned: one(boolean),
  LastChangeTime: one(string),
  DownloadPriority: optional(string),
  HardwareIds: optional(ArrayOfString),
  AutoSelect: optional(string),
  AutoDownload: optional(string),
  SupersedenceBehavior: optional(string),
  FlagBitmask: optional(string),
  ClientBehaviors: optional(
    arrayOf('ArrayOfClientBehavior', 'ClientMetadata', ClientMetadata, { nillable: true }),
  ),
});
export type Deployment = TypeOf<typeof Deployment>;

export const UpdateInfo = complex('UpdateInfo', {
  ID: one(int),
  Deployment: optional(Deployment),
  IsLeaf: one(boolean),
  Xml: optional(string),
});
export type UpdateInfo = TypeOf<typeof UpdateInfo>;

const ArrayOfUpdateInfo = arrayOf('ArrayOfUpdateInfo', 'UpdateInfo', UpdateInfo, { nillable: true });

export const SyncInfo = complex('SyncInfo', {
  NewUpdates: optional(ArrayOfUpdateInfo),
  OutOfScopeRevisionIDs: optional(ArrayOfInt),
  ChangedUpdates: optional(ArrayOfUpdateInfo),
  Truncated: one(boolean),
  NewCookie: optional(Cookie),
  DeployedOutOfScopeRevisionIds: optional(ArrayOfInt),
  DriverSyncNotNeeded: optional(string),
});
export type SyncInfo = TypeOf<typeof SyncInfo>;
