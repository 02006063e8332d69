import type { MockWindowsUpdate } from '../../server/index.ts';
import { type WsdlClient, wsdlClient } from './wsdl-client.ts';

/** An update as the generated client hands it out. */
export interface UpdateInfo {
  readonly ID: number;
  readonly IsLeaf: boolean;
  readonly Deployment: { readonly Action: string };
  readonly Xml: string;
}

/** What a scan brought. */
export interface Scan {
  readonly found: ReadonlyMap<number, UpdateInfo>;
  /** Rounds of prerequisites: how often new non-leaf revisions opened the way to others. */
  readonly rounds: number;
  readonly call: Call;
  readonly cookie: object;
}

/** Calls an operation of the Client web service and returns its result element. */
export type Call = (operation: string, request: object) => Promise<Record<string, unknown>>;

const computerInfo = {
  DnsName: 'pc1.example',
  OSMajorVersion: 10,
  OSMinorVersion: 0,
  OSBuildNumber: 26200,
  OSServicePackMajorNumber: 0,
  OSServicePackMinorNumber: 0,
  BiosReleaseDate: '2022-02-02T00:00:00Z',
  SuiteMask: 256,
  OldProductType: 1,
  NewProductType: 48,
  SystemMetrics: 0,
  ClientVersionMajorNumber: 1507,
  ClientVersionMinorNumber: 2601,
  ClientVersionBuildNumber: 30012,
  ClientVersionQfeNumber: 0,
};

/** Handshake and scan over TLS by a generated client that calls every non-leaf revision it gets installed. */
export async function generatedClientScan(
  double: MockWindowsUpdate,
  wsdls: { readonly client: string; readonly auth: string },
): Promise<Scan> {
  const { https } = double.urls;
  const client = await wsdlClient(wsdls.client, `${https}/ClientWebService/client.asmx`, double.ca.pem);
  const auth = await wsdlClient(wsdls.auth, `${https}/SimpleAuthWebService/SimpleAuth.asmx`, double.ca.pem);
  const call = callOf(client);
  const cookie = await handshake(call, callOf(auth));
  await client.RegisterComputerAsync?.({ cookie, computerInfo });
  return { call, ...(await scanLoop(call, cookie)) };
}

function callOf(client: WsdlClient): Call {
  return async (operation, request) => {
    const method = client[`${operation}Async`];
    if (method === undefined) throw new Error(`the WSDL has no ${operation}`);
    const [answer] = await method.call(client, request);
    return answer[`${operation}Result`] as Record<string, unknown>;
  };
}

async function handshake(call: Call, auth: Call): Promise<object> {
  const config = await call('GetConfig', { protocolVersion: '2.90' });
  const authorization = await auth('GetAuthorizationCookie', { clientId: 'c1', dnsName: 'pc1.example' });
  const lastChange = (config.LastChange as Date).toISOString();
  const cookie = await call('GetCookie', {
    authCookies: { AuthorizationCookie: [authorization] },
    lastChange,
    currentTime: lastChange,
    protocolVersion: '2.90',
  });
  return asSent(cookie);
}

/** The generated client reads times as Date but writes what it is given. */
function asSent(cookie: Record<string, unknown>): object {
  return { ...cookie, Expiration: (cookie.Expiration as Date).toISOString() };
}

async function scanLoop(call: Call, first: object): Promise<Pick<Scan, 'found' | 'rounds' | 'cookie'>> {
  const found = new Map<number, UpdateInfo>();
  let cookie = first;
  for (let rounds = 0; ; rounds++) {
    const installed = [...found.values()].filter(({ IsLeaf }) => !IsLeaf).map(({ ID }) => ID);
    const before = found.size;
    for (let truncated = true; truncated; ) {
      const others = [...found.keys()].filter((id) => !installed.includes(id));
      const answer = await call('SyncUpdates', { cookie, parameters: parametersOf(installed, others) });
      cookie = asSent(answer.NewCookie as Record<string, unknown>);
      truncated = answer.Truncated as boolean;
      const news = (answer.NewUpdates as { UpdateInfo: UpdateInfo[] } | undefined)?.UpdateInfo ?? [];
      for (const info of news) found.set(info.ID, info);
    }
    if (found.size === before) return { found, rounds, cookie };
  }
}

function parametersOf(installed: readonly number[], others: readonly number[]): object {
  return {
    ExpressQuery: false,
    InstalledNonLeafUpdateIDs: { int: installed },
    OtherCachedUpdateIDs: { int: others },
    SkipSoftwareSync: false,
  };
}
