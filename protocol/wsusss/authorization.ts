import { operation } from '../soap/contract.ts';
import { dateTime, string } from '../soap/scalars.ts';
import { complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfAuthPlugInInfo } from '../wusp/client-types.ts';
import { ArrayOfAuthorizationCookie, ArrayOfInt, Cookie } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.1 and .3: where a downstream server says who it is, and the cookie it gets for that. */

export const ServerAuthConfig = complex('ServerAuthConfig', {
  LastChange: one(dateTime),
  AuthInfo: optional(ArrayOfAuthPlugInInfo),
  AllowedEventIds: optional(ArrayOfInt),
});
export type ServerAuthConfig = TypeOf<typeof ServerAuthConfig>;

export const GetAuthConfig = operation(
  'GetAuthConfig',
  {},
  { GetAuthConfigResult: optional(ServerAuthConfig) },
);

export const GetCookie = operation(
  'GetCookie',
  {
    authCookies: optional(ArrayOfAuthorizationCookie),
    oldCookie: optional(Cookie),
    protocolVersion: optional(string),
  },
  { GetCookieResult: optional(Cookie) },
);
