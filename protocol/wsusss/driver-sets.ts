import { operation } from '../soap/contract.ts';
import { boolean, guid, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfGuid, ArrayOfUpdateIdentity, Cookie } from '../wusp/common.ts';
import { ArrayOfIdAndDelta, Version } from './revision-list.ts';

/** [MS-WSUSSS] §3.1.4.7 and .8: drivers by the machines they are for. The appendix's WSDL leaves both out. */

export const HardwareIdAndDelta = complex('HardwareIdAndDelta', {
  Id: optional(string),
  Delta: one(boolean),
});
export type HardwareIdAndDelta = TypeOf<typeof HardwareIdAndDelta>;

export const ServerSyncDriverFilter = complex('ServerSyncDriverFilter', {
  DssProtocolVersion: optional(Version),
  Anchor: optional(string),
  Categories: optional(ArrayOfIdAndDelta),
  ComputerIds: optional(ArrayOfIdAndDelta),
  PnpHardwareIds: optional(
    arrayOf('ArrayOfHardwareIdAndDelta', 'HardwareIdAndDelta', HardwareIdAndDelta, { nillable: true }),
  ),
});
export type ServerSyncDriverFilter = TypeOf<typeof ServerSyncDriverFilter>;

export const DriverSetAndRevisionIdList = complex('DriverSetAndRevisionIdList', {
  Anchor: optional(string),
  NewRevisions: optional(ArrayOfUpdateIdentity),
  NewDriverSets: optional(ArrayOfGuid),
  RemovedDriverSets: optional(ArrayOfGuid),
});
export type DriverSetAndRevisionIdList = TypeOf<typeof DriverSetAndRevisionIdList>;

export const GetDriverIdList = operation(
  'GetDriverIdList',
  { cookie: optional(Cookie), filter: optional(ServerSyncDriverFilter) },
  { GetDriverIdListResult: optional(DriverSetAndRevisionIdList) },
);

export const ServerSyncDriverSetData = complex('ServerSyncDriverSetData', {
  DriverSetId: one(guid),
  DriverSetXml: optional(string),
});
export type ServerSyncDriverSetData = TypeOf<typeof ServerSyncDriverSetData>;

/** The text names the array's type without saying what it is; it is taken to be like the other arrays. */
export const ServerDriverSetData = complex('ServerDriverSetData', {
  DriverSets: optional(
    arrayOf('ArrayOfServerSyncDriverSetData', 'ServerSyncDriverSetData', ServerSyncDriverSetData, {
      nillable: true,
    }),
  ),
});
export type ServerDriverSetData = TypeOf<typeof ServerDriverSetData>;

export const GetDriverSetData = operation(
  'GetDriverSetData',
  { cookie: optional(Cookie), driverSets: optional(ArrayOfGuid) },
  { GetDriverSetDataResult: optional(ServerDriverSetData) },
);
