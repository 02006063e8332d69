import { type Clock, parseMoment } from '../../platform/clock.ts';
import type { Operation, ServiceContract } from '../../protocol/soap/contract.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { ComputerInfo, Config } from '../../protocol/wusp/client-types.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { Datastore, ServerMemory } from '../datastore/datastore.ts';
import { DeviceFailure } from '../failure.ts';
import { countedCalls } from './call-budget.ts';
import { checkCookie } from './cookie-limits.ts';
import { askLocations } from './file-locations.ts';
import { getAuthorization, getConfig, getCookie } from './handshake.ts';
import type { DeviceIdentity } from './identity.ts';
import { refreshCache } from './refresh-cache.ts';
import type { ServerCalls } from './server-calls.ts';
import { faultFailure, ServerFault } from './server-fault.ts';

/** Faults one session recovers from; a server that sends more asks for too much. */
const MOST_RECOVERIES = 5;
/** Pauses after ServerBusy, in milliseconds. */
const BUSY_PAUSES = [1_000, 2_000, 4_000];

/**
 * A client's standing with a server: a cookie that is fetched when there is none, and again when the server wants it. All it
 * does throws WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS once it has called too often.
 */
export interface DeviceSession {
  /**
   * Calls an operation with the cookie; `requestOf` makes the rest, and is asked again when numbers of revisions changed
   * meanwhile. Recovers from faults as [MS-WUSP] §2.2.2.4 wants it. Throws DeviceFailure.
   */
  call<O extends Operation>(
    service: ServiceContract,
    operation: O,
    requestOf: () => Encodable<Omit<TypeOf<O['request']>, 'cookie'>>,
  ): Promise<TypeOf<O['response']>>;
  /** Calls an operation that takes no cookie, after whatever must come before it. Throws DeviceFailure. */
  callFree<O extends Operation>(
    service: ServiceContract,
    operation: O,
    request: Encodable<TypeOf<O['request']>>,
  ): Promise<TypeOf<O['response']>>;
  /** The server's configuration, asked for when it is not known. */
  config(): Promise<Config>;
  /** Replies bring newer cookies. Throws WU_E_PT_INVALID_FORMAT for one that is too large. */
  keep(cookie: Cookie | undefined): void;
}

/** What a session is made of. */
export interface SessionPorts {
  readonly calls: ServerCalls;
  readonly store: Datastore;
  readonly clock: Clock;
  readonly identity: DeviceIdentity;
  readonly targetGroups: readonly string[];
  readonly computer: ComputerInfo;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onRecovery: (fault: string, action: string) => void;
}

