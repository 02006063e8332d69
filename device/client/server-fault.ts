import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { FaultSide } from '../../protocol/soap/fault.ts';
import { ReceivedFault } from '../../protocol/soap/fault-reader.ts';
import { DeviceFailure } from '../failure.ts';

/** A fault a server answered an operation with. */
export class ServerFault extends ReceivedFault {
  readonly operation: string;

  constructor(operation: string, { code, detail, side }: ReceivedFault) {
    super(code, detail, side);
    this.operation = operation;
  }
}

const SIDES: Readonly<Record<FaultSide, HresultName>> = {
  Client: 'WU_E_PT_SOAP_CLIENT',
  Server: 'WU_E_PT_SOAP_SERVER',
  VersionMismatch: 'WU_E_PT_SOAP_VERSION',
  MustUnderstand: 'WU_E_PT_SOAP_MUST_UNDERSTAND',
};
// A map, for a server may call its fault `constructor`.
const FAULTS: ReadonlyMap<string, HresultName> = new Map([
  ['InvalidCookie', 'WU_E_PT_REFRESH_CACHE_REQUIRED'],
  ['ServerChanged', 'WU_E_PT_REFRESH_CACHE_REQUIRED'],
  ['FileLocationChanged', 'WU_E_PT_FILE_LOCATIONS_CHANGED'],
  ['RegistrationNotRequired', 'WU_E_PT_REGISTRATION_NOT_SUPPORTED'],
]);

/** What a device ends with for a fault it cannot recover from (online service facts §5.4). */
export function faultFailure(fault: ServerFault): DeviceFailure {
  const code = FAULTS.get(fault.code) ?? SIDES[fault.side];
  const words = fault.message === '' ? 'no word of why' : fault.message;
  return new DeviceFailure(code, { reason: `the server refused ${fault.operation}: ${words}` }, fault);
}
