import { dateTime, enumeration, guid, int, short, string, unsignedByte } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfGuid, ArrayOfString } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.15: the clients of downstream servers. Their values are attributes, the lists elements. */

export const ComputerRollupDetails = complex(
  'ComputerRollupDetails',
  { TargetGroupIdList: optional(ArrayOfGuid), RequestedTargetGroupNames: optional(ArrayOfString) },
  {
    IPAddress: optional(string),
    FullDomainName: optional(string),
    OSMajorVersion: one(int),
    OSMinorVersion: one(int),
    OSBuildNumber: one(int),
    OSServicePackMajorNumber: one(int),
    OSServicePackMinorNumber: one(int),
    OSLocale: optional(string),
    OSFamily: optional(string),
    OSDescription: optional(string),
    ComputerMake: optional(string),
    ComputerModel: optional(string),
    BiosVersion: optional(string),
    BiosName: optional(string),
    BiosReleaseDate: one(dateTime),
    ProcessorArchitecture: optional(string),
    SuiteMask: one(short),
    OldProductType: one(unsignedByte),
    NewProductType: one(int),
    SystemMetrics: one(int),
    ClientVersion: optional(string),
  },
);
export type ComputerRollupDetails = TypeOf<typeof ComputerRollupDetails>;

export const ComputerRollupInfo = complex(
  'ComputerRollupInfo',
  { Details: optional(ComputerRollupDetails) },
  {
    ComputerId: optional(string),
    LastSyncTime: one(dateTime),
    LastSyncResult: one(int),
    LastReportedRebootTime: one(dateTime),
    LastReportedStatusTime: one(dateTime),
    LastInventoryTime: one(dateTime),
    ParentServerId: one(guid),
  },
);
export type ComputerRollupInfo = TypeOf<typeof ComputerRollupInfo>;
export const ArrayOfComputerRollupInfo = arrayOf(
  'ArrayOfComputerRollupInfo',
  'ComputerRollupInfo',
  ComputerRollupInfo,
  { nillable: true },
);

/** What the upstream server knows otherwise of a client than the downstream server does. */
export const ChangedComputer = complex(
  'ChangedComputer',
  {},
  {
    ComputerId: optional(string),
    Change: one(enumeration('ComputerChangeType', ['Deleted', 'NewParent'])),
  },
);
export type ChangedComputer = TypeOf<typeof ChangedComputer>;
export const ArrayOfChangedComputer = arrayOf('ArrayOfChangedComputer', 'ChangedComputer', ChangedComputer, {
  nillable: true,
});
