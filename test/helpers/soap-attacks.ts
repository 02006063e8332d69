import { encodeRequest } from '../../protocol/soap/envelope.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import { MAX_BODY_BYTES } from '../../server/soap/http-call.ts';
import { type HttpReply, headersOf, type WuspClient } from './wusp-client.ts';

/** Path of the service under attack, and a good call of it. */
export const PATH = '/ClientWebService/client.asmx';
export const getConfig = encodeRequest(clientService, clientService.operations.GetConfig, {
  protocolVersion: '2.90',
});
export const headers = headersOf('GetConfig');
export const soapaction = String(headers.soapaction);

const envelope = (body: string) => getConfig.replace(/<GetConfig .*<\/GetConfig>/, body);
const ns = clientService.namespace;

/** A message that should not be sent, and what it is answered. */
export interface Attack {
  readonly what: string;
  readonly send: (client: WuspClient) => Promise<HttpReply>;
  readonly status: number;
  readonly says: RegExp;
}

/** A POST to the Client service of `body` with the good headers and `more`; undefined leaves one out. */
export function post(body: string | Buffer, more: Readonly<Record<string, string | undefined>> = {}) {
  const all = Object.entries({ ...headers, ...more }).filter(([, value]) => value !== undefined);
  return (client: WuspClient) => client.http('POST', PATH, Object.fromEntries(all), body);
}

const fault = (side: string, message: string) =>
  new RegExp(`<faultcode>s:${side}</faultcode>.*<ErrorCode>InvalidParameters</ErrorCode><Message>${message}`);

