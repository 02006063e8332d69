import http from 'node:http';
import https from 'node:https';
import { type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import { decodeResponse, encodeRequest } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { reportingService } from '../../protocol/wusp/reporting.ts';
import { simpleAuth } from '../../protocol/wusp/simple-auth.ts';

const operations = { ...clientService.operations, ...simpleAuth.operations, ...reportingService.operations };
type Operations = typeof operations;

/** Any operation of [MS-WUSP]. */
export type OperationName = keyof Operations;
export type RequestOf<N extends OperationName> = TypeOf<Operations[N]['request']>;
export type ResponseOf<N extends OperationName> = TypeOf<Operations[N]['response']>;

/** An HTTP reply, its body whole. */
export interface HttpReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A client of the update services: small, and made of the device's half of protocol/soap. */
export interface WuspClient {
  /** One HTTP request, sent as told. */
  http(
    method: string,
    path: string,
    headers?: http.OutgoingHttpHeaders,
    body?: string | Buffer,
  ): Promise<HttpReply>;
  /** Sends `body` as a call of the operation `name`, whatever it is. */
  post(name: OperationName, body: string | Buffer, headers?: http.OutgoingHttpHeaders): Promise<HttpReply>;
  /** Calls an operation; rejects with the SoapFault the server answers. */
  call<N extends OperationName>(name: N, request: Encodable<RequestOf<N>>): Promise<ResponseOf<N>>;
  /** The fault an operation answers as `Code: message`, or `no fault`. */
  fault<N extends OperationName>(name: N, request: Encodable<RequestOf<N>>): Promise<string>;
  /** The handshake of a new client up to its session cookie, registration included unless told otherwise. */
  session(who?: SessionOptions): Promise<Cookie>;
  /** One SyncUpdates call. */
  sync(cookie: Cookie, parameters?: Partial<SyncParameters>): Promise<SyncResult>;
  close(): void;
}

type SyncParameters = NonNullable<RequestOf<'SyncUpdates'>['parameters']>;
export type SyncResult = NonNullable<ResponseOf<'SyncUpdates'>['SyncUpdatesResult']>;

/** Who a session is for. */
export interface SessionOptions {
  readonly clientId?: string;
  readonly groups?: string;
  readonly protocolVersion?: string;
  readonly register?: boolean;
}

/** The service an operation belongs to. */
export function serviceOf(name: OperationName): ServiceContract {
  if (name in simpleAuth.operations) return simpleAuth;
  return name in reportingService.operations ? reportingService : clientService;
}

/** A client of the server at `url`; `ca` is the PEM it trusts for https. */
export function wuspClient(url: string, ca?: string): WuspClient {
  const { Agent, request } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, ...(ca !== undefined && { ca }) });
  const client: WuspClient = {
    http: (method, path, headers = {}, body = '') =>
      new Promise((resolve, reject) => {
        const sent = request(`${url}${path}`, { method, agent, headers }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks),
            });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    post: (name, body, headers) =>
      client.http('POST', serviceOf(name).path, { ...headersOf(name), ...headers }, body),
    call: async (name, wanted) => {
      const operation = operations[name] as never;
      const { body } = await client.post(name, encodeRequest(serviceOf(name), operation, wanted as never));
      return decodeResponse(body, serviceOf(name), operation);
    },
    fault: async (name, wanted) => faultOf(() => client.call(name, wanted)),
    session: (who) => openSession(client, who),
    sync: async (cookie, parameters) => {
      const all = { ExpressQuery: false, SkipSoftwareSync: false, ...parameters };
      const { SyncUpdatesResult } = await client.call('SyncUpdates', { cookie, parameters: all });
      if (SyncUpdatesResult === undefined) throw new Error('no SyncUpdatesResult');
      return SyncUpdatesResult;
    },
    close: () => agent.destroy(),
  };
  return client;
}

/** The headers of a call of `name` as the native client sends them. */
export function headersOf(name: OperationName): http.OutgoingHttpHeaders {
  return {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"${soapActionOf(serviceOf(name), name)}"`,
  };
}

/** The fault `action` ends in as `Code: message`, or `no fault`. */
export async function faultOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return 'no fault';
  } catch (error) {
    if (error instanceof SoapFault) return error.message;
    throw error;
  }
}

async function openSession(client: WuspClient, who: SessionOptions = {}): Promise<Cookie> {
  const { clientId = 'client-1', groups, protocolVersion = '2.90', register = true } = who;
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion });
  const lastChange = GetConfigResult?.LastChange ?? '';
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    clientId,
    dnsName: `${clientId}.example`,
    ...(groups !== undefined && { targetGroupName: groups }),
  });
  const { GetCookieResult: cookie } = await client.call('GetCookie', {
    authCookies: authorization === undefined ? [] : [authorization],
    lastChange,
    currentTime: lastChange,
    protocolVersion,
  });
  if (cookie === undefined) throw new Error('no cookie');
  if (register) await client.call('RegisterComputer', { cookie, computerInfo });
  return cookie;
}

/** What RegisterComputer says of a machine. */
export const computerInfo: NonNullable<RequestOf<'RegisterComputer'>['computerInfo']> = {
  DnsName: 'client-1.example',
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
