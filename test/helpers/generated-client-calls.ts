import path from 'node:path';
import type { MockWindowsUpdate } from '../../server/index.ts';
import { sharedFolder } from './shared.ts';
import { wsdlClient } from './wsdl-client.ts';
import { computerInfo } from './wusp-client.ts';

/** A reply or a part of one as a generated client hands it out: times are Dates, whole numbers are numbers. */
// biome-ignore lint/suspicious/noExplicitAny: a generated client has no types, and each test checks what it reads.
export type Reply = any;

/** Calls an operation of one service and returns the element of the reply. */
export type GeneratedCall = (operation: string, request: object) => Promise<Reply>;

/** One call for each of the three services. */
export interface GeneratedCalls {
  readonly client: GeneratedCall;
  readonly auth: GeneratedCall;
  readonly reporting: GeneratedCall;
}

/** WSDLs under the shared folder, and the paths clients find the services at. */
export const officialWsdls = {
  client: { wsdl: 'wsdl/ClientWebService.wsdl', url: '/ClientWebService/client.asmx' },
  auth: { wsdl: 'wsdl/SimpleAuth.wsdl', url: '/SimpleAuthWebService/SimpleAuth.asmx' },
  reporting: {
    wsdl: 'wsdl/ReportingWebService.wusp.wsdl',
    url: '/ReportingWebService/ReportingWebService.asmx',
  },
} as const;

/** Clients generated from the official WSDLs, calling `double` over TLS. */
export async function generatedCalls(double: MockWindowsUpdate): Promise<GeneratedCalls> {
  const callOf = async ({ wsdl, url }: { wsdl: string; url: string }): Promise<GeneratedCall> => {
    const file = path.join(sharedFolder, wsdl);
    const client = await wsdlClient(file, `${double.urls.https}${url}`, double.ca.pem);
    return async (operation, request) => {
      const method = client[`${operation}Async`];
      if (method === undefined) throw new Error(`the WSDL has no ${operation}`);
      const [reply] = await method.call(client, request);
      return reply;
    };
  };
  return {
    client: await callOf(officialWsdls.client),
    auth: await callOf(officialWsdls.auth),
    reporting: await callOf(officialWsdls.reporting),
  };
}

/** A cookie as it is sent back: the generated client reads times as Date but writes what it is given. */
export function asSent(cookie: Reply): { readonly Expiration: string; readonly EncryptedData: string } {
  return { ...cookie, Expiration: (cookie.Expiration as Date).toISOString() };
}

/** Handshake and registration; the session cookie as it is sent back. */
export async function generatedSession({ client, auth }: GeneratedCalls, clientId: string): Promise<object> {
  const { GetConfigResult: config } = await client('GetConfig', { protocolVersion: '2.90' });
  const { GetAuthorizationCookieResult: authorization } = await auth('GetAuthorizationCookie', {
    clientId,
    dnsName: `${clientId}.example`,
  });
  const lastChange = config.LastChange.toISOString();
  const { GetCookieResult: cookie } = await client('GetCookie', {
    authCookies: { AuthorizationCookie: [authorization] },
    lastChange,
    currentTime: lastChange,
    protocolVersion: '2.90',
  });
  await client('RegisterComputer', { cookie: asSent(cookie), computerInfo });
  return asSent(cookie);
}

/** What was found, by RevisionID, and the cookie to go on with. */
export interface GeneratedScan {
  readonly found: ReadonlyMap<number, Reply>;
  readonly installed: readonly number[];
  readonly cookie: object;
}

/** The software loop of a client that calls every non-leaf revision installed, until it hears of nothing new. */
export async function softwareScan(
  call: GeneratedCall,
  cookie: object,
  more: object = {},
): Promise<GeneratedScan> {
  const found = new Map<number, Reply>();
  let next = cookie;
  for (;;) {
    const installed = [...found.values()].filter(({ IsLeaf }) => !IsLeaf).map(({ ID }) => ID as number);
    const before = found.size;
    for (let isTruncated = true; isTruncated; ) {
      const others = [...found.keys()].filter((id) => !installed.includes(id));
      const parameters = {
        ExpressQuery: false,
        InstalledNonLeafUpdateIDs: { int: installed },
        OtherCachedUpdateIDs: { int: others },
        SkipSoftwareSync: false,
        ...more,
      };
      const { SyncUpdatesResult: result } = await call('SyncUpdates', { cookie: next, parameters });
      next = asSent(result.NewCookie);
      isTruncated = result.Truncated;
      for (const info of result.NewUpdates?.UpdateInfo ?? []) found.set(info.ID, info);
    }
    if (found.size === before) return { found, installed, cookie: next };
  }
}
