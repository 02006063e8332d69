import { DSS_PLUG_IN } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.1; the empty Parameter is that of a real server (capture 30). */
export function getAuthConfig(
  world: World,
  _caller: Caller,
  _request: RequestOf<'GetAuthConfig'>,
): ResponseOf<'GetAuthConfig'> {
  return {
    GetAuthConfigResult: {
      LastChange: world.catalog.changes.read().configLastChange,
      AuthInfo: [
        { PlugInID: DSS_PLUG_IN, ServiceUrl: 'DssAuthWebService/DssAuthWebService.asmx', Parameter: '' },
      ],
    },
  };
}
