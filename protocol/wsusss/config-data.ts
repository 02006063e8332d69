import { operation } from '../soap/contract.ts';
import { boolean, int, string } from '../soap/scalars.ts';
import { arrayOf, complex, type Fields, one, optional, type TypeOf } from '../soap/types.ts';
import { Cookie } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.4: what an upstream server is set to. */

export const ServerSyncLanguageData = complex('ServerSyncLanguageData', {
  LanguageID: one(int),
  ShortLanguage: optional(string),
  LongLanguage: optional(string),
  Enabled: one(boolean),
});
export type ServerSyncLanguageData = TypeOf<typeof ServerSyncLanguageData>;

/** In the order of §3.1.4.4.3.1, which is also that of Microsoft's own upstream server. */
const limits = {
  MaxNumberOfUpdatesPerRequest: one(int),
  MaxNumberOfDriverSetsPerRequest: one(int),
  MaxNumberOfComputerIdsInRequest: one(int),
  MaxNumberOfPnpHardwareIdsInRequest: one(int),
};

function alphabetical<F extends Fields>(fields: F): F {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as F;
}

function configData(limitsInOrder: typeof limits) {
  return complex('ServerSyncConfigData', {
    CatalogOnlySync: one(boolean),
    LazySync: one(boolean),
    ServerHostsPsfFiles: one(boolean),
    ...limitsInOrder,
    NewConfigAnchor: optional(string),
    ProtocolVersion: optional(string),
    LanguageUpdateList: optional(
      arrayOf('ArrayOfServerSyncLanguageData', 'ServerSyncLanguageData', ServerSyncLanguageData, {
        nillable: true,
      }),
    ),
    MaxUpdatesPerRequestInGetUpdateDecryptionData: one(int),
  });
}

function getConfigData(result: typeof ServerSyncConfigData) {
  return operation(
    'GetConfigData',
    { cookie: optional(Cookie), configAnchor: optional(string) },
    { GetConfigDataResult: optional(result) },
  );
}

export const ServerSyncConfigData = configData(limits);
export type ServerSyncConfigData = TypeOf<typeof ServerSyncConfigData>;

export const GetConfigData = getConfigData(ServerSyncConfigData);

/** With the four limits as the appendix's WSDL and a real 2025 server order them (captures 33, 34). */
export const GetConfigDataAlphabetical = getConfigData(configData(alphabetical(limits)));
