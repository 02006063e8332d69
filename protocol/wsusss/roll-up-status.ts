import { boolean, dateTime, guid, int, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';

/** [MS-WSUSSS] §3.1.4.16 and .17: which updates the clients of downstream servers have, need, and failed at. */

export const ComputerLastRollupNumber = complex('ComputerLastRollupNumber', {
  ComputerId: optional(string),
  RollupNumber: one(int),
});
export type ComputerLastRollupNumber = TypeOf<typeof ComputerLastRollupNumber>;
export const ArrayOfComputerLastRollupNumber = arrayOf(
  'ArrayOfComputerLastRollupNumber',
  'ComputerLastRollupNumber',
  ComputerLastRollupNumber,
  { nillable: true },
);

export const ComputerStatusRollupUpdateStatus = complex('ComputerStatusRollupUpdateStatus', {
  UpdateId: one(guid),
  SummarizationState: one(int),
  LastChangeTime: one(dateTime),
});
export type ComputerStatusRollupUpdateStatus = TypeOf<typeof ComputerStatusRollupUpdateStatus>;

export const ComputerStatusRollupInfo = complex('ComputerStatusRollupInfo', {
  InstanceId: one(guid),
  ComputerId: optional(string),
  EffectiveLastDetectionTime: one(dateTime),
  RollupNumber: one(int),
  IsFullRollup: one(boolean),
  UpdateStatus: optional(
    arrayOf(
      'ArrayOfComputerStatusRollupUpdateStatus',
      'ComputerStatusRollupUpdateStatus',
      ComputerStatusRollupUpdateStatus,
      { nillable: true },
    ),
  ),
});
export type ComputerStatusRollupInfo = TypeOf<typeof ComputerStatusRollupInfo>;
export const ArrayOfComputerStatusRollupInfo = arrayOf(
  'ArrayOfComputerStatusRollupInfo',
  'ComputerStatusRollupInfo',
  ComputerStatusRollupInfo,
  { nillable: true },
);
