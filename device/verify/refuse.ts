import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { DerError } from '../../protocol/x509/der.ts';
import { type DeviceCheck, DeviceFailure } from '../failure.ts';

/** Throws the failure of a check. */
export function refuse(code: HresultName, check: DeviceCheck, reason: string, cause?: unknown): never {
  throw new DeviceFailure(code, { check, reason }, cause);
}

/** Throws the failure of a check when it found a problem. */
export function refuseIf(code: HresultName, check: DeviceCheck, problem: string | undefined): void {
  if (problem !== undefined) refuse(code, check, problem);
}

/** Runs a reader of bytes from outside; what it cannot read is the failure of a check. */
export function reading<T>(code: HresultName, check: DeviceCheck, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return refuse(code, check, error.message, error);
    throw error;
  }
}
