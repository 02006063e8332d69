import type { Handwriting } from './contract.ts';
import { escapeText } from './xml-text.ts';

/** The error codes of [MS-WUSP] §2.2.2.4 and [MS-WSUSSS] §2.2.2.4 that this project raises. */
export type FaultCode =
  | 'InvalidCookie'
  | 'ConfigChanged'
  | 'RegistrationRequired'
  | 'ServerChanged'
  | 'InternalServerError'
  | 'CookieExpired'
  | 'InvalidParameters'
  | 'InvalidAuthorizationCookie'
  | 'RegistrationNotRequired'
  | 'ServerBusy'
  | 'FileLocationChanged'
  | 'IncompatibleProtocolVersion'
  | 'FileDigestsMissing';

/** Whose fault it is: [SOAP 1.1] §4.4.1. */
export type FaultSide = 'Client' | 'Server' | 'VersionMismatch' | 'MustUnderstand';

/** A refusal in the protocol's own words. `detail` is the fault's Message: a parameter name, or one sentence. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly code: FaultCode;
  readonly detail: string;
  readonly side: FaultSide;

  constructor(code: FaultCode, detail = '', side: FaultSide = sideOf(code)) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.side = side;
  }
}

function sideOf(code: FaultCode): FaultSide {
  return code === 'InternalServerError' || code === 'ServerBusy' ? 'Server' : 'Client';
}

/** What goes into a fault beside its code. */
export interface FaultContext {
  readonly handwriting: Handwriting;
  /** A fresh GUID, by which the fault can be found in a log. */
  readonly id: string;
  /** SOAPAction of the operation, without quotes; empty when none could be told. */
  readonly action: string;
  /** Absolute URL of the service: the ASMX services name themselves as faultactor (captures 39, 40). */
  readonly serviceUrl: string;
}

/** The SOAP 1.1 body element of `fault`, in the handwriting of the service (captures 17, 39, 40). */
export function faultXml(fault: SoapFault, context: FaultContext): string {
  const { handwriting } = context;
  const prefix = handwriting === 'wcf' ? 's' : 'soap';
  const actor = handwriting === 'wcf' ? '' : `<faultactor>${escapeText(context.serviceUrl)}</faultactor>`;
  const method = context.action === '' ? '' : `<Method>"${escapeText(context.action)}"</Method>`;
  return (
    `<${prefix}:Fault><faultcode>${prefix}:${fault.side}</faultcode><faultstring>Fault occurred</faultstring>${actor}` +
    `<detail><ErrorCode>${fault.code}</ErrorCode><Message>${escapeText(fault.detail)}</Message>` +
    `<ID>${context.id}</ID>${method}</detail></${prefix}:Fault>`
  );
}
