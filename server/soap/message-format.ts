import { type SoapVersion, soap11, soap12 } from '../../protocol/soap/version.ts';

/** What a Content-Type says of a message. */
export interface MessageFormat {
  readonly version: SoapVersion;
  /** The parameter that takes the place of the SOAPAction header in SOAP 1.2, which may be missing: RFC 3902 §2. */
  readonly action: string | undefined;
}

const SOAP_11: MessageFormat = { version: soap11, action: undefined };
const VERSIONS: ReadonlyMap<string, SoapVersion> = new Map([
  ['text/xml', soap11],
  ['application/soap+xml', soap12],
]);
/** A parameter of a media type: RFC 9110 §5.6.6. */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/** The version of SOAP a media type stands for, or undefined when for none; its parameters do not matter. */
export function versionOf(contentType: string): SoapVersion | undefined {
  const [type = ''] = contentType.split(';', 1);
  return VERSIONS.get(type.trim().toLowerCase());
}

/** What `contentType` says of the message, or undefined when it is not SOAP in UTF-8. */
export function messageFormatOf(contentType: string): MessageFormat | undefined {
  // What every Windows client sends.
  if (contentType === soap11.contentType) return SOAP_11;
  const version = versionOf(contentType);
  if (version === undefined) return undefined;
  const { charset = 'utf-8', action } = parametersOf(contentType);
  if (charset.toLowerCase() !== 'utf-8') return undefined;
  return version === soap12 ? { version, action } : SOAP_11;
}

function parametersOf(contentType: string): { charset?: string; action?: string } {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of contentType.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare.trim());
  }
  return Object.fromEntries(found);
}
