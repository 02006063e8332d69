import { type Clock, parseMoment } from '../../../platform/clock.ts';
import { fail } from '../../../platform/errors/index.ts';
import type { Operation } from '../../../protocol/soap/contract.ts';
import type { Encodable } from '../../../protocol/soap/encode.ts';
import { SoapFault } from '../../../protocol/soap/fault.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import { dssAuth } from '../../../protocol/wsusss/dss-auth.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import type { Cookie } from '../../../protocol/wusp/common.ts';
import type { ReadReply, UpstreamCalls } from './call.ts';
import { type Patience, patiently } from './patience.ts';

/** The version of the server protocol this project speaks: [MS-WSUSSS] §1.7. */
export const PROTOCOL_VERSION = '1.20';
/** Times a run begins anew because the server no longer takes its cookie. */
const MOST_RESTARTS = 3;
/** A cookie that ends so soon is not used any more. */
const MARGIN_MILLISECONDS = 60_000;

/** A session with an upstream server, opened when it is first needed and again when its cookie ends. */
export interface UpstreamSession {
  /**
   * Calls an operation that takes a cookie. An InvalidCookie or an ended one begins again from the authorization; at a
   * ServerChanged `onServerChanged` forgets the anchors, and the fault is thrown: what was asked for may hold one of them
   * ([MS-WSUSSS] §2.2.9.3). `read` makes the answer of the reply.
   */
  call<O extends CookieOperation, Answer = TypeOf<O['response']>>(
    operation: O,
    request: RequestWithoutCookie<O>,
    read?: ReadReply<TypeOf<O['response']>, Answer>,
  ): Promise<Answer>;
}

type Operations = typeof serverSync.operations;
/** An operation of the server synchronisation service whose request has a cookie. */
export type CookieOperation = Operations[Exclude<keyof Operations, 'GetAuthConfig' | 'GetCookie' | 'Ping'>];
type RequestWithoutCookie<O extends Operation> = Encodable<Omit<TypeOf<O['request']>, 'cookie'>>;

/** What a session is made of. */
export interface SessionPorts extends Patience {
  readonly calls: UpstreamCalls;
  readonly clock: Clock;
  /** Who this server is: its host name and its ServerID. */
  readonly account: { readonly name: string; readonly serverId: string };
  /** The cookie of the last run, by which the server tells whether it is still the server it was. */
  readonly lastCookie: Cookie | undefined;
  /** Keeps a cookie for the next run. */
  readonly keepCookie: (cookie: Cookie) => Promise<void>;
  /** Throws the anchors away. */
  readonly onServerChanged: () => Promise<void>;
}

export function createUpstreamSession(ports: SessionPorts): UpstreamSession {
  // One that has not ended spares the whole authorization.
  let cookie = ports.lastCookie;
  let opening: Promise<Cookie> | undefined;
  let old = ports.lastCookie;
  let restarts = 0;
  const changed = async (error: unknown): Promise<never> => {
    await ports.onServerChanged();
    old = undefined;
    cookie = undefined;
    throw error;
  };
  /** One opening is for all calls that wait for it, and so are its restarts. */
  const open = async (): Promise<Cookie> => {
    for (;;) {
      try {
        cookie = await authorise(ports, old);
        await ports.keepCookie(cookie);
        return cookie;
      } catch (error) {
        if (isFault(error, 'ServerChanged')) return changed(error);
        if (!isCookieTrouble(error) || ++restarts > MOST_RESTARTS) throw error;
        // One it cannot read tells it nothing; after any other trouble the old one still shows what server it was of.
        if (isFault(error, 'InvalidCookie')) old = undefined;
      }
    }
  };
  const current = async (): Promise<Cookie> => {
    if (cookie !== undefined && !isEnding(cookie, ports.clock)) return cookie;
    // The server tells by the one before whether it is still the server it was.
    old = cookie ?? old;
    cookie = undefined;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };
  /** Forgets `used`, unless another call did so already. */
  const restart = (used: Cookie, error: unknown): void => {
    if (cookie !== used) return;
    if (++restarts > MOST_RESTARTS) throw error;
    old = used;
    cookie = undefined;
  };
  return {
    call: async (operation, request, read) => {
      for (;;) {
        const used = await current();
        const whole = { ...request, cookie: used } as never;
        try {
          return await patiently(
            () =>
              ports.calls.call(serverSync, operation as Operation, whole, {
                ...(read && { read: read as never }),
              }) as never,
            ports,
          );
        } catch (error) {
          if (isFault(error, 'ServerChanged')) return changed(error);
          if (!isCookieTrouble(error)) throw error;
          restart(used, error);
        }
      }
    },
  };
}

/** [MS-WSUSSS] §3.2.4.1. */
async function authorise(ports: SessionPorts, oldCookie: Cookie | undefined): Promise<Cookie> {
  const { calls, account } = ports;
  const { GetAuthConfigResult } = await patiently(
    () => calls.call(serverSync, serverSync.operations.GetAuthConfig, {}),
    ports,
  );
  const plugIn = GetAuthConfigResult?.AuthInfo?.find(({ PlugInID }) => PlugInID === 'DssTargeting');
  const { GetAuthorizationCookieResult: authorization } = await patiently(
    () =>
      calls.call(
        dssAuth,
        dssAuth.operations.GetAuthorizationCookie,
        { accountName: account.name, accountGuid: account.serverId, programKeys: [] },
        { path: servicePath(plugIn?.ServiceUrl) },
      ),
    ports,
  );
  if (authorization === undefined) missing(calls, 'GetAuthorizationCookie');
  const { GetCookieResult: cookie } = await patiently(
    () =>
      calls.call(serverSync, serverSync.operations.GetCookie, {
        authCookies: [authorization],
        ...(oldCookie && { oldCookie }),
        protocolVersion: PROTOCOL_VERSION,
      }),
    ports,
  );
  if (cookie?.EncryptedData === undefined) missing(calls, 'GetCookie');
  return cookie;
}

/** The path of the authorization service: relative to the server, and never on another one. */
function servicePath(serviceUrl: string | undefined): string {
  const path = serviceUrl?.trim().replace(/^\/+/, '') ?? '';
  return /^[A-Za-z0-9._~/-]{1,200}$/.test(path) && !path.includes('..') ? `/${path}` : dssAuth.path;
}

function missing({ url }: UpstreamCalls, operation: string): never {
  fail('SYNC_NOT_A_SERVER', { url, reason: `its answer to ${operation} is empty` });
}

function isCookieTrouble(error: unknown): boolean {
  return isFault(error, 'InvalidCookie') || isFault(error, 'InvalidAuthorizationCookie');
}

function isFault(error: unknown, code: string): boolean {
  return error instanceof SoapFault && error.code === code;
}

function isEnding({ Expiration }: Cookie, clock: Clock): boolean {
  const end = parseMoment(Expiration);
  return !Number.isNaN(end) && end - MARGIN_MILLISECONDS <= clock.now();
}