export function createSession(ports: SessionPorts): DeviceSession {
  const { store, clock, onRecovery } = ports;
  const calls = countedCalls(ports.calls);
  let recoveries = 0;
  let old = store.memory.cookie;
  const remember = (changes: Changes): void => {
    store.memory = { ...store.memory, ...changes } as ServerMemory;
  };
  const take = (cookie: Cookie): void => remember({ cookie: checkCookie(cookie), cookieAt: clock.now() });
  const config = async (): Promise<Config> => {
    const found = store.memory.config ?? (await getConfig(calls));
    remember({ config: found });
    return found;
  };
  const obtain = async (): Promise<Cookie> => {
    const known = await config();
    const authorization = await getAuthorization(calls, known, ports.identity, ports.targetGroups);
    const cookie = await getCookie(calls, known, authorization, old, clock.now());
    old = cookie;
    take(cookie);
    return cookie;
  };
  const register = async (cookie: Cookie): Promise<void> => {
    await calls.call(clientService, clientService.operations.RegisterComputer, {
      cookie,
      computerInfo: ports.computer,
    });
    remember({ registration: JSON.stringify(ports.computer) });
  };
  /** A cookie, of a client that has told what it is. */
  const current = async (): Promise<Cookie> => {
    const { cookie, cookieAt } = store.memory;
    const valid = cookie !== undefined && !isOver(cookie, clock.now(), cookieAt) ? cookie : await obtain();
    const { registration } = store.memory;
    const isRequired = registration === WANTED || (await config()).IsRegistrationRequired;
    if (isRequired && registration !== JSON.stringify(ports.computer)) await register(valid);
    if (store.memory.needsRefresh) await refresh(valid);
    return store.memory.needsLocations ? relocate(valid) : valid;
  };
  /** Answers the cookie that knows of the new addresses. */
  const relocate = async (cookie: Cookie): Promise<Cookie> => {
    const newest = await askLocations(calls, cookie, store);
    remember({ needsLocations: undefined });
    if (newest !== undefined) take(newest);
    return newest ?? cookie;
  };
  const refresh = async (cookie: Cookie): Promise<void> => {
    const { asked, kept } = await refreshCache(calls, cookie, store);
    remember({ needsRefresh: undefined });
    onRecovery('RefreshCache', `the server knows ${kept} of ${asked} cached revisions`);
  };
  const recover = (fault: ServerFault): void => {
    const failure = faultFailure(fault);
    if (++recoveries > MOST_RECOVERIES)
      throw new DeviceFailure(
        'WU_E_TOO_MANY_RESYNC',
        { reason: failure.reason, extended: failure.code },
        fault,
      );
    const action = RECOVERIES.get(fault.code);
    if (action === undefined) throw failure;
    onRecovery(fault.code, action.words);
    if (action.remember.needsRefresh) old = undefined;
    remember(action.remember);
  };
  const withRecovery = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let busy = 0; ; ) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ServerFault)) throw error;
        const wait = error.code === 'ServerBusy' ? BUSY_PAUSES[busy++] : undefined;
        if (wait === undefined) recover(error);
        else {
          onRecovery(error.code, `asks again in ${wait / 1000} s`);
          await ports.pause(wait, ports.signal);
        }
      }
    }
  };
  return {
    config: () => withRecovery(config),
    keep: (cookie) => {
      if (cookie?.EncryptedData !== undefined) take(cookie);
    },
    callFree: (service, operation, request) =>
      withRecovery(async () => {
        await current();
        return calls.call(service, operation, request);
      }),
    call: (service, operation, requestOf) =>
      withRecovery(async () => {
        const cookie = await current();
        return calls.call(service, operation, { ...requestOf(), cookie } as never);
      }),
  };
}

type Changes = { readonly [K in keyof ServerMemory]?: ServerMemory[K] | undefined };

/** In place of what it registered with: a server wants it whatever its configuration says. */
const WANTED = '';

interface Recovery {
  readonly words: string;
  readonly remember: Changes;
}

const BEGIN_AGAIN: Recovery = {
  words: 'begins again, and asks for new numbers of what is cached',
  remember: { config: undefined, cookie: undefined, needsRefresh: true },
};

/** What is done about a fault: [MS-WUSP] §2.2.2.4. A map, for a server may call its fault `constructor`. */
const RECOVERIES: ReadonlyMap<string, Recovery> = new Map(
  Object.entries({
    InvalidCookie: BEGIN_AGAIN,
    ServerChanged: BEGIN_AGAIN,
    ConfigChanged: {
      words: 'asks for the configuration and a new cookie',
      remember: { config: undefined, cookie: undefined },
    },
    CookieExpired: { words: 'asks for a new cookie', remember: { cookie: undefined } },
    InvalidAuthorizationCookie: { words: 'asks for authorization again', remember: {} },
    FileLocationChanged: { words: 'asks for the addresses of files', remember: { needsLocations: true } },
    RegistrationRequired: { words: 'registers', remember: { registration: WANTED } },
  }),
);

/** An end that had passed when the cookie came means nothing: a real server was seen to name the year 28. */
function isOver({ Expiration }: Cookie, now: number, obtainedAt = Number.NEGATIVE_INFINITY): boolean {
  const end = parseMoment(Expiration);
  return end > obtainedAt && end <= now;
}
