import { operation, type ServiceContract } from '../soap/contract.ts';
import { string } from '../soap/scalars.ts';
import { optional } from '../soap/types.ts';
import { AuthorizationCookie } from './common.ts';

/** [MS-WUSP] §2.2.2.1: who a client is and which target groups it asks for. */
export const simpleAuth = {
  name: 'SimpleAuth',
  namespace: 'http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService',
  path: '/SimpleAuthWebService/SimpleAuth.asmx',
  handwriting: 'asmx',
  operations: {
    GetAuthorizationCookie: operation(
      'GetAuthorizationCookie',
      { clientId: optional(string), targetGroupName: optional(string), dnsName: optional(string) },
      { GetAuthorizationCookieResult: optional(AuthorizationCookie) },
    ),
  },
} as const satisfies ServiceContract;
