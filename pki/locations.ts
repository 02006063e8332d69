import { fail } from '../platform/errors/index.ts';
import type { IssuerId } from './credential.ts';
import { authorityInformationAccess } from './extensions/authority-information-access.ts';
import { crlDistributionPoint } from './extensions/crl-distribution-points.ts';
import type { Extension } from './extensions/extension.ts';

/** Where below the public address everything about certificates is served. */
export const pkiPath = '/pki';
/** Where status requests go: POST, or GET with the request in base64 as one more segment. */
export const ocspPath = `${pkiPath}/ocsp`;

export const certificatePath = (id: IssuerId): string => `${pkiPath}/${id}.crt`;
export const crlPath = (id: IssuerId): string => `${pkiPath}/${id}.crl`;

/** Makes the extensions that tell a certificate's reader where to ask about it. */
export type LocationExtensions = (issuer: IssuerId) => readonly Extension[];

/** Longest address: it stands in every certificate three times. */
const MAX_URL_CHARACTERS = 512;

/**
 * Location extensions below `publicHttpUrl`, which must be plain http: a client that checks a TLS
 * certificate cannot use TLS to do so. Throws PKI_URL_INVALID.
 */
export function locationsBelow(publicHttpUrl: string): LocationExtensions {
  const base = readBase(publicHttpUrl);
  return (issuer) => [
    authorityInformationAccess(base + certificatePath(issuer), base + ocspPath),
    crlDistributionPoint(base + crlPath(issuer)),
  ];
}

function readBase(text: string): string {
  const invalid = (reason: string) =>
    fail('PKI_URL_INVALID', { url: JSON.stringify(text.slice(0, 300)), reason });
  if (text.length > MAX_URL_CHARACTERS) return invalid(`it has more than ${MAX_URL_CHARACTERS} characters`);
  if (!URL.canParse(text)) return invalid('it is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:') return invalid('it must begin with http://');
  if (url.search || url.hash || url.username || url.password)
    return invalid('it has more than host, port and path');
  return url.href.replace(/\/+$/, '');
}
