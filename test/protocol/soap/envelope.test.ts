import fc from 'fast-check';
import t from 'tap';
import {
  decodeRequest,
  decodeResponse,
  defaultMessageLimits,
  encodeRequest,
  wrapFault,
} from '../../../protocol/soap/envelope.ts';
import { faultXml, SoapFault } from '../../../protocol/soap/fault.ts';
import { soap11, soap12 } from '../../../protocol/soap/version.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { xmlText } from '../../helpers/arbitraries.ts';

const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
const call = `<GetConfig xmlns="${clientService.namespace}"><protocolVersion>2.90</protocolVersion></GetConfig>`;
const envelope = (inner: string) => `<s:Envelope xmlns:s="${SOAP11}">${inner}</s:Envelope>`;
const body = (inner: string) => envelope(`<s:Body>${inner}</s:Body>`);
const header = (inner: string) => envelope(`<s:Header>${inner}</s:Header><s:Body>${call}</s:Body>`);

/** The fault a message is refused with; anything else thrown fails the test. */
function fault(xml: string | Buffer): SoapFault | undefined {
  try {
    decodeRequest(Buffer.from(xml), clientService);
  } catch (error) {
    if (error instanceof SoapFault) return error;
    throw error;
  }
  return undefined;
}

t.test('a call is read whatever prefixes, white space, comments and headers are around it', (t) => {
  const n = clientService.namespace;
  const documents = [
    body(call),
    `\u{feff}<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- a -->${body(`\n<!-- b -->${call}\n`)}\n<!-- c -->\n`,
    body(`<w:GetConfig xmlns:w="${n}"><w:protocolVersion>2.90</w:protocolVersion></w:GetConfig>`),
    `<Envelope xmlns="${SOAP11}"><Body><GetConfig xmlns="${n}"><protocolVersion>2.90</protocolVersion></GetConfig></Body></Envelope>`,
    `<a:Envelope xmlns:a="${SOAP11}" xmlns:b="${n}"><a:Body><a:GetConfig xmlns:a="${n}"><b:protocolVersion>2.90</b:protocolVersion></a:GetConfig></a:Body></a:Envelope>`,
    `<s:Envelope xmlns:s="${SOAP11}" xmlns="${n}"><s:Body><GetConfig><protocolVersion>2.<!-- -->9<![CDATA[0]]></protocolVersion></GetConfig></s:Body></s:Envelope>`,
    header(''),
    header('<x:a xmlns:x="urn:x"><b>text</b></x:a><c xmlns=""/>'),
    header('<a xmlns="urn:x" s:mustUnderstand="0"/>'),
    header('<a xmlns="urn:x" mustUnderstand="1"/>'),
  ];
  for (const xml of documents) {
    const { operation, value } = decodeRequest(Buffer.from(xml), clientService);
    t.equal(operation, 'GetConfig', xml.slice(0, 90));
    t.same(value, { protocolVersion: '2.90' });
  }
  t.end();
});

t.test('what is no call of the service is refused in one sentence', (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ['', 'the message is refused: the message ends too early at byte 0'],
    ['{"json":true}', 'the message is refused: text where an element belongs at byte 0'],
    ['<a/>', 'the root element is not a SOAP Envelope'],
    [call, 'the root element is not a SOAP Envelope'],
    [envelope(''), 'Envelope: no Body'],
    [envelope('<s:Header/>'), 'Envelope: no Body'],
    [envelope(`<Body>${call}</Body>`), 'Envelope: no Body'],
    [envelope(`<s:Header/><s:Header/><s:Body>${call}</s:Body>`), 'Envelope: no Body'],
    [body(''), 'Body: no element'],
    [envelope('<s:Body/>'), 'Body: no element'],
    [body(call + call), 'Body: more than one element'],
    [envelope(`<s:Body>${call}</s:Body><s:Body>${call}</s:Body>`), 'Envelope: something follows Body'],
    [
      body('<s:Fault><detail><ErrorCode>&lt;b&gt;</ErrorCode></detail></s:Fault>'),
      `Fault: the namespace "${SOAP11}" is not ${clientService.namespace}`,
    ],
    [body('<Nothing xmlns="urn:x"/>'), `Nothing: the namespace "urn:x" is not ${clientService.namespace}`],
    [body('<GetConfig/>'), `GetConfig: the namespace "" is not ${clientService.namespace}`],
    [
      body(`<GetConfig xmlns="${clientService.namespace}/"/>`),
      `GetConfig: the namespace "${clientService.namespace}/" is not ${clientService.namespace}`,
    ],
    [body(`<getconfig xmlns="${clientService.namespace}"/>`), 'getconfig is no operation of Client'],
    [body(`<constructor xmlns="${clientService.namespace}"/>`), 'constructor is no operation of Client'],
    [body(`<__proto__ xmlns="${clientService.namespace}"/>`), '__proto__ is no operation of Client'],
    [
      body(`<GetConfigResponse xmlns="${clientService.namespace}"/>`),
      'GetConfigResponse is no operation of Client',
    ],
    [
      `${body(call)}x`,
      `the message is refused: something follows the root element at byte ${body(call).length}`,
    ],
    [
      `${body(call)}${body(call)}`,
      `the message is refused: something follows the root element at byte ${body(call).length}`,
    ],
    [
      body(`x${call}`),
      `the message is refused: text where an element belongs at byte ${body('').indexOf('</s:Body>')}`,
    ],
  ];
  for (const [xml, detail] of rows) {
    const found = fault(xml);
    t.equal(found?.detail, detail);
    t.equal(found?.code, 'InvalidParameters');
    t.equal(found?.side, 'Client');
  }
  t.end();
});

