import { operation } from '../soap/contract.ts';
import { boolean, dateTime, guid, int, string, unsignedByte } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfGuid, Cookie } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.10: what a replica takes over beside the updates themselves. */

export const ServerSyncTargetGroup = complex('ServerSyncTargetGroup', {
  TargetGroupID: one(guid),
  ParentGroupId: one(guid),
  Name: optional(string),
  IsBuiltin: one(boolean),
});
export type ServerSyncTargetGroup = TypeOf<typeof ServerSyncTargetGroup>;

export const ServerSyncDeployment = complex('ServerSyncDeployment', {
  UpdateId: one(guid),
  RevisionNumber: one(int),
  Action: one(int),
  AdminName: optional(string),
  Deadline: one(dateTime),
  IsAssigned: one(boolean),
  GoLiveTime: one(dateTime),
  DeploymentGuid: one(guid),
  TargetGroupId: one(guid),
  DownloadPriority: one(unsignedByte),
});
export type ServerSyncDeployment = TypeOf<typeof ServerSyncDeployment>;

export const ServerSyncDeploymentResult = complex('ServerSyncDeploymentResult', {
  Anchor: optional(string),
  Groups: optional(
    arrayOf('ArrayOfServerSyncTargetGroup', 'ServerSyncTargetGroup', ServerSyncTargetGroup, {
      nillable: true,
    }),
  ),
  Deployments: optional(
    arrayOf('ArrayOfServerSyncDeployment', 'ServerSyncDeployment', ServerSyncDeployment, { nillable: true }),
  ),
  DeadDeployments: optional(ArrayOfGuid),
  HiddenUpdates: optional(ArrayOfGuid),
  AcceptedEulas: optional(ArrayOfGuid),
});
export type ServerSyncDeploymentResult = TypeOf<typeof ServerSyncDeploymentResult>;

export const GetDeployments = operation(
  'GetDeployments',
  { cookie: optional(Cookie), deploymentAnchor: optional(string), syncAnchor: optional(string) },
  { GetDeploymentsResult: optional(ServerSyncDeploymentResult) },
);
