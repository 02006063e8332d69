import type { DeviceFailure } from '../../device/failure.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';

/** A failure as data. */
export function failureJson({ code, extended, check, reason }: DeviceFailure): object {
  return {
    code: hresultText(code),
    name: code,
    ...(extended && { extended: { code: hresultText(extended), name: extended } }),
    ...(check && { check }),
    reason,
  };
}
