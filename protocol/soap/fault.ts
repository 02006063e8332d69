import type { Handwriting } from './contract.ts';
import { type SoapVersion, soap11 } from './version.ts';
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
  | 'FileDigestsMissing'
  | 'TooManyIds';

/** Whose fault it is: [SOAP 1.1] §4.4.1. SOAP 1.2 has other names for the first two. */
export type FaultSide = 'Client' | 'Server' | 'VersionMismatch' | 'MustUnderstand';

/** A refusal in the protocol's own words. `detail` is the fault's Message: a parameter name, or one sentence. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly code: FaultCode;
  readonly detail: string;
  readonly side: FaultSide;

  constructor(code: FaultCode, detail = '', side: FaultSide = sideOf(code)) {
    super([code, detail].filter((part: string) => part !== '').join(': '));
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
  /** Absolute URL of the service: the ASMX services name themselves as the place of the fault (captures 39, 40). */
  readonly serviceUrl: string;
  /** SOAP 1.1 when left out. */
  readonly version?: SoapVersion;
}

/** What SOAP 1.2 calls the sides: [SOAP 1.2] §5.4.6. */
const SIDES_12: Readonly<Record<FaultSide, string>> = {
  Client: 'Sender',
  Server: 'Receiver',
  VersionMismatch: 'VersionMismatch',
  MustUnderstand: 'MustUnderstand',
};

const REASON = 'Fault occurred';

/** The body element of `fault` in the handwriting of the service (captures 17, 39, 40) and the version of the call. */
export function faultXml(fault: SoapFault, context: FaultContext): string {
  const prefix = context.handwriting === 'wcf' ? 's' : 'soap';
  const { version = soap11 } = context;
  return version.name === '1.1' ? fault11(fault, context, prefix) : fault12(fault, context, prefix);
}

/** [SOAP 1.1] §4.4: its children have no namespace. */
function fault11(fault: SoapFault, context: FaultContext, prefix: string): string {
  const actor = placeOf(context, 'faultactor');
  return (
    `<${prefix}:Fault><faultcode>${prefix}:${fault.side}</faultcode><faultstring>${REASON}</faultstring>${actor}` +
    `<detail>${detailOf(fault, context)}</detail></${prefix}:Fault>`
  );
}

/** [SOAP 1.2] §5.4: its children have the namespace of the envelope, what Detail holds has none. */
function fault12(fault: SoapFault, context: FaultContext, prefix: string): string {
  const element = (name: string, inner: string, attributes = ''): string =>
    `<${prefix}:${name}${attributes}>${inner}</${prefix}:${name}>`;
  const code = element('Value', `${prefix}:${SIDES_12[fault.side]}`);
  const reason = element('Text', REASON, ' xml:lang="en"');
  return element(
    'Fault',
    element('Code', code) +
      element('Reason', reason) +
      placeOf(context, `${prefix}:Node`) +
      element('Detail', detailOf(fault, context)),
  );
}

function placeOf({ handwriting, serviceUrl }: FaultContext, tag: string): string {
  return handwriting === 'wcf' ? '' : `<${tag}>${escapeText(serviceUrl)}</${tag}>`;
}

/** [MS-WUSP] §2.2.2.4: elements of no namespace, whatever the version. */
function detailOf(fault: SoapFault, { action, id }: FaultContext): string {
  const method = action === '' ? '' : `<Method>"${escapeText(action)}"</Method>`;
  return (
    `<ErrorCode>${fault.code}</ErrorCode><Message>${escapeText(fault.detail)}</Message>` +
    `<ID>${id}</ID>${method}`
  );
}

/** The HTTP status of `fault`: always 500 in SOAP 1.1 (§6.2), 400 for the sender's own in 1.2 (part 2 §7.5.2.2). */
export function faultStatus(fault: SoapFault, version: SoapVersion): 400 | 500 {
  return version.name === '1.2' && fault.side === 'Client' ? 400 : 500;
}
