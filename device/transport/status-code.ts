import type { HresultName } from '../../protocol/hresult/hresults.ts';

/** Statuses that have codes of their own, online service facts §5.4. */
const CODES: Readonly<Record<number, HresultName>> = {
  400: 'WU_E_PT_HTTP_STATUS_BAD_REQUEST',
  401: 'WU_E_PT_HTTP_STATUS_DENIED',
  403: 'WU_E_PT_HTTP_STATUS_FORBIDDEN',
  404: 'WU_E_PT_HTTP_STATUS_NOT_FOUND',
  405: 'WU_E_PT_HTTP_STATUS_BAD_METHOD',
  407: 'WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ',
  408: 'WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT',
  409: 'WU_E_PT_HTTP_STATUS_CONFLICT',
  410: 'WU_E_PT_HTTP_STATUS_GONE',
  500: 'WU_E_PT_HTTP_STATUS_SERVER_ERROR',
  501: 'WU_E_PT_HTTP_STATUS_NOT_SUPPORTED',
  502: 'WU_E_PT_HTTP_STATUS_BAD_GATEWAY',
  503: 'WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL',
  504: 'WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT',
  505: 'WU_E_PT_HTTP_STATUS_VERSION_NOT_SUP',
};

/** The code a device ends with because of an HTTP status that is no success. Redirects are not followed here. */
export function httpStatusFailure(status: number): HresultName {
  if (status >= 300 && status < 400) return 'ERROR_WINHTTP_REDIRECT_FAILED';
  return CODES[status] ?? 'WU_E_PT_HTTP_STATUS_NOT_MAPPED';
}
