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
import { getRequiredInventoryType } from './reporting/get-required-inventory-type.ts';
import { reportEventBatch } from './reporting/report-event-batch.ts';
import { reportEventBatch2 } from './reporting/report-event-batch-2.ts';
import { reportInventory } from './reporting/report-inventory.ts';
import { getAuthorizationCookie } from './simple-auth/get-authorization-cookie.ts';
import type { ServedService } from './soap/service-operations.ts';

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
    handlers: { reportEventBatch, reportEventBatch2, reportInventory, getRequiredInventoryType },
    aliases: ['/ReportingWebService/WebService.asmx'],
  },
].map(({ contract, handlers, aliases }) => ({
  contract,
  aliases,
  // Handlers are named as functions are; the protocol writes its operations with a capital.
  handlers: Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      handler,
    ]),
  ) as ServedService['handlers'],
}));
