import { operation, type ServiceContract } from '../soap/contract.ts';
import { base64Binary, boolean, dateTime, guid, int, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional } from '../soap/types.ts';
import { ArrayOfAuthPlugInInfo } from '../wusp/client-types.ts';
import {
  ArrayOfAuthorizationCookie,
  ArrayOfBase64Binary,
  ArrayOfInt,
  ArrayOfUpdateIdentity,
  Cookie,
  UpdateIdentity,
} from '../wusp/common.ts';

const ServerAuthConfig = complex('ServerAuthConfig', {
  LastChange: one(dateTime),
  AuthInfo: optional(ArrayOfAuthPlugInInfo),
  AllowedEventIds: optional(ArrayOfInt),
});

const ServerSyncLanguageData = complex('ServerSyncLanguageData', {
  LanguageID: one(int),
  ShortLanguage: optional(string),
  LongLanguage: optional(string),
  Enabled: one(boolean),
});

/** The four Max* stand in the alphabetical order of the appendix WSDL and of a real 2025 server (capture 34). */
const ServerSyncConfigData = complex('ServerSyncConfigData', {
  CatalogOnlySync: one(boolean),
  LazySync: one(boolean),
  ServerHostsPsfFiles: one(boolean),
  MaxNumberOfComputerIdsInRequest: one(int),
  MaxNumberOfDriverSetsPerRequest: one(int),
  MaxNumberOfPnpHardwareIdsInRequest: one(int),
  MaxNumberOfUpdatesPerRequest: one(int),
  NewConfigAnchor: optional(string),
  ProtocolVersion: optional(string),
  LanguageUpdateList: optional(
    arrayOf('ArrayOfServerSyncLanguageData', 'ServerSyncLanguageData', ServerSyncLanguageData, {
      nillable: true,
    }),
  ),
  MaxUpdatesPerRequestInGetUpdateDecryptionData: one(int),
});

const IdAndDelta = complex('IdAndDelta', { Id: one(guid), Delta: one(boolean) });
const ArrayOfIdAndDelta = arrayOf('ArrayOfIdAndDelta', 'IdAndDelta', IdAndDelta, { nillable: true });
const LanguageAndDelta = complex('LanguageAndDelta', { Id: one(int), Delta: one(boolean) });

const ServerSyncFilter = complex('ServerSyncFilter', {
  DssProtocolVersion: optional(complex('Version', {})),
  Anchor: optional(string),
  GetConfig: one(boolean),
  // Required by the WSDL, yet a client that real servers answer leaves it out (capture 35).
  Get63LanguageOnly: optional(boolean),
  Categories: optional(ArrayOfIdAndDelta),
  Classifications: optional(ArrayOfIdAndDelta),
  Languages: optional(
    arrayOf('ArrayOfLanguageAndDelta', 'LanguageAndDelta', LanguageAndDelta, { nillable: true }),
  ),
});

const RevisionIdList = complex('RevisionIdList', {
  Anchor: optional(string),
  NewRevisions: optional(ArrayOfUpdateIdentity),
});

const ServerSyncUpdateData = complex('ServerSyncUpdateData', {
  Id: optional(UpdateIdentity),
  XmlUpdateBlob: optional(string),
  FileDigestList: optional(ArrayOfBase64Binary),
  XmlUpdateBlobCompressed: optional(base64Binary),
});

const ServerSyncUrlData = complex('ServerSyncUrlData', {
  FileDigest: optional(base64Binary),
  MUUrl: optional(string),
  UssUrl: optional(string),
  DecryptionKey: optional(base64Binary),
});

const ServerUpdateData = complex('ServerUpdateData', {
  updates: optional(
    arrayOf('ArrayOfServerSyncUpdateData', 'ServerSyncUpdateData', ServerSyncUpdateData, { nillable: true }),
  ),
  fileUrls: optional(
    arrayOf('ArrayOfServerSyncUrlData', 'ServerSyncUrlData', ServerSyncUrlData, { nillable: true }),
  ),
});

/** [MS-WSUSSS] §2.2.2.2: metadata between servers. So far the operations of an autonomous synchronisation. */
export const serverSync = {
  name: 'ServerSyncProxy',
  namespace: 'http://www.microsoft.com/SoftwareDistribution',
  path: '/ServerSyncWebService/ServerSyncWebService.asmx',
  handwriting: 'asmx',
  operations: {
    GetAuthConfig: operation('GetAuthConfig', {}, { GetAuthConfigResult: optional(ServerAuthConfig) }),
    GetCookie: operation(
      'GetCookie',
      {
        authCookies: optional(ArrayOfAuthorizationCookie),
        oldCookie: optional(Cookie),
        protocolVersion: optional(string),
      },
      { GetCookieResult: optional(Cookie) },
    ),
    GetConfigData: operation(
      'GetConfigData',
      { cookie: optional(Cookie), configAnchor: optional(string) },
      { GetConfigDataResult: optional(ServerSyncConfigData) },
    ),
    GetRevisionIdList: operation(
      'GetRevisionIdList',
      { cookie: optional(Cookie), filter: optional(ServerSyncFilter) },
      { GetRevisionIdListResult: optional(RevisionIdList) },
    ),
    GetUpdateData: operation(
      'GetUpdateData',
      { cookie: optional(Cookie), updateIds: optional(ArrayOfUpdateIdentity) },
      { GetUpdateDataResult: optional(ServerUpdateData) },
    ),
  },
} as const satisfies ServiceContract;
