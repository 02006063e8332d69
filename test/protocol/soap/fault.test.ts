import { XMLParser } from 'fast-xml-parser';
import t from 'tap';
import { decodeResponse, wrapFault } from '../../../protocol/soap/envelope.ts';
import {
  type FaultCode,
  type FaultSide,
  faultStatus,
  faultXml,
  SoapFault,
} from '../../../protocol/soap/fault.ts';
import { soap11, soap12 } from '../../../protocol/soap/version.ts';
import { clientService } from '../../../protocol/wusp/client.ts';

const { GetConfig } = clientService.operations;
const ID = 'e0789628-ce08-4437-be74-2495b842f43b';
const context = { id: ID, action: 'urn:a', serviceUrl: 'http://x/y.asmx' };
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });

/** The error codes of [MS-WUSP] §2.2.2.4, with whose fault each is. */
const codes: readonly (readonly [FaultCode, FaultSide])[] = [
  ['InvalidCookie', 'Client'],
  ['ConfigChanged', 'Client'],
  ['RegistrationRequired', 'Client'],
  ['ServerChanged', 'Client'],
  ['InternalServerError', 'Server'],
  ['CookieExpired', 'Client'],
  ['InvalidParameters', 'Client'],
  ['InvalidAuthorizationCookie', 'Client'],
  ['RegistrationNotRequired', 'Client'],
  ['ServerBusy', 'Server'],
  ['FileLocationChanged', 'Client'],
];

const prefixes = [
  ['wcf', 's'],
  ['asmx', 'soap'],
] as const;

t.test('each code has the layout of SOAP 1.1', (t) => {
  for (const [code, side] of codes) {
    for (const [handwriting, prefix] of prefixes) {
      const fault = new SoapFault(code, 'a < b');
      const actor = handwriting === 'wcf' ? '' : '<faultactor>http://x/y.asmx</faultactor>';
      t.equal(
        faultXml(fault, { ...context, handwriting }),
        `<${prefix}:Fault><faultcode>${prefix}:${side}</faultcode><faultstring>Fault occurred</faultstring>${actor}` +
          `<detail><ErrorCode>${code}</ErrorCode><Message>a &lt; b</Message><ID>${ID}</ID><Method>"urn:a"</Method></detail></${prefix}:Fault>`,
      );
      t.equal(faultStatus(fault, soap11), 500);
    }
  }
  t.end();
});

t.test('each code has the layout of SOAP 1.2', (t) => {
  for (const [code, side] of codes) {
    for (const [handwriting, prefix] of prefixes) {
      const fault = new SoapFault(code, 'a < b');
      const xml = faultXml(fault, { ...context, handwriting, version: soap12 });
      const envelope = parser.parse(wrapFault(xml, handwriting, soap12))[`${prefix}:Envelope`];
      t.equal(envelope[`@_xmlns:${prefix}`], soap12.envelopeNamespace);
      const found = envelope[`${prefix}:Body`][`${prefix}:Fault`];
      t.same(found, {
        [`${prefix}:Code`]: { [`${prefix}:Value`]: `${prefix}:${side === 'Client' ? 'Sender' : 'Receiver'}` },
        [`${prefix}:Reason`]: { [`${prefix}:Text`]: { '#text': 'Fault occurred', '@_xml:lang': 'en' } },
        ...(handwriting === 'asmx' && { [`${prefix}:Node`]: 'http://x/y.asmx' }),
        [`${prefix}:Detail`]: { ErrorCode: code, Message: 'a < b', ID, Method: '"urn:a"' },
      });
      const order = ['Code', 'Reason', ...(handwriting === 'asmx' ? ['Node'] : []), 'Detail'];
      t.same(
        Object.keys(found),
        order.map((name) => `${prefix}:${name}`),
      );
      t.equal(faultStatus(fault, soap12), side === 'Client' ? 400 : 500);
    }
  }
  t.end();
});

t.test('the sides that are of SOAP itself have one name in both versions', (t) => {
  for (const side of ['VersionMismatch', 'MustUnderstand'] as const) {
    const fault = new SoapFault('InvalidParameters', '', side);
    for (const version of [soap11, soap12]) {
      t.match(faultXml(fault, { ...context, handwriting: 'wcf', version }), `>s:${side}<`);
      t.equal(faultStatus(fault, version), 500, `${side} ${version.name}`);
    }
  }
  t.end();
});

t.test('a Detail of SOAP 1.2 is read with its namespace and without', (t) => {
  const inner = '<ErrorCode>ServerBusy</ErrorCode><Message>later</Message>';
  for (const detail of [`<s:Detail>${inner}</s:Detail>`, `<Detail>${inner}</Detail>`]) {
    const code = '<s:Code><s:Value>s:Receiver</s:Value></s:Code>';
    const xml = wrapFault(`<s:Fault>${code}${detail}</s:Fault>`, 'wcf', soap12);
    t.throws(() => decodeResponse(Buffer.from(xml), clientService, GetConfig, undefined, soap12), {
      code: 'ServerBusy',
      detail: 'later',
    });
  }
  const none = wrapFault('<s:Fault/>', 'wcf', soap12);
  t.throws(() => decodeResponse(Buffer.from(none), clientService, GetConfig, undefined, soap12), {
    code: '',
    message: '',
  });
  t.end();
});

t.test('a fault without ErrorCode has none, and its reason for a message', (t) => {
  const plain = wrapFault(
    '<s:Fault><faultcode>s:Server</faultcode><faultstring>full</faultstring><detail/></s:Fault>',
    'wcf',
  );
  t.throws(() => decodeResponse(Buffer.from(plain), clientService, GetConfig), {
    code: '',
    detail: 'full',
    message: 'full',
  });
  const reason = '<s:Reason><s:Text xml:lang="en">full</s:Text></s:Reason>';
  const later = wrapFault(`<s:Fault>${reason}</s:Fault>`, 'wcf', soap12);
  t.throws(() => decodeResponse(Buffer.from(later), clientService, GetConfig, undefined, soap12), {
    code: '',
    detail: 'full',
  });
  t.end();
});

t.test('of a code and a message without end only the beginning is kept', (t) => {
  const long = 'x'.repeat(100_000);
  const detail = `<detail><ErrorCode>${long}</ErrorCode><Message>${long}</Message></detail>`;
  const fault = wrapFault(`<s:Fault><faultcode>s:Server</faultcode>${detail}</s:Fault>`, 'wcf');
  t.throws(() => decodeResponse(Buffer.from(fault), clientService, GetConfig), {
    code: long.slice(0, 64),
    detail: long.slice(0, 300),
  });
  t.end();
});
