import type { NetworkFailures } from '../../platform/network/failures.ts';
import { type NetworkErrorKind, readNetworkError } from '../../platform/network/network-error.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import { DeviceFailure } from '../failure.ts';
import { secureFailure } from '../trust/secure-failure.ts';
import { addressText } from './address-text.ts';

/** What a device ends with where nothing else is known, online service facts §5.4. */
const CODES = {
  name: 'WU_E_PT_WINHTTP_NAME_NOT_RESOLVED',
  nobody: 'WU_E_PT_ENDPOINT_UNREACHABLE',
  cut: 'WU_E_PT_ENDPOINT_DISCONNECTED',
  late: 'ERROR_WINHTTP_TIMEOUT',
  'not-http': 'ERROR_WINHTTP_INVALID_SERVER_RESPONSE',
  other: 'ERROR_WINHTTP_CONNECTION_ERROR',
} as const satisfies Readonly<Record<Exclude<NetworkErrorKind, 'tls'>, HresultName>>;

/** What the failures of a device's connections are thrown as. A DeviceFailure stays what it is. */
export const deviceFailures: NetworkFailures = {
  broken: (url, error) => {
    if (error instanceof DeviceFailure) return error;
    const { kind, code, reason } = readNetworkError(error);
    if (kind === 'tls') return channelFailure(url, code, reason);
    const hint = kind === 'cut' && url.protocol === 'http:' ? '; is it https:// that was meant?' : '';
    return at(url, CODES[kind], `${reason}${hint}`, error);
  },
  cut: (url, reason) => at(url, CODES.cut, reason),
  late: (url, reason) => at(url, CODES.late, reason),
  unfit: (url, reason) => at(url, CODES['not-http'], reason),
  tooLarge: (url, maxBytes) =>
    at(url, 'WU_E_PT_QUOTA_EXCEEDED', `it answered with more than the ${maxBytes} bytes taken`),
};

// Who asks for a certificate of the client ends the connection after the handshake of TLS 1.3 (RFC 8446 §6.2).
function channelFailure(url: URL, code: string, reason: string): DeviceFailure {
  const extended = code.endsWith('CERTIFICATE_REQUIRED')
    ? 'ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED'
    : 'ERROR_WINHTTP_SECURE_CHANNEL_ERROR';
  // OpenSSL reads the first bytes of an answer in plain HTTP as those of an odd version.
  const isPlain = /WRONG_VERSION_NUMBER|HTTP_REQUEST/.test(code);
  const found = isPlain ? 'it speaks no TLS; is it http:// that was meant?' : reason.trim();
  return secureFailure(url.hostname, {
    check: 'protocol',
    extended,
    reason: `TLS 1.2 or 1.3 is wanted, and ${found}`,
  });
}

function at(url: URL, code: HresultName, reason: string, cause?: unknown): DeviceFailure {
  return new DeviceFailure(code, { reason: `${addressText(url)}: ${reason}` }, cause);
}
