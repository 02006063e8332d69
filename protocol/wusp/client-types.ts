import { boolean, dateTime, guid, int, short, string, unsignedByte } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfInt } from './common.ts';

/** [MS-WUSP] §2.2.2.2.1 to .3 and .8: configuration, registration, category scan. */

const AuthPlugInInfo = complex('AuthPlugInInfo', {
  PlugInID: optional(string),
  ServiceUrl: optional(string),
  Parameter: optional(string),
});

export const ArrayOfAuthPlugInInfo = arrayOf('ArrayOfAuthPlugInInfo', 'AuthPlugInInfo', AuthPlugInInfo, {
  nillable: true,
});

const ConfigurationProperty = complex('ConfigurationProperty', {
  Name: optional(string),
  Value: optional(string),
});

export const Config = complex('Config', {
  LastChange: one(dateTime),
  IsRegistrationRequired: one(boolean),
  AuthInfo: optional(ArrayOfAuthPlugInInfo),
  AllowedEventIds: optional(ArrayOfInt),
  Properties: optional(
    arrayOf('ArrayOfConfigurationProperty', 'ConfigurationProperty', ConfigurationProperty, {
      nillable: true,
    }),
  ),
});
export type Config = TypeOf<typeof Config>;

export const ComputerInfo = complex('ComputerInfo', {
  DnsName: optional(string),
  OSMajorVersion: one(int),
  OSMinorVersion: one(int),
  OSBuildNumber: one(int),
  OSServicePackMajorNumber: one(short),
  OSServicePackMinorNumber: one(short),
  OSLocale: optional(string),
  ComputerManufacturer: optional(string),
  ComputerModel: optional(string),
  BiosVersion: optional(string),
  BiosName: optional(string),
  BiosReleaseDate: one(dateTime),
  ProcessorArchitecture: optional(string),
  SuiteMask: one(short),
  OldProductType: one(unsignedByte),
  NewProductType: one(int),
  SystemMetrics: one(int),
  ClientVersionMajorNumber: one(short),
  ClientVersionMinorNumber: one(short),
  ClientVersionBuildNumber: one(short),
  ClientVersionQfeNumber: one(short),
  OSDescription: optional(string),
  OEM: optional(string),
  DeviceType: optional(string),
  FirmwareVersion: optional(string),
  MobileOperator: optional(string),
});
export type ComputerInfo = TypeOf<typeof ComputerInfo>;

const CategoryRelationship = complex('CategoryRelationship', {
  IndexOfAndGroup: one(int),
  CategoryId: one(guid),
});

export const ArrayOfCategoryRelationship = arrayOf(
  'ArrayOfCategoryRelationship',
  'CategoryRelationship',
  CategoryRelationship,
  { nillable: true },
);
