import { operation, type ServiceContract } from '../soap/contract.ts';
import { string } from '../soap/scalars.ts';
import { optional } from '../soap/types.ts';
import { ArrayOfGuid, AuthorizationCookie } from '../wusp/common.ts';
import { Ping } from './monitoring.ts';

/** [MS-WSUSSS] §3.1.4.2: who a downstream server is. */
export const dssAuth = {
  name: 'DssAuthWebService',
  namespace: 'http://www.microsoft.com/SoftwareDistribution/Server/DssAuthWebService',
  path: '/DssAuthWebService/DssAuthWebService.asmx',
  handwriting: 'asmx',
  operations: {
    GetAuthorizationCookie: operation(
      'GetAuthorizationCookie',
      // A text in the WSDL: that it is a GUID is for the operation to check, and the fault its to word.
      { accountName: optional(string), accountGuid: optional(string), programKeys: optional(ArrayOfGuid) },
      { GetAuthorizationCookieResult: optional(AuthorizationCookie) },
    ),
    Ping,
  },
} as const satisfies ServiceContract;
