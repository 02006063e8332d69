import { defaultMessageLimits } from '../protocol/soap/envelope.ts';
import { dssAuth } from '../protocol/wsusss/dss-auth.ts';
import { serverSync, serverSyncAlphabetical } from '../protocol/wsusss/server-sync.ts';
import { clientService } from '../protocol/wusp/client.ts';
import { reportingService } from '../protocol/wusp/reporting.ts';
import { simpleAuth } from '../protocol/wusp/simple-auth.ts';
import { getConfig } from './client-web-service/get-config.ts';
import { getCookie } from './client-web-service/get-cookie.ts';
import { getExtendedUpdateInfo } from './client-web-service/get-extended-update-info.ts';
import { getExtendedUpdateInfo2 } from './client-web-service/get-extended-update-info-2.ts';
import { getFileLocations } from './client-web-service/get-file-locations.ts';
import { refreshCache } from './client-web-service/refresh-cache.ts';
import { registerComputer } from './client-web-service/register-computer.ts';
import { startCategoryScan } from './client-web-service/start-category-scan.ts';
import { syncPrinterCatalog } from './client-web-service/sync-printer-catalog.ts';
import { syncUpdates } from './client-web-service/sync-updates.ts';
import { getDssAuthorizationCookie } from './dss-auth/get-authorization-cookie.ts';
import { getRequiredInventoryType } from './reporting/get-required-inventory-type.ts';
import { reportEventBatch } from './reporting/report-event-batch.ts';
import { reportEventBatch2 } from './reporting/report-event-batch-2.ts';
import { reportInventory } from './reporting/report-inventory.ts';
import { getOutOfSyncComputers } from './roll-up/get-out-of-sync-computers.ts';
import { getRollupConfiguration } from './roll-up/get-rollup-configuration.ts';
import { rollupComputerStatus } from './roll-up/rollup-computer-status.ts';
import { rollupComputers } from './roll-up/rollup-computers.ts';
import { rollupDownstreamServers } from './roll-up/rollup-downstream-servers.ts';
import { downloadFiles } from './server-sync/download-files.ts';
import { getAuthConfig } from './server-sync/get-auth-config.ts';
import { getConfigData } from './server-sync/get-config-data.ts';
import { getServerCookie } from './server-sync/get-cookie.ts';
import { getDeployments } from './server-sync/get-deployments.ts';
import { getDriverIdList } from './server-sync/get-driver-id-list.ts';
import { getDriverSetData } from './server-sync/get-driver-set-data.ts';
import { getRelatedRevisionsForUpdates } from './server-sync/get-related-revisions-for-updates.ts';
import { getRevisionIdList } from './server-sync/get-revision-id-list.ts';
import { getUpdateData } from './server-sync/get-update-data.ts';
import { getUpdateDecryptionData } from './server-sync/get-update-decryption-data.ts';
import { ping } from './server-sync/ping.ts';
import { getAuthorizationCookie } from './simple-auth/get-authorization-cookie.ts';
import type { ServedService } from './soap/service-operations.ts';
import type { World } from './world.ts';

/** The largest roll-up a WSUS sends: 500 computers with some 300 states of about 230 bytes each. */
const ROLL_UP_LIMITS: NonNullable<ServedService['limits']> = {
  bodyBytes: 40 * 1024 * 1024,
  message: { ...defaultMessageLimits, elements: 1_000_000 },
};

/** Every web service the double answers for, with all its operations. */
export const servedServices: readonly ServedService[] = [
  {
    contract: clientService,
    handlers: {
      getConfig,
      getCookie,
      registerComputer,
      startCategoryScan,
      syncUpdates,
      syncPrinterCatalog,
      refreshCache,
      getExtendedUpdateInfo,
      getExtendedUpdateInfo2,
      getFileLocations,
    },
    aliases: [],
  },
  { contract: simpleAuth, handlers: { getAuthorizationCookie }, aliases: [] },
  // The WSDL printed in [MS-WUSP] names this path, real clients the other one.
  {
    contract: reportingService,
    handlers: {
      reportEventBatch,
      reportEventBatch2,
      reportInventory,
      getRequiredInventoryType,
      getRollupConfiguration,
      rollupDownstreamServers,
      rollupComputers,
      getOutOfSyncComputers,
      rollupComputerStatus,
      ping,
    },
    aliases: ['/ReportingWebService/WebService.asmx'],
    limits: ROLL_UP_LIMITS,
  },
  {
    contract: serverSync,
    handlers: {
      getAuthConfig,
      getCookie: getServerCookie,
      getConfigData,
      getRevisionIdList,
      getUpdateData,
      getDriverIdList,
      getDriverSetData,
      getUpdateDecryptionData,
      downloadFiles,
      getDeployments,
      getRelatedRevisionsForUpdates,
      ping,
    },
    aliases: [],
    contractFor: ({ catalog }: World) =>
      catalog.configuration.current().configDataOrder === 'alphabetical'
        ? serverSyncAlphabetical
        : serverSync,
  },
  { contract: dssAuth, handlers: { getAuthorizationCookie: getDssAuthorizationCookie, ping }, aliases: [] },
].map(({ handlers, ...service }) => ({
  ...service,
  // Handlers are named as functions are; the protocol writes its operations with a capital.
  handlers: Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      handler,
    ]),
  ) as ServedService['handlers'],
}));
