import type http from 'node:http';
import type { Test } from 'tap';
import { type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import { decodeResponse, encodeRequest } from '../../protocol/soap/envelope.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { dssAuth } from '../../protocol/wsusss/dss-auth.ts';
import { serverSync } from '../../protocol/wsusss/server-sync.ts';
import type { Cookie, UpdateIdentity } from '../../protocol/wusp/common.ts';
import { reportingService } from '../../protocol/wusp/reporting.ts';
import { type Services, type ServicesOptions, startServices } from './services.ts';
import { faultOf, type HttpReply, wuspClient } from './wusp-client.ts';

/** Ping is that of server synchronisation; the one of authorization is the same under another path. */
const operations = { ...dssAuth.operations, ...reportingService.operations, ...serverSync.operations };
type Operations = typeof operations;

/** Any operation of [MS-WSUSSS]. */
export type ServerOperation = keyof Operations;
export type ServerRequest<N extends ServerOperation> = TypeOf<Operations[N]['request']>;
export type ServerResponse<N extends ServerOperation> = TypeOf<Operations[N]['response']>;
export type ServerFilter = NonNullable<ServerRequest<'GetRevisionIdList'>['filter']>;

/** Who a downstream server says it is. */
export interface ServerIdentityOptions {
  readonly name?: string;
  readonly id?: string;
  readonly protocolVersion?: string;
}

/** What a GetRevisionIdList reply says: identities as `id.revision`, and where to go on. */
export interface Listed {
  readonly anchor: string;
  readonly revisions: readonly string[];
}

/** A downstream server without a memory: it calls, and hands back what it hears. */
export interface ServerClient {
  readonly http: ReturnType<typeof wuspClient>['http'];
  /** Sends `body` as a call of the operation `name`, whatever it is. */
  post(name: ServerOperation, body: string | Buffer, headers?: http.OutgoingHttpHeaders): Promise<HttpReply>;
  /** Calls an operation; rejects with the SoapFault the server answers. */
  call<N extends ServerOperation>(name: N, request: Encodable<ServerRequest<N>>): Promise<ServerResponse<N>>;
  /** The reply as it came. */
  raw<N extends ServerOperation>(name: N, request: Encodable<ServerRequest<N>>): Promise<HttpReply>;
  /** The fault an operation answers as `Code: message`, or `no fault`. */
  fault<N extends ServerOperation>(name: N, request: Encodable<ServerRequest<N>>): Promise<string>;
  /** The handshake of a downstream server up to its cookie. */
  serverSession(who?: ServerIdentityOptions): Promise<Cookie>;
  /** One GetRevisionIdList call. */
  list(cookie: Cookie, filter?: Partial<ServerFilter>): Promise<Listed>;
  /** One GetUpdateData call. */
  updates(cookie: Cookie, updateIds: readonly UpdateIdentity[]): Promise<UpdateDataResult>;
  close(): void;
}

export type UpdateDataResult = NonNullable<ServerResponse<'GetUpdateData'>['GetUpdateDataResult']>;

/** The downstream server every session is of that says nothing else. */
export const DOWNSTREAM = { name: 'dss.example', id: '11111111-2222-4333-8444-555555555555' } as const;

/** The service an operation between servers belongs to. */
export function serverServiceOf(name: ServerOperation): ServiceContract {
  if (name in serverSync.operations) return serverSync;
  return name in dssAuth.operations ? dssAuth : reportingService;
}

/** The request element of a call, as it is sent. */
export function serverRequest<N extends ServerOperation>(
  name: N,
  request: Encodable<ServerRequest<N>>,
): string {
  return encodeRequest(serverServiceOf(name), operations[name] as never, request as never);
}

/** A downstream server of the one at `url`; `ca` is the PEM it trusts for https. */
export function serverClient(url: string, ca?: string): ServerClient {
  const transport = wuspClient(url, ca);
  const client: ServerClient = {
    http: transport.http,
    close: transport.close,
    post: (name, body, headers) => {
      const service = serverServiceOf(name);
      const soapaction = `"${soapActionOf(service, name)}"`;
      const own = { 'content-type': 'text/xml; charset=utf-8', soapaction };
      return transport.http('POST', service.path, { ...own, ...headers }, body);
    },
    raw: (name, request) => client.post(name, serverRequest(name, request)),
    call: async (name, request) => {
      const { body } = await client.raw(name, request);
      return decodeResponse(body, serverServiceOf(name), operations[name] as never);
    },
    fault: async (name, request) => faultOf(() => client.call(name, request)),
    serverSession: (who) => openSession(client, who),
    list: async (cookie, filter = {}) => {
      const asked = { GetConfig: false, ...filter };
      const { GetRevisionIdListResult: result } = await client.call('GetRevisionIdList', {
        cookie,
        filter: asked,
      });
      const revisions = (result?.NewRevisions ?? []).map((one) => `${one.UpdateID}.${one.RevisionNumber}`);
      return { anchor: result?.Anchor ?? 'no anchor', revisions };
    },
    updates: async (cookie, updateIds) => {
      const { GetUpdateDataResult: result } = await client.call('GetUpdateData', { cookie, updateIds });
      if (result === undefined) throw new Error('no GetUpdateDataResult');
      return result;
    },
  };
  return client;
}

async function openSession(client: ServerClient, who: ServerIdentityOptions = {}): Promise<Cookie> {
  const { name = DOWNSTREAM.name, id = DOWNSTREAM.id, protocolVersion = '1.20' } = who;
  await client.call('GetAuthConfig', {});
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    accountName: name,
    accountGuid: id,
    programKeys: [],
  });
  const { GetCookieResult: cookie } = await client.call('GetCookie', {
    authCookies: authorization === undefined ? [] : [authorization],
    protocolVersion,
  });
  if (cookie === undefined) throw new Error('no cookie');
  return cookie;
}

/** A double's services with a downstream server at their door. */
export interface Upstream extends Services {
  readonly server: ServerClient;
  /** The cookie the handshake of `DOWNSTREAM` gave. */
  readonly cookie: Cookie;
}

/** Starts the services with a session of `DOWNSTREAM`; they end with the test. */
export async function startUpstream(t: Test, options?: ServicesOptions): Promise<Upstream> {
  const services = await startServices(t, options);
  const server = serverClient(services.url);
  t.teardown(server.close);
  return { ...services, server, cookie: await server.serverSession() };
}
