import type { HresultName } from '../../protocol/hresult/hresults.ts';

/**
 * Codes after which a source is not asked for anything of the file again: it does not have the file, does not give it
 * to this device, cannot give ranges, or cannot be trusted. The open Delivery Optimization client gives up on every 4xx
 * and on a server without ranges (online service facts §7.3); 408 is left out, as it says that time ran out.
 */
const FATAL: ReadonlySet<HresultName> = new Set<HresultName>([
  // The connections of this device were closed.
  'WU_E_CALL_CANCELLED',
  'WU_E_PT_HTTP_STATUS_BAD_REQUEST',
  'WU_E_PT_HTTP_STATUS_DENIED',
  'WU_E_PT_HTTP_STATUS_FORBIDDEN',
  'WU_E_PT_HTTP_STATUS_NOT_FOUND',
  'WU_E_PT_HTTP_STATUS_BAD_METHOD',
  'WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ',
  'WU_E_PT_HTTP_STATUS_CONFLICT',
  'WU_E_PT_HTTP_STATUS_GONE',
  'WU_E_PT_HTTP_STATUS_NOT_SUPPORTED',
  'WU_E_PT_HTTP_STATUS_VERSION_NOT_SUP',
  'WU_E_PT_INVALID_URL',
  'WU_E_PT_SECURITY_VERIFICATION_FAILURE',
  'WU_E_DM_URLNOTAVAILABLE',
  'WU_E_DM_UNAUTHORIZED',
  'DO_E_BLOCKED_BY_POLICY',
  'DO_E_INVALID_RANGE',
  'DO_E_INSUFFICIENT_RANGE_SUPPORT',
  'ERROR_WINHTTP_INVALID_URL',
  'ERROR_WINHTTP_UNRECOGNIZED_SCHEME',
  'ERROR_WINHTTP_REDIRECT_FAILED',
  'ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED',
]);

/** Whether a source that failed with `code` is left for the whole file; others are asked again. */
export function isFatal(code: HresultName): boolean {
  return FATAL.has(code) || /^(ERROR_WINHTTP_SECURE_|CERT_E_|CRYPT_E_|TRUST_E_)/.test(code);
}
