import type { ServiceContract } from './soap/contract.ts';
import { dssAuth } from './wsusss/dss-auth.ts';
import { serverSync } from './wsusss/server-sync.ts';
import { clientService } from './wusp/client.ts';
import { reportingService } from './wusp/reporting.ts';
import { simpleAuth } from './wusp/simple-auth.ts';

/** Every web service this project has a contract for. */
export const serviceContracts: readonly ServiceContract[] = [
  clientService,
  simpleAuth,
  reportingService,
  serverSync,
  dssAuth,
];
