import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { DeviceFailure } from '../failure.ts';

/** Characters of a Retry-After that are kept: a date of HTTP has 29. */
const MAX_RETRY_AFTER = 100;

/** A source is there, and asks to be left alone for a while. */
export class BusyFailure extends DeviceFailure {
  /** Retry-After as it was sent: seconds, or a date of HTTP (RFC 9110 §10.2.3). Nobody has looked at it. */
  readonly retryAfter: string;

  constructor(code: HresultName, reason: string, retryAfter: string) {
    super(code, { reason });
    this.retryAfter = retryAfter.slice(0, MAX_RETRY_AFTER);
  }
}
