import type { Test } from 'tap';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { type StandIn, type StandInAnswer, type StandInCall, startStandIn } from './soap-stand-in.ts';
import { type OperationName, type ResponseOf, serviceOf } from './wusp-client.ts';

export type WuspCall = StandInCall<OperationName>;
/** An answer, or what makes one of the call. */
export type Scripted = StandInAnswer | ((call: WuspCall) => StandInAnswer);
/** Answers by operation: one for every call, or a list with one for each; past its end a server is at peace. */
export type Script = { readonly [N in OperationName]?: Scripted | readonly Scripted[] };
export type ScriptedWsus = StandIn<OperationName>;

/** When the cookies of a peaceful server end. */
export const COOKIE_END = '2026-11-01T12:00:00.1234567Z';

/** Starts a WSUS that says what `script` has it say, and otherwise has nothing to offer; it ends with the test. */
export function startScriptedWsus(t: Test, script: Script = {}): Promise<ScriptedWsus> {
  return startStandIn<OperationName>(t, (call) => answerOf(script, call), serviceOf);
}

function answerOf(script: Script, call: WuspCall): StandInAnswer {
  const given = script[call.operation];
  const one = isList(given) ? given[call.n - 1] : given;
  if (one === undefined) return { value: PEACEFUL[call.operation]?.(call) ?? {} };
  return typeof one === 'function' ? one(call) : one;
}

function isList(given: Script[OperationName]): given is readonly Scripted[] {
  return Array.isArray(given);
}

/** The answer of an operation, with its type. */
export function answers<N extends OperationName>(_operation: N, value: ResponseOf<N>): StandInAnswer {
  return { value };
}

/** The session cookie number `n` of a server. */
export function cookieOf(n: number, end: string = COOKIE_END): Cookie {
  return { Expiration: end, EncryptedData: Buffer.from(`session cookie ${n}`) };
}

type Config = NonNullable<ResponseOf<'GetConfig'>['GetConfigResult']>;
type Page = NonNullable<ResponseOf<'SyncUpdates'>['SyncUpdatesResult']>;

/** A GetConfig answer with `changes`. */
export function configAnswer(changes: Partial<Config> = {}): StandInAnswer {
  return answers('GetConfig', {
    GetConfigResult: {
      LastChange: '2026-10-04T13:17:07.59Z',
      IsRegistrationRequired: true,
      AuthInfo: [
        { PlugInID: 'SimpleTargeting', ServiceUrl: 'SimpleAuthWebService/SimpleAuth.asmx', Parameter: '' },
      ],
      Properties: [
        { Name: 'MaxExtendedUpdatesPerRequest', Value: '50' },
        { Name: 'ProtocolVersion', Value: '3.2' },
      ],
      ...changes,
    },
  });
}

/** A page of SyncUpdates, the last unless `page` says otherwise. */
export function pageOf(page: Partial<Page> = {}): StandInAnswer {
  return answers('SyncUpdates', { SyncUpdatesResult: { Truncated: false, ...page } });
}

const PEACEFUL: { readonly [N in OperationName]?: (call: WuspCall) => unknown } = {
  GetConfig: () => (configAnswer() as { readonly value: unknown }).value,
  GetAuthorizationCookie: ({ n }) => ({
    GetAuthorizationCookieResult: {
      PlugInId: 'SimpleTargeting',
      CookieData: Buffer.from(`authorization ${n}`),
    },
  }),
  GetCookie: ({ n }) => ({ GetCookieResult: cookieOf(n) }),
  StartCategoryScan: ({ request }) => ({
    preferredCategoryIds: request.requestedCategories.map((one: { CategoryId: string }) => one.CategoryId),
  }),
  SyncUpdates: () => ({ SyncUpdatesResult: { Truncated: false } }),
  GetExtendedUpdateInfo: ({ request }) => ({
    GetExtendedUpdateInfoResult: { Updates: request.revisionIDs.flatMap(fragmentsOf) },
  }),
  GetFileLocations: () => ({ GetFileLocationsResult: {} }),
  RefreshCache: () => ({ RefreshCacheResult: [] }),
  ReportEventBatch: () => ({ ReportEventBatchResult: true }),
};

function fragmentsOf(ID: number): readonly { readonly ID: number; readonly Xml: string }[] {
  return [
    { ID, Xml: '<ExtendedProperties DefaultPropertiesLanguage="en" />' },
    {
      ID,
      Xml: `<LocalizedProperties><Language>en</Language><Title>Revision ${ID}</Title></LocalizedProperties>`,
    },
  ];
}
