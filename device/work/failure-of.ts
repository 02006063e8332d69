import { messageOf } from '../../platform/errors/index.ts';
import { DeviceFailure } from '../failure.ts';

/** What a device ends with for anything thrown. */
export function failureOf(error: unknown, signal: AbortSignal | undefined): DeviceFailure {
  if (error instanceof DeviceFailure) return error;
  if (signal?.aborted) return new DeviceFailure('WU_E_CALL_CANCELLED', { reason: 'it was cancelled' }, error);
  return new DeviceFailure('WU_E_UNEXPECTED', { reason: messageOf(error) }, error);
}
