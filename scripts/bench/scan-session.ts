import { type Operation, type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import { decodeResponse, encodeRequest } from '../../protocol/soap/envelope.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { simpleAuth } from '../../protocol/wusp/simple-auth.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';

/** A registered client of a running double, as far as the benchmark needs one. */
export interface ScanSession {
  readonly cookie: Cookie;
  sync(
    parameters: Partial<SyncUpdateParameters>,
  ): Promise<TypeOf<typeof clientService.operations.SyncUpdates.response>>;
}

/** Shakes hands with the double at `base` (plain HTTP) and registers. */
export async function openScanSession(base: string, clientId = 'bench'): Promise<ScanSession> {
  const { GetConfig, GetCookie, RegisterComputer, SyncUpdates } = clientService.operations;
  const config = await call(base, clientService, GetConfig, { protocolVersion: '2.90' });
  const lastChange = config.GetConfigResult?.LastChange ?? '';
  const request = { clientId, dnsName: 'bench.example' };
  const authorization = await call(base, simpleAuth, simpleAuth.operations.GetAuthorizationCookie, request);
  const { GetCookieResult: cookie } = await call(base, clientService, GetCookie, {
    authCookies: authorization.GetAuthorizationCookieResult
      ? [authorization.GetAuthorizationCookieResult]
      : [],
    lastChange,
    currentTime: lastChange,
    protocolVersion: '2.90',
  });
  if (cookie === undefined) throw new Error('the double gave no cookie');
  await call(base, clientService, RegisterComputer, { cookie, computerInfo: COMPUTER });
  // A device scans with the cookie of its last answer; only its very first request has the one of GetCookie.
  const first = await call(base, clientService, SyncUpdates, { cookie, parameters: PLAIN_SCAN });
  const next = first.SyncUpdatesResult?.NewCookie ?? cookie;
  return {
    cookie: next,
    sync: (parameters) =>
      call(base, clientService, SyncUpdates, { cookie: next, parameters: { ...PLAIN_SCAN, ...parameters } }),
  };
}

/** The body of a SyncUpdates request with `cookie`. */
export function syncBody(cookie: Cookie, parameters: Partial<SyncUpdateParameters>): string {
  const { SyncUpdates } = clientService.operations;
  return encodeRequest(clientService, SyncUpdates, { cookie, parameters: { ...PLAIN_SCAN, ...parameters } });
}

/** Headers of a SyncUpdates request. */
export const syncHeaders = {
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: `"${soapActionOf(clientService, 'SyncUpdates')}"`,
};

const PLAIN_SCAN = { ExpressQuery: false, SkipSoftwareSync: false, NeedTwoGroupOutOfScopeUpdates: true };

const COMPUTER = {
  OSMajorVersion: 10,
  OSMinorVersion: 0,
  OSBuildNumber: 26_200,
  OSServicePackMajorNumber: 0,
  OSServicePackMinorNumber: 0,
  BiosReleaseDate: '2022-02-02T00:00:00Z',
  SuiteMask: 256,
  OldProductType: 1,
  NewProductType: 48,
  SystemMetrics: 0,
  ClientVersionMajorNumber: 1507,
  ClientVersionMinorNumber: 2601,
  ClientVersionBuildNumber: 30_012,
  ClientVersionQfeNumber: 0,
};

async function call<O extends Operation>(
  base: string,
  service: ServiceContract,
  operation: O,
  value: TypeOf<O['request']>,
): Promise<TypeOf<O['response']>> {
  const response = await fetch(`${base}${service.path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      SOAPAction: `"${soapActionOf(service, operation.name)}"`,
    },
    body: encodeRequest(service, operation, value as never),
  });
  return decodeResponse(Buffer.from(await response.arrayBuffer()), service, operation);
}
