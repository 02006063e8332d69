import { boolean, dateTime, guid, int, short, string, unsignedByte } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';

/** [MS-WSUSSS] §3.1.4.14: downstream servers in figures. */

export const DownstreamServerRollupServerSummary = complex('DownstreamServerRollupServerSummary', {
  UpdateCount: one(int),
  DeclinedUpdateCount: one(int),
  ApprovedUpdateCount: one(int),
  NotApprovedUpdateCount: one(int),
  UpdatesWithStaleUpdateApprovalsCount: one(int),
  ExpiredUpdateCount: one(int),
  CriticalOrSecurityUpdatesNotApprovedForInstallCount: one(int),
  WsusInfrastructureUpdatesNotApprovedForInstallCount: one(int),
  UpdatesWithClientErrorsCount: one(int),
  UpdatesWithServerErrorsCount: one(int),
  UpdatesNeedingFilesCount: one(int),
  UpdatesNeededByComputersCount: one(int),
  UpdatesUpToDateCount: one(int),
  CustomComputerTargetGroupCount: one(int),
  ComputerTargetCount: one(int),
  ComputerTargetsNeedingUpdatesCount: one(int),
  ComputerTargetsWithUpdateErrorsCount: one(int),
  ComputersUpToDateCount: one(int),
});
export type DownstreamServerRollupServerSummary = TypeOf<typeof DownstreamServerRollupServerSummary>;

export const DownstreamServerRollupClientActivitySummary = complex(
  'DownstreamServerRollupClientActivitySummary',
  {
    UpdateId: one(guid),
    RevisionNumber: one(int),
    InstallSuccessCount: one(int),
    InstallFailureCount: one(int),
  },
);
export type DownstreamServerRollupClientActivitySummary = TypeOf<
  typeof DownstreamServerRollupClientActivitySummary
>;

/** The clients of one kind of Windows. */
export const DownstreamServerRollupClientSummary = complex('DownstreamServerRollupClientSummary', {
  OSMajorVersion: one(int),
  OSMinorVersion: one(int),
  OSBuildNumber: one(int),
  OSServicePackMajorNumber: one(int),
  OSServicePackMinorNumber: one(int),
  OSLocale: optional(string),
  SuiteMask: one(short),
  OldProductType: one(unsignedByte),
  NewProductType: one(int),
  SystemMetrics: one(int),
  ProcessorArchitecture: optional(string),
  Count: one(int),
  ActivitySummaries: optional(
    arrayOf(
      'ArrayOfDownstreamServerRollupClientActivitySummary',
      'DownstreamServerRollupClientActivitySummary',
      DownstreamServerRollupClientActivitySummary,
      { nillable: true },
    ),
  ),
});
export type DownstreamServerRollupClientSummary = TypeOf<typeof DownstreamServerRollupClientSummary>;

export const DownstreamServerRollupInfo = complex('DownstreamServerRollupInfo', {
  ServerId: one(guid),
  FullDomainName: optional(string),
  LastSyncTime: one(dateTime),
  ParentServerId: one(guid),
  Version: optional(string),
  IsReplica: one(boolean),
  LastRollupTime: one(dateTime),
  ServerSummary: optional(DownstreamServerRollupServerSummary),
  ClientSummaries: optional(
    arrayOf(
      'ArrayOfDownstreamServerRollupClientSummary',
      'DownstreamServerRollupClientSummary',
      DownstreamServerRollupClientSummary,
      { nillable: true },
    ),
  ),
});
export type DownstreamServerRollupInfo = TypeOf<typeof DownstreamServerRollupInfo>;
export const ArrayOfDownstreamServerRollupInfo = arrayOf(
  'ArrayOfDownstreamServerRollupInfo',
  'DownstreamServerRollupInfo',
  DownstreamServerRollupInfo,
  { nillable: true },
);
