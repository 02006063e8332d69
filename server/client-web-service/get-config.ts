import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { PLUG_IN } from '../cookies/authorization-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof clientService.operations.GetConfig.request>;
type Response = TypeOf<typeof clientService.operations.GetConfig.response>;

/** [MS-WUSP] §3.1.5.2; values, order and the relative ServiceUrl as capture 01 has them. */
export function getConfig({ catalog }: World, caller: Caller, request: Request): Response {
  if (versionNumber(request.protocolVersion) === undefined)
    throw new SoapFault('InvalidParameters', 'protocolVersion');
  const { settings, configLastChange } = catalog.view();
  const property = (Name: string, Value: string | number) => ({ Name, Value: String(Value) });
  return {
    GetConfigResult: {
      LastChange: configLastChange,
      IsRegistrationRequired: settings.isRegistrationRequired,
      AuthInfo: [{ PlugInID: PLUG_IN, ServiceUrl: 'SimpleAuthWebService/SimpleAuth.asmx', Parameter: '' }],
      Properties: [
        property('MaxExtendedUpdatesPerRequest', settings.maxExtendedUpdates),
        property('PackageServerShare', `\\\\${caller.hostName}\\UpdateServicesPackages`),
        property('ProtocolVersion', settings.protocolVersion),
        property('IsInventoryRequired', Number(settings.isInventoryRequired)),
        property('ClientReportingLevel', settings.reportingLevel),
      ],
    },
  };
}
