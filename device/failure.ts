import { type HresultName, hresultText } from '../protocol/hresult/hresults.ts';

/** What a device proves of a connection or of a file before it goes on. */
export type DeviceCheck =
  /** Of a TLS connection. */
  | 'protocol'
  | 'chain'
  | 'name'
  | 'pin'
  /** Of the certificates of either. */
  | 'validity'
  | 'usage'
  | 'revocation'
  /** Of a file. */
  | 'size'
  | 'sha1'
  | 'sha256'
  | 'signature'
  | 'signer'
  | 'timestamp';

/** What there is to say of a failure beside its code. */
export interface FailureDetails {
  /** One sentence without an end: what was found, and what was wanted. */
  readonly reason: string;
  /** The check that failed. */
  readonly check?: DeviceCheck;
  /** The code behind the code: WinHTTP tells a secure failure and, behind it, which. */
  readonly extended?: HresultName;
}

/** A device ends something with the code Windows would end it with. */
export class DeviceFailure extends Error {
  override readonly name = 'DeviceFailure';
  readonly code: HresultName;
  readonly reason: string;
  readonly check: DeviceCheck | undefined;
  readonly extended: HresultName | undefined;

  constructor(code: HresultName, details: FailureDetails, cause?: unknown) {
    const { reason, check, extended } = details;
    const behind = extended === undefined ? '' : `, ${hresultText(extended)} ${extended}`;
    super(
      `${hresultText(code)} ${code}${behind}: ${check === undefined ? '' : `${check}: `}${reason}`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.reason = reason;
    this.check = check;
    this.extended = extended;
  }
}

/** Throws the failure `code`. */
export function failWith(code: HresultName, reason: string, cause?: unknown): never {
  throw new DeviceFailure(code, { reason }, cause);
}

/** A check that passed, for whoever watches: `pin` `the issuer is the update CA …`. */
export interface PassedCheck {
  readonly check: DeviceCheck;
  /** What was found good, in some words. */
  readonly found: string;
}
