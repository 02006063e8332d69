import { operation, type ServiceContract } from '../soap/contract.ts';
import { base64Binary, boolean, dateTime, enumeration, guid, int, short, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { Ping } from '../wsusss/monitoring.ts';
import { rollUpOperations } from '../wsusss/roll-up.ts';
import { ArrayOfString, Cookie } from './common.ts';

const ComputerTargetIdentifier = complex('ComputerTargetIdentifier', { Sid: optional(string) });
const UpdateRevisionIdentifier = complex('UpdateRevisionIdentifier', {
  UpdateID: one(guid),
  RevisionNumber: one(int),
});

const BasicData = complex('BasicData', {
  TargetID: optional(ComputerTargetIdentifier),
  SequenceNumber: one(int),
  TimeAtTarget: one(dateTime),
  EventInstanceID: one(guid),
  NamespaceID: one(int),
  EventID: one(short),
  SourceID: one(short),
  UpdateID: optional(UpdateRevisionIdentifier),
  Win32HResult: one(int),
  AppName: optional(string),
});

const DetailedVersion = complex('DetailedVersion', {
  Major: one(int),
  Minor: one(int),
  Build: one(int),
  Revision: one(int),
  ServicePackMajor: one(int),
  ServicePackMinor: one(int),
});

const ProcessorArchitecture = enumeration('ProcessorArchitecture', [
  'Unknown',
  'X86Compatible',
  'IA64Compatible',
  'Amd64Compatible',
]);

const ExtendedData = complex('ExtendedData', {
  ReplacementStrings: optional(ArrayOfString),
  MiscData: optional(ArrayOfString),
  ComputerBrand: optional(string),
  ComputerModel: optional(string),
  BiosRevision: optional(string),
  ProcessorArchitecture: one(ProcessorArchitecture),
  OSVersion: one(DetailedVersion),
  OSLocaleID: one(int),
  DeviceID: optional(string),
});

const PrivateData = complex('PrivateData', {
  ComputerDnsName: optional(string),
  UserAccountName: optional(string),
});

/** [MS-WUSP] §2.2.2.3.1: one event of a client. */
export const ReportingEvent = complex('ReportingEvent', {
  BasicData: optional(BasicData),
  ExtendedData: optional(ExtendedData),
  PrivateData: optional(PrivateData),
});
export type ReportingEvent = TypeOf<typeof ReportingEvent>;

const ArrayOfReportingEvent = arrayOf('ArrayOfReportingEvent', 'ReportingEvent', ReportingEvent, {
  nillable: true,
});

const ReportingInventory = complex('ReportingInventory', {
  IsCompressed: one(boolean),
  RawXml: optional(string),
  CompressedXml: optional(base64Binary),
});

/**
 * [MS-WUSP] §2.2.2.3: events and inventory from clients, and from downstream servers what theirs have told.
 * Its namespace is the short one (capture 13).
 */
export const reportingService = {
  name: 'WebService',
  namespace: 'http://www.microsoft.com/SoftwareDistribution',
  path: '/ReportingWebService/ReportingWebService.asmx',
  handwriting: 'asmx',
  operations: {
    ReportEventBatch: operation(
      'ReportEventBatch',
      { cookie: optional(Cookie), clientTime: one(dateTime), eventBatch: optional(ArrayOfReportingEvent) },
      { ReportEventBatchResult: one(boolean) },
    ),
    ReportEventBatch2: operation(
      'ReportEventBatch2',
      {
        computerId: optional(string),
        clientTime: one(dateTime),
        eventBatch: optional(ArrayOfReportingEvent),
      },
      { ReportEventBatch2Result: one(boolean) },
    ),
    GetRequiredInventoryType: operation(
      'GetRequiredInventoryType',
      { cookie: optional(Cookie), rulesId: one(guid), rulesVersion: optional(string) },
      { GetRequiredInventoryTypeResult: one(int) },
    ),
    ReportInventory: operation(
      'ReportInventory',
      { cookie: optional(Cookie), clientTime: one(dateTime), inventory: optional(ReportingInventory) },
      { ReportInventoryResult: one(boolean) },
    ),
    ...rollUpOperations,
    Ping,
  },
} as const satisfies ServiceContract;