/** One attack each, with the documented answer. */
export const attacks: readonly Attack[] = [
  {
    what: 'no body',
    send: post(''),
    status: 500,
    says: fault('Client', 'the message is refused: the message ends too early'),
  },
  {
    what: 'noise',
    send: post(Buffer.alloc(1000, 0xa5)),
    status: 500,
    says: fault('Client', 'the message is refused: the message is not UTF-8'),
  },
  {
    what: 'JSON',
    send: post('{"a":1}'),
    status: 500,
    says: fault('Client', 'the message is refused: text where'),
  },
  {
    what: 'a billion laughs',
    send: post(
      `<!DOCTYPE a [<!ENTITY a "${'ha'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">]>${getConfig.replace('2.90', '&b;')}`,
    ),
    status: 500,
    says: /a DOCTYPE is not allowed/,
  },
  {
    what: 'an external entity',
    send: post(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${getConfig.replace('2.90', '&x;')}`),
    status: 500,
    says: /a DOCTYPE is not allowed/,
  },
  {
    what: 'an unknown entity',
    send: post(getConfig.replace('2.90', '&x;')),
    status: 500,
    says: /entity or character reference/,
  },
  {
    what: 'a forbidden character',
    send: post(getConfig.replace('2.90', '&#0;')),
    status: 500,
    says: /entity or character reference/,
  },
  {
    what: 'a wrong namespace',
    send: post(getConfig.replace(ns, 'urn:other')),
    status: 500,
    says: /GetConfig: the namespace &quot;urn:other&quot;|GetConfig: the namespace "urn:other" is not/,
  },
  {
    what: 'an unknown operation',
    send: post(envelope(`<Format xmlns="${ns}"/>`)),
    status: 500,
    says: fault('Client', 'Format is no operation of Client'),
  },
  {
    what: 'an operation of Object',
    send: post(envelope(`<constructor xmlns="${ns}"/>`)),
    status: 500,
    says: fault('Client', 'constructor is no operation'),
  },
  {
    what: 'two elements in Body',
    send: post(envelope(`<GetConfig xmlns="${ns}"/><GetConfig xmlns="${ns}"/>`)),
    status: 500,
    says: fault('Client', 'Body: more than one element'),
  },
  {
    what: 'garbage behind the envelope',
    send: post(`${getConfig}\0`),
    status: 500,
    says: /something follows the root element/,
  },
  {
    what: 'SOAP 1.2 under the Content-Type of SOAP 1.1',
    send: post(
      getConfig.replace(
        'http://schemas.xmlsoap.org/soap/envelope/',
        'http://www.w3.org/2003/05/soap-envelope',
      ),
    ),
    status: 500,
    says: fault('VersionMismatch', 'Envelope: the namespace'),
  },
  {
    what: 'a header that must be understood',
    send: post(
      getConfig.replace(
        '<s:Body>',
        '<s:Header><w:Security xmlns:w="urn:w" s:mustUnderstand="1"/></s:Header><s:Body>',
      ),
    ),
    status: 500,
    says: fault('MustUnderstand', 'Header: Security is not understood'),
  },
  {
    what: 'no SOAPAction',
    send: post(getConfig, { soapaction: undefined }),
    status: 500,
    says: fault('Client', 'SOAPAction: .*there is none'),
  },
  {
    what: 'an empty SOAPAction',
    send: post(getConfig, { soapaction: '""' }),
    status: 500,
    says: fault('Client', 'SOAPAction: .*it is ""'),
  },
  {
    what: 'the SOAPAction of another operation',
    send: post(getConfig, { soapaction: soapaction.replace('GetConfig', 'GetCookie') }),
    status: 500,
    says: fault('Client', 'SOAPAction: the body asks for'),
  },
  {
    what: 'a SOAPAction with markup',
    send: post(getConfig, { soapaction: '"<script>&]]>"' }),
    status: 500,
    says: /it is "&lt;script&gt;&amp;\]\]&gt;"/,
  },
  {
    what: 'a SOAPAction of 10,000 quotes and spaces',
    send: post(getConfig, { soapaction: `${' "'.repeat(5000)}x` }),
    status: 500,
    says: /SOAPAction/,
  },
  {
    what: 'no Content-Type',
    send: post(getConfig, { 'content-type': undefined }),
    status: 415,
    says: fault('Client', 'Content-Type: SOAP is "text/xml; charset=utf-8" .*, not ""'),
  },
  {
    what: 'the Content-Type of SOAP 1.2 for SOAP 1.1',
    send: post(getConfig, { 'content-type': 'application/soap+xml; charset=utf-8' }),
    status: 500,
    says: /<s:Value>s:VersionMismatch<.*<Message>Envelope: the namespace .* is not that of SOAP 1.2</,
  },
  {
    what: 'a form',
    send: post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    says: /Content-Type/,
  },
  {
    what: 'JSON by name',
    send: post('{"__proto__":1}', { 'content-type': 'application/json' }),
    status: 415,
    says: /Content-Type/,
  },
  {
    what: 'a Content-Type with markup',
    send: post(getConfig, { 'content-type': 'text/html; a="<script>"' }),
    status: 415,
    says: /not "text\/html; a="&lt;script&gt;""/,
  },
  {
    what: 'UTF-16',
    send: post(Buffer.from(getConfig, 'utf16le'), { 'content-type': 'text/xml; charset=utf-16' }),
    status: 415,
    says: /charset=utf-16/,
  },
  {
    what: 'UTF-16 under another name',
    send: post(Buffer.from(`\u{feff}${getConfig}`, 'utf16le')),
    status: 500,
    says: /is not UTF-8/,
  },
  {
    what: 'a Content-Type that is none',
    send: post(getConfig, { 'content-type': 'text/<script>' }),
    status: 415,
    says: fault('Client', 'Content-Type: it is not well-formed'),
  },
  {
    what: 'a body that is not compressed as it says',
    send: post(getConfig, { 'content-encoding': 'gzip' }),
    status: 400,
    says: fault('Client', 'Content-Encoding: the body is no gzip'),
  },
  {
    what: 'a coding that is not taken',
    send: post(getConfig, { 'content-encoding': 'br' }),
    status: 415,
    says: fault('Client', 'Content-Encoding: .*not in "br"'),
  },
  {
    what: '251 thousand elements',
    send: post(envelope(`<GetConfig xmlns="${ns}">${'<a/>'.repeat(251_000)}</GetConfig>`)),
    status: 500,
    says: /more than 250000 elements/,
  },
  {
    what: 'a hundred thousand nested elements',
    send: post(envelope(`<GetConfig xmlns="${ns}">${'<a>'.repeat(100_000)}`)),
    status: 500,
    says: /nested deeper than 64/,
  },
  {
    what: 'a body that is too large',
    send: post(Buffer.alloc(MAX_BODY_BYTES + 1, 0x20)),
    status: 413,
    says: fault('Client', 'the body has more than 4194304 bytes'),
  },
  {
    what: 'PUT',
    send: (client) => client.http('PUT', PATH, headers, getConfig),
    status: 405,
    says: fault('Client', 'PUT is not for web services'),
  },
  {
    what: 'DELETE',
    send: (client) => client.http('DELETE', PATH),
    status: 405,
    says: fault('Client', 'DELETE is not'),
  },
  {
    what: 'PATCH',
    send: (client) => client.http('PATCH', PATH, headers, getConfig),
    status: 405,
    says: fault('Client', 'PATCH is not'),
  },
  {
    what: 'a POST to no service',
    send: (client) => client.http('POST', '/ClientWebService/other.asmx', headers, getConfig),
    status: 404,
    says: /^404/,
  },
  {
    what: 'a POST into nothing',
    send: (client) => client.http('POST', '/', headers, getConfig),
    status: 404,
    says: /^404/,
  },
  {
    what: 'a path that climbs',
    send: (client) => client.http('GET', '/ClientWebService/../../../../etc/passwd'),
    status: 404,
    says: /^404/,
  },
  {
    what: 'a path that cannot be decoded',
    send: (client) => client.http('GET', '/ClientWebService/%zz%'),
    status: 400,
    says: /^(400|\{)/,
  },
  {
    what: 'a path of 15,000 characters',
    send: (client) => client.http('GET', `/${'a'.repeat(15_000)}`),
    status: 404,
    says: /^404/,
  },
];
