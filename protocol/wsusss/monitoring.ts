import { operation } from '../soap/contract.ts';
import { boolean, dateTime, int, string } from '../soap/scalars.ts';
import { complex, one, optional, type TypeOf } from '../soap/types.ts';

export const MonitoredServicesResponse = complex('MonitoredServicesResponse', {
  SuccessFlag: one(boolean),
  ServicesTime: one(dateTime),
  ServicesName: optional(string),
  ServicesMachine: optional(string),
  IsHttps: one(boolean),
  RequestContentType: optional(string),
  ConfigFilePath: optional(string),
  ConfigFileProjectName: optional(string),
  ConfigFileEnvironmentName: optional(string),
  ConfigFileLastModifiedTime: one(dateTime),
  ConfigFileVersion: optional(string),
  ConfigFileNextExpirationTime: one(dateTime),
  ConfigFileExpirationModuloInMinutes: one(int),
  DatabaseInfo: optional(string),
  CustomInfo: optional(string),
});
export type MonitoredServicesResponse = TypeOf<typeof MonitoredServicesResponse>;

/**
 * [MS-WSUSSS] §3.1.4.12: whether a service is well. No server calls it; it is of a namespace of its own because
 * several services have it.
 */
export const Ping = operation(
  'Ping',
  { pingLevel: one(int) },
  { PingResult: optional(MonitoredServicesResponse) },
  'http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable',
);
