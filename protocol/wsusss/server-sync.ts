import type { ServiceContract } from '../soap/contract.ts';
import { GetAuthConfig, GetCookie } from './authorization.ts';
import { GetConfigData, GetConfigDataAlphabetical } from './config-data.ts';
import { GetUpdateDecryptionData } from './decryption-data.ts';
import { GetDeployments } from './deployments.ts';
import { GetDriverIdList, GetDriverSetData } from './driver-sets.ts';
import { Ping } from './monitoring.ts';
import { GetRelatedRevisionsForUpdates, GetRevisionIdList } from './revision-list.ts';
import { DownloadFiles, GetUpdateData } from './update-data.ts';

/**
 * [MS-WSUSSS] §3.1.4: metadata between servers. The result of GetConfigData is in the order of the text, which
 * clients that insist on an order were made for.
 */
export const serverSync = {
  name: 'ServerSyncProxy',
  namespace: 'http://www.microsoft.com/SoftwareDistribution',
  path: '/ServerSyncWebService/ServerSyncWebService.asmx',
  handwriting: 'asmx',
  operations: {
    GetAuthConfig,
    GetCookie,
    GetConfigData,
    GetRevisionIdList,
    GetUpdateData,
    GetDriverIdList,
    GetDriverSetData,
    GetUpdateDecryptionData,
    DownloadFiles,
    GetDeployments,
    GetRelatedRevisionsForUpdates,
    Ping,
  },
} as const satisfies ServiceContract;

/** The same service as a real 2025 server writes it: the order of GetConfigData's result is another (capture 34). */
export const serverSyncAlphabetical = {
  ...serverSync,
  operations: { ...serverSync.operations, GetConfigData: GetConfigDataAlphabetical },
} as const satisfies ServiceContract;
