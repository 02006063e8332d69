import { Buffer } from 'node:buffer';
import { CLIENT_PROTOCOL } from './identity.ts';

/** What the headers of one call depend on. */
export interface CallHead {
  readonly url: URL;
  readonly soapAction: string;
  readonly body: string;
  readonly agentVersion: string;
  /** MS-CV, which only the client web service gets. */
  readonly vector?: string;
}

/** The headers of a call in the order of the native client (captures 01, 02, 13). */
export function callHeaders({
  url,
  soapAction,
  body,
  vector,
  agentVersion,
}: CallHead): readonly (readonly [string, string])[] {
  return [
    ['Cache-Control', 'no-cache'],
    ['Connection', 'Keep-Alive'],
    ['Pragma', 'no-cache'],
    ['Content-Type', 'text/xml; charset=utf-8'],
    ['Accept-Encoding', 'xpress'],
    ['User-Agent', `Windows-Update-Agent/${agentVersion} Client-Protocol/${CLIENT_PROTOCOL}`],
    ['SOAPAction', `"${soapAction}"`],
    ...(vector === undefined ? [] : [['MS-CV', vector] as const]),
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Host', url.host],
  ];
}