t.test('another version of SOAP is a VersionMismatch', (t) => {
  for (const uri of [SOAP12, '', `${SOAP11}x`, 'x'.repeat(5000)]) {
    const found = fault(`<s:Envelope xmlns:s="${uri || 'urn:none'}"><s:Body>${call}</s:Body></s:Envelope>`);
    t.equal(found?.side, 'VersionMismatch');
    t.ok((found?.detail.length ?? 0) < 200, 'however long the namespace');
  }
  t.end();
});

t.test('a header that must be understood is refused', (t) => {
  for (const value of ['1', 'true', ' 1 ']) {
    const found = fault(header(`<a/><w:Security xmlns:w="urn:w" s:mustUnderstand="${value}"/>`));
    t.equal(found?.side, 'MustUnderstand', value);
    t.equal(found?.detail, 'Header: Security is not understood');
  }
  t.end();
});

/** A message with something of everything the reader knows. */
const rich = Buffer.from(
  `\u{feff}<?xml version="1.0" encoding="utf-8"?><!-- é --><s:Envelope xmlns:s='${SOAP11}'><s:Header><h a="&lt;é" xmlns="urn:h">x<y/></h></s:Header>` +
    `<s:Body><SyncUpdates xmlns="${clientService.namespace}"><cookie><Expiration>2026-11-01T00:00:00Z</Expiration><EncryptedData>QUI=</EncryptedData></cookie>` +
    `<parameters><ExpressQuery>false</ExpressQuery><OtherCachedUpdateIDs><int>1</int><int>22</int></OtherCachedUpdateIDs><CachedDriverIDs/>` +
    `<new><![CDATA[<]]>&amp;</new><FeatureScoreMatchingKey a:nil="true" xmlns:a="http://www.w3.org/2001/XMLSchema-instance"/></parameters></SyncUpdates></s:Body></s:Envelope>`,
);

t.test('a message cut short at any byte is refused', (t) => {
  t.equal(fault(rich), undefined, 'whole it is read');
  for (let length = 0; length < rich.length; length++) {
    if (fault(rich.subarray(0, length))?.code !== 'InvalidParameters') t.fail(`cut at ${length}`);
  }
  t.end();
});

t.test('a message with any byte changed is read or refused, and nothing else happens', (t) => {
  for (const byte of [0x00, 0x20, 0x22, 0x26, 0x2f, 0x3c, 0x3e, 0x5d, 0x80, 0xff]) {
    for (let at = 0; at < rich.length; at++) {
      const changed = Buffer.from(rich);
      changed[at] = byte;
      fault(changed);
    }
  }
  t.pass();
  t.end();
});

t.test('a message with bytes cut out, put in or repeated at random is read or refused', (t) => {
  const piece = fc.record({
    at: fc.nat(rich.length),
    cut: fc.nat(30),
    put: fc.uint8Array({ maxLength: 8 }),
    copy: fc.nat(rich.length),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const changed = pieces.reduce(
        (bytes, { at, cut, put, copy }) =>
          Buffer.concat([
            bytes.subarray(0, at),
            put,
            bytes.subarray(copy, copy + 20),
            bytes.subarray(at + cut),
          ]),
        rich,
      );
      fault(changed);
      return true;
    }),
    { numRuns: 3000 },
  );
  t.end();
});

t.test('nested a million deep it is refused at the limit', (t) => {
  t.match(fault(body('<a>'.repeat(1_000_000)))?.detail, /namespace ""/, 'not even looked into');
  const deep = `<GetConfig xmlns="${clientService.namespace}">${'<a>'.repeat(1_000_000)}`;
  t.match(fault(body(deep))?.detail, /^the message is refused: elements nested deeper than 64/);
  t.end();
});

const anyHandwriting = fc.constantFrom('wcf' as const, 'asmx' as const);
const { GetConfig } = clientService.operations;

t.test('a fault is read as the fault it is, whatever its text', (t) => {
  fc.assert(
    fc.property(xmlText, anyHandwriting, fc.constantFrom(soap11, soap12), (detail, handwriting, version) => {
      const context = {
        handwriting,
        version,
        id: 'e0789628-ce08-4437-be74-2495b842f43b',
        action: 'urn:"<&',
        serviceUrl: 'http://x/<>',
      };
      const xml = wrapFault(faultXml(new SoapFault('ConfigChanged', detail), context), handwriting, version);
      try {
        decodeResponse(Buffer.from(xml), clientService, GetConfig, defaultMessageLimits, version);
        t.fail('no fault');
      } catch (error) {
        t.match(error, { code: 'ConfigChanged' });
        t.equal((error as SoapFault).detail, detail);
      }
    }),
    { endOnFailure: true },
  );
  t.end();
});

t.test('the reply to another operation is not taken for the one asked for', (t) => {
  const { GetCookie, SyncUpdates } = clientService.operations;
  const reply = body(`<GetCookieResponse xmlns="${clientService.namespace}"/>`);
  t.same(decodeResponse(Buffer.from(reply), clientService, GetCookie), {});
  t.throws(() => decodeResponse(Buffer.from(reply), clientService, SyncUpdates), SoapFault);
  t.throws(
    () =>
      decodeResponse(
        Buffer.from(encodeRequest(clientService, GetCookie, { lastChange: '', currentTime: '' })),
        clientService,
        GetCookie,
      ),
    SoapFault,
  );
  t.end();
});
