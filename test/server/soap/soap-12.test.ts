import { XMLParser } from 'fast-xml-parser';
import t from 'tap';
import { type ServiceContract, soapActionOf } from '../../../protocol/soap/contract.ts';
import { decodeResponse, encodeRequest } from '../../../protocol/soap/envelope.ts';
import { SoapFault } from '../../../protocol/soap/fault.ts';
import { soap12 } from '../../../protocol/soap/version.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { simpleAuth } from '../../../protocol/wusp/simple-auth.ts';
import { servedServices } from '../../../server/services.ts';
import { answerCall } from '../../../server/soap/answer.ts';
import { type Services, startServices } from '../../helpers/services.ts';
import { soap12Client } from '../../helpers/soap12-client.ts';
import type { HttpReply } from '../../helpers/wusp-client.ts';

const TYPE = 'application/soap+xml; charset=utf-8';
const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
const { GetConfig } = clientService.operations;
const { GetAuthorizationCookie } = simpleAuth.operations;

const getConfig = encodeRequest(clientService, GetConfig, { protocolVersion: '2.90' }, soap12);
const getCookie = encodeRequest(
  simpleAuth,
  GetAuthorizationCookie,
  { clientId: 'c1', dnsName: 'c1.example' },
  soap12,
);

/** Sends `body` to `service` in SOAP 1.2; `type` is the Content-Type. */
function post(services: Services, service: ServiceContract, body: string, type = TYPE): Promise<HttpReply> {
  return services.client.http('POST', service.path, { 'content-type': type }, body);
}

t.test('a call in SOAP 1.2 is answered in SOAP 1.2, with or without an action', async (t) => {
  const services = await startServices(t);
  const action = soapActionOf(clientService, 'GetConfig');
  const types = [
    TYPE,
    `${TYPE}; action="${action}"`,
    `application/soap+xml; action="${action}"; charset=UTF-8`,
    `Application/SOAP+XML;Action=${action};charset="utf-8"`,
    'application/soap+xml',
  ];
  for (const type of types) {
    const reply = await post(services, clientService, getConfig, type);
    t.equal(reply.status, 200, type);
    t.equal(reply.headers['content-type'], TYPE);
    const { GetConfigResult } = decodeResponse(reply.body, clientService, GetConfig, undefined, soap12);
    t.equal(GetConfigResult?.IsRegistrationRequired, true);
  }
});

t.test('each service answers in its own handwriting', async (t) => {
  const services = await startServices(t);
  const wcf = await post(services, clientService, getConfig);
  t.match(
    wcf.body.toString(),
    new RegExp(`^<s:Envelope xmlns:s="${SOAP12}"><s:Body xmlns:xsi=.*</s:Body></s:Envelope>$`),
  );
  t.equal(wcf.headers['cache-control'], 'private');
  const asmx = await post(services, simpleAuth, getCookie);
  t.match(
    asmx.body.toString(),
    new RegExp(`^<\\?xml version="1.0" encoding="utf-8"\\?><soap:Envelope xmlns:soap="${SOAP12}" xmlns:xsi=`),
  );
  t.equal(asmx.headers['cache-control'], 'private, max-age=0');
});

t.test('all but the envelope is the same in both versions', async (t) => {
  const services = await startServices(t);
  const twelve = (await post(services, clientService, getConfig)).body.toString();
  const eleven = await services.client.post(
    'GetConfig',
    encodeRequest(clientService, GetConfig, { protocolVersion: '2.90' }),
  );
  t.equal(twelve.replaceAll(SOAP12, SOAP11), eleven.body.toString());
});

