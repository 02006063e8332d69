import { operation, type ServiceContract } from '../soap/contract.ts';
import { boolean, dateTime, int, string } from '../soap/scalars.ts';
import { arrayOf, beyondWsdl, complex, one, optional } from '../soap/types.ts';
import { ArrayOfCategoryRelationship, ComputerInfo, Config } from './client-types.ts';
import {
  ArrayOfAuthorizationCookie,
  ArrayOfBase64Binary,
  ArrayOfGuid,
  ArrayOfInt,
  ArrayOfString,
  ArrayOfUpdateIdentity,
  Cookie,
  UpdateIdentity,
} from './common.ts';
import {
  ArrayOfXmlUpdateFragmentType,
  ExtendedUpdateInfo,
  ExtendedUpdateInfo2,
  GetFileLocationsResults,
} from './extended-types.ts';
import { Deployment, SyncInfo, SyncUpdateParameters } from './sync-types.ts';

const RefreshCacheResult = complex('RefreshCacheResult', {
  RevisionID: one(int),
  GlobalID: optional(UpdateIdentity),
  IsLeaf: one(boolean),
  Deployment: optional(Deployment),
});

/** [MS-WUSP] §2.2.2.2: metadata synchronisation, the service a scan talks to. */
export const clientService = {
  name: 'Client',
  namespace: 'http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService',
  path: '/ClientWebService/Client.asmx',
  handwriting: 'wcf',
  operations: {
    GetConfig: operation(
      'GetConfig',
      { protocolVersion: optional(string) },
      { GetConfigResult: optional(Config) },
    ),
    GetCookie: operation(
      'GetCookie',
      {
        authCookies: optional(ArrayOfAuthorizationCookie),
        oldCookie: optional(Cookie),
        lastChange: one(dateTime),
        currentTime: one(dateTime),
        protocolVersion: optional(string),
      },
      { GetCookieResult: optional(Cookie) },
    ),
    RegisterComputer: operation(
      'RegisterComputer',
      { cookie: optional(Cookie), computerInfo: optional(ComputerInfo) },
      {},
    ),
    StartCategoryScan: operation(
      'StartCategoryScan',
      { requestedCategories: optional(ArrayOfCategoryRelationship) },
      { preferredCategoryIds: optional(ArrayOfGuid), requestedCategoryIdsInError: optional(ArrayOfGuid) },
    ),
    SyncUpdates: operation(
      'SyncUpdates',
      { cookie: optional(Cookie), parameters: optional(SyncUpdateParameters) },
      { SyncUpdatesResult: optional(SyncInfo) },
    ),
    SyncPrinterCatalog: operation(
      'SyncPrinterCatalog',
      {
        cookie: optional(Cookie),
        installedNonLeafUpdateIDs: optional(ArrayOfInt),
        printerUpdateIDs: optional(ArrayOfInt),
      },
      { SyncPrinterCatalogResult: optional(SyncInfo) },
    ),
    RefreshCache: operation(
      'RefreshCache',
      { cookie: optional(Cookie), globalIDs: optional(ArrayOfUpdateIdentity) },
      {
        RefreshCacheResult: optional(
          arrayOf('ArrayOfRefreshCacheResult', 'RefreshCacheResult', RefreshCacheResult, { nillable: true }),
        ),
      },
    ),
    GetExtendedUpdateInfo: operation(
      'GetExtendedUpdateInfo',
      {
        cookie: optional(Cookie),
        revisionIDs: optional(ArrayOfInt),
        infoTypes: optional(ArrayOfXmlUpdateFragmentType),
        locales: optional(ArrayOfString),
        deviceAttributes: beyondWsdl(string),
        GeoId: optional(string),
        callerAttributes: optional(string),
      },
      { GetExtendedUpdateInfoResult: optional(ExtendedUpdateInfo) },
    ),
    GetExtendedUpdateInfo2: operation(
      'GetExtendedUpdateInfo2',
      {
        cookie: optional(Cookie),
        updateIDs: optional(ArrayOfUpdateIdentity),
        infoTypes: optional(ArrayOfXmlUpdateFragmentType),
        locales: optional(ArrayOfString),
        deviceAttributes: beyondWsdl(string),
        callerAttributes: optional(string),
      },
      { GetExtendedUpdateInfo2Result: optional(ExtendedUpdateInfo2) },
    ),
    GetFileLocations: operation(
      'GetFileLocations',
      { cookie: optional(Cookie), fileDigests: optional(ArrayOfBase64Binary) },
      { GetFileLocationsResult: optional(GetFileLocationsResults) },
    ),
  },
} as const satisfies ServiceContract;
