import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { type DeviceCheck, DeviceFailure } from '../failure.ts';

/** Why a server is refused over TLS. */
export interface SecureRefusal {
  readonly check: DeviceCheck;
  /** ERROR_WINHTTP_SECURE_FAILURE when left out, as whatever fails in TLS is told: online service facts §5.4. */
  readonly code?: HresultName;
  /** WinHTTP's own code behind it. */
  readonly extended?: HresultName;
  readonly reason: string;
}

/** Makes what is thrown of a refusal. */
export type Refuse = (refusal: SecureRefusal) => DeviceFailure;

/** The failure of a connection to `host`. */
export function secureFailure(host: string, refusal: SecureRefusal): DeviceFailure {
  const { code = 'ERROR_WINHTTP_SECURE_FAILURE', reason, ...details } = refusal;
  return new DeviceFailure(code, { ...details, reason: `${host}: ${reason}` });
}
