import { operation, type ServiceContract } from '../soap/contract.ts';
import { guid, string } from '../soap/scalars.ts';
import { one, optional } from '../soap/types.ts';
import { ArrayOfGuid, AuthorizationCookie } from '../wusp/common.ts';

/** [MS-WSUSSS] §2.2.2.1: who a downstream server is. */
export const dssAuth = {
  name: 'DssAuthWebService',
  namespace: 'http://www.microsoft.com/SoftwareDistribution/Server/DssAuthWebService',
  path: '/DssAuthWebService/DssAuthWebService.asmx',
  handwriting: 'asmx',
  operations: {
    GetAuthorizationCookie: operation(
      'GetAuthorizationCookie',
      { accountName: optional(string), accountGuid: one(guid), programKeys: optional(ArrayOfGuid) },
      { GetAuthorizationCookieResult: optional(AuthorizationCookie) },
    ),
  },
} as const satisfies ServiceContract;