t.test('a fault has the layout of SOAP 1.2 and a detail without namespace', async (t) => {
  const services = await startServices(t);
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const action = soapActionOf(clientService, 'GetCookie');
  const wcf = await post(services, clientService, getConfig, `${TYPE}; action="${action}"`);
  t.equal(wcf.status, 400);
  t.equal(wcf.headers['content-type'], TYPE);
  t.equal(wcf.headers['cache-control'], 'private');
  const { ID, ...detail } = parser.parse(wcf.body.toString())['s:Envelope']['s:Body']['s:Fault']['s:Detail'];
  t.match(ID, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const called = soapActionOf(clientService, 'GetConfig');
  t.same(detail, {
    ErrorCode: 'InvalidParameters',
    Message: `action: the body asks for "${called}", but it is "${action}"`,
    Method: `"${called}"`,
  });
  t.match(wcf.body.toString(), new RegExp(`^<s:Envelope xmlns:s="${SOAP12}"><s:Body><s:Fault><s:Code>`));
  t.notMatch(wcf.body.toString(), /Node/);

  const asmx = await post(services, simpleAuth, envelope('<Nothing/>'));
  t.equal(asmx.status, 400);
  const fault = parser.parse(asmx.body.toString())['soap:Envelope']['soap:Body']['soap:Fault'];
  t.same(Object.keys(fault), ['soap:Code', 'soap:Reason', 'soap:Node', 'soap:Detail']);
  t.match(fault, {
    'soap:Code': { 'soap:Value': 'soap:Sender' },
    'soap:Reason': { 'soap:Text': { '#text': 'Fault occurred', '@_xml:lang': 'en' } },
    'soap:Node': `${services.url}${simpleAuth.path}`,
    'soap:Detail': { ErrorCode: 'InvalidParameters', Message: /^Nothing: the namespace/ },
  });
});

t.test('messages that are not SOAP 1.2 as they say get the fault for it', async (t) => {
  const services = await startServices(t);
  const call = /<GetConfig .*<\/GetConfig>/.exec(getConfig)?.[0] ?? '';
  const security = (attribute: string) =>
    envelope(call, `<e:Header><w:Security xmlns:w="urn:w" xmlns:o="${SOAP11}" ${attribute}/></e:Header>`);
  const rows: readonly (readonly [string, string, number, string, RegExp])[] = [
    ['SOAP 1.1', envelope(call, '', SOAP11), 500, 'VersionMismatch', /that of SOAP 1\.2/],
    ['no SOAP at all', envelope(call, '', 'urn:x'), 500, 'VersionMismatch', /that of SOAP 1\.2/],
    ['a header to understand', security('e:mustUnderstand="true"'), 500, 'MustUnderstand', /Security/],
    ['the same as a number', security('e:mustUnderstand="1"'), 500, 'MustUnderstand', /Security/],
    ['no envelope', '<a/>', 400, 'Sender', /the root element is not a SOAP Envelope/],
    ['no operation', envelope(''), 400, 'Sender', /Body: no element/],
    ['a fault', envelope('<e:Fault><e:Detail/></e:Fault>'), 400, 'Sender', /^Fault: the namespace/],
    ['noise', '\u0000\u0001', 400, 'Sender', /the message is refused/],
  ];
  for (const [what, body, status, code, says] of rows) {
    const reply = await post(services, clientService, body);
    t.equal(reply.status, status, what);
    t.match(reply.body.toString(), `<s:Value>s:${code}</s:Value>`, what);
    t.match(/<Message>(.*)<\/Message>/.exec(reply.body.toString())?.[1], says, what);
  }
  for (const attribute of ['e:mustUnderstand="false"', 'mustUnderstand="1"', 'o:mustUnderstand="1"'])
    t.equal((await post(services, clientService, security(attribute))).status, 200, attribute);
});

t.test('SOAP 1.2 under the Content-Type of 1.1 is a VersionMismatch of 1.1', async (t) => {
  const services = await startServices(t);
  const reply = await post(services, clientService, getConfig, 'text/xml; charset=utf-8');
  t.equal(reply.status, 500);
  t.equal(reply.headers['content-type'], 'text/xml; charset=utf-8');
  t.match(reply.body.toString(), /<faultcode>s:VersionMismatch<.*is not that of SOAP 1\.1</);
});

t.test('a Content-Type is read parameter by parameter', async (t) => {
  const services = await startServices(t);
  const action = soapActionOf(clientService, 'GetConfig');
  const rows: readonly (readonly [string, number])[] = [
    [`${TYPE}; x="; action=urn:x"; action="${action}"`, 200],
    [`${TYPE}; action="${action}"; action="urn:second"`, 200],
    [`${TYPE}; action=""`, 400],
    [`${TYPE}; action="urn:x;charset=utf-16"`, 400],
    ['application/soap+xml; charset=utf-16', 415],
    ['application/soap+xml-not', 415],
    ['application/xml', 415],
  ];
  for (const [type, status] of rows)
    t.equal((await post(services, clientService, getConfig, type)).status, status, type);
});

t.test("the caller's own faults are 400 and the server's 500, in 1.1 always 500", async (t) => {
  const { world } = await startServices(t);
  const caller = { contentBase: 'http://x', hostName: 'x', isHttps: false };
  for (const [code, status] of [
    ['CookieExpired', 400],
    ['InvalidParameters', 400],
    ['ServerBusy', 500],
    ['InternalServerError', 500],
  ] as const) {
    const handlers = {
      GetConfig: () => {
        throw new SoapFault(code);
      },
    };
    const service = { contract: clientService, handlers, aliases: [] };
    const call = { soapAction: undefined, caller, serviceUrl: () => 'http://x' };
    const twelve = answerCall(world, service, { ...call, body: Buffer.from(getConfig), version: soap12 });
    t.equal(twelve.status, status, code);
    t.match(Buffer.concat(twelve.pieces).toString(), `s:${status === 400 ? 'Sender' : 'Receiver'}<`);
    const body = Buffer.from(getConfig.replace(SOAP12, SOAP11));
    const soapAction = soapActionOf(clientService, 'GetConfig');
    t.equal(answerCall(world, service, { ...call, body, soapAction }).status, 500);
  }
});

t.test('an operation is told what its request has beyond the contract', async (t) => {
  const { world } = await startServices(t);
  const seen: unknown[] = [];
  const handlers = {
    GetConfig: (_world: unknown, _caller: unknown, request: unknown, unknown: unknown) => {
      seen.push(request, unknown);
      return {};
    },
  };
  const call = {
    body: Buffer.from(getConfig.replace('</GetConfig>', '<new>1</new></GetConfig>')),
    version: soap12,
    soapAction: undefined,
    caller: { contentBase: 'http://x', hostName: 'x', isHttps: false },
    serviceUrl: () => 'http://x',
  };
  t.equal(answerCall(world, { contract: clientService, handlers, aliases: [] }, call).status, 200);
  t.same(seen, [{ protocolVersion: '2.90' }, [{ path: 'new', xml: '<new>1</new>', items: [] }]]);
});

t.test('a client generated from the WSDL the server shows calls in SOAP 1.2', async (t) => {
  const services = await startServices(t);
  const client = await soap12Client(`${services.url}${clientService.path}`);
  const auth = await soap12Client(`${services.url}${simpleAuth.path}`);
  const [config, xml] = await client('GetConfig', { protocolVersion: '2.90' });
  t.match(xml, `xmlns:s="${SOAP12}"`);
  const lastChange = (config.GetConfigResult as { LastChange: Date }).LastChange.toISOString();
  const request = { clientId: 'c1', dnsName: 'c1.example' };
  const [{ GetAuthorizationCookieResult: ours }] = await auth('GetAuthorizationCookie', request);
  const [{ GetCookieResult: cookie }] = await client('GetCookie', {
    authCookies: { AuthorizationCookie: [ours] },
    lastChange,
    currentTime: lastChange,
    protocolVersion: '2.90',
  });
  t.match(cookie, { EncryptedData: /^[\w+/=]+$/ });

  const refused: unknown = await auth('GetAuthorizationCookie', { dnsName: 'c1.example' }).catch(
    (error: unknown) => error,
  );
  t.match(refused, {
    response: { status: 400 },
    root: {
      Envelope: { Body: { Fault: { Code: { Value: 'soap:Sender' }, Detail: { Message: 'clientId' } } } },
    },
  });
});

t.test('every service shows a port for each version, at the same address', async (t) => {
  const services = await startServices(t);
  const parser = new XMLParser({ ignoreAttributes: false });
  for (const { contract } of servedServices) {
    const address = `${services.url}${contract.path}`;
    const { body } = await services.client.http('GET', `${contract.path}?wsdl`);
    const definitions = parser.parse(body.toString())['wsdl:definitions'];
    const { name } = contract;
    t.match(definitions['wsdl:service']['wsdl:port'], [
      { '@_binding': `tns:${name}Soap`, 'soap:address': { '@_location': address } },
      { '@_binding': `tns:${name}Soap12`, 'soap12:address': { '@_location': address } },
    ]);
  }
});

function envelope(body: string, header = '', uri = SOAP12): string {
  return `<e:Envelope xmlns:e="${uri}">${header}<e:Body>${body}</e:Body></e:Envelope>`;
}
