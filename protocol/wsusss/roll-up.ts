import { operation } from '../soap/contract.ts';
import { boolean, dateTime, guid, int } from '../soap/scalars.ts';
import { complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfString, Cookie } from '../wusp/common.ts';
import { ArrayOfChangedComputer, ArrayOfComputerRollupInfo } from './roll-up-computers.ts';
import { ArrayOfDownstreamServerRollupInfo } from './roll-up-servers.ts';
import { ArrayOfComputerLastRollupNumber, ArrayOfComputerStatusRollupInfo } from './roll-up-status.ts';

/** §3.1.4.13: whether, with which batches and since when an upstream server wants to hear from below. */
export const RollupConfiguration = complex('RollupConfiguration', {
  DoDetailedRollup: one(boolean),
  RollupResetGuid: one(guid),
  ServerId: one(guid),
  RollupDownstreamServersMaxBatchSize: one(int),
  RollupComputersMaxBatchSize: one(int),
  GetOutOfSyncComputersMaxBatchSize: one(int),
  RollupComputerStatusMaxBatchSize: one(int),
});
export type RollupConfiguration = TypeOf<typeof RollupConfiguration>;

/** [MS-WSUSSS] §3.1.4.13 to .17: what a downstream server reports upwards, on the service its clients report to. */
export const rollUpOperations = {
  GetRollupConfiguration: operation(
    'GetRollupConfiguration',
    { cookie: optional(Cookie) },
    { GetRollupConfigurationResult: optional(RollupConfiguration) },
  ),
  RollupDownstreamServers: operation(
    'RollupDownstreamServers',
    {
      cookie: optional(Cookie),
      clientTime: one(dateTime),
      downstreamServers: optional(ArrayOfDownstreamServerRollupInfo),
    },
    {},
  ),
  RollupComputers: operation(
    'RollupComputers',
    { cookie: optional(Cookie), clientTime: one(dateTime), computers: optional(ArrayOfComputerRollupInfo) },
    { RollupComputersResult: optional(ArrayOfChangedComputer) },
  ),
  GetOutOfSyncComputers: operation(
    'GetOutOfSyncComputers',
    {
      cookie: optional(Cookie),
      parentServerId: one(guid),
      lastRollupNumbers: optional(ArrayOfComputerLastRollupNumber),
    },
    { GetOutOfSyncComputersResult: optional(ArrayOfString) },
  ),
  RollupComputerStatus: operation(
    'RollupComputerStatus',
    {
      cookie: optional(Cookie),
      clientTime: one(dateTime),
      parentServerId: one(guid),
      computers: optional(ArrayOfComputerStatusRollupInfo),
    },
    { RollupComputerStatusResult: one(boolean) },
  ),
} as const;
