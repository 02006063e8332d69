import t from 'tap';
import { wrapFault } from '../../protocol/soap/envelope.ts';
import { type FaultCode, faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { soap11, soap12 } from '../../protocol/soap/version.ts';
import { servedServices } from '../../server/services.ts';
import { askDirectly, coded, type FuzzCase, judge, reproducer } from '../helpers/fuzz-case.ts';
import { sampleCases } from '../helpers/fuzz-run.ts';
import { createFuzzWorld } from '../helpers/fuzz-world.ts';

const [service] = servedServices;
if (service === undefined) throw new Error('no services');
const action = `"${service.contract.namespace}/GetConfig"`;
const one: FuzzCase = { service, version: soap11, action, coding: 'identity', body: Buffer.from('<a/>') };

function fault(code: string, version = soap11, withAction = true): Buffer {
  const context = {
    ...{ handwriting: 'wcf' as const, id: '81418b4e-82c1-48d0-9504-da01db6148ae', serviceUrl: '', version },
    action: withAction ? 'urn:a/GetConfig' : '',
  };
  return Buffer.from(wrapFault(faultXml(new SoapFault(code as FaultCode, 'x'), context), 'wcf', version));
}

t.test('the judge of fuzzed answers takes documented faults and nothing else', async (t) => {
  t.equal(judge(one, { status: 500, body: fault('CookieExpired') }, true), 'CookieExpired');
  t.equal(
    judge({ ...one, version: soap12 }, { status: 400, body: fault('InvalidCookie', soap12) }, true),
    'InvalidCookie',
  );
  t.throws(() => judge(one, { status: 500, body: fault('InternalServerError') }, true), /should fail inside/);
  t.throws(() => judge(one, { status: 500, body: fault('OutOfMemory') }, true), /documented fault/);
  t.throws(() => judge(one, { status: 400, body: fault('CookieExpired') }, true), /instead of 500/);
  t.throws(() => judge(one, { status: 500, body: fault('CookieExpired', soap11, false) }, true), /no Method/);
  t.throws(
    () => judge(one, { status: 500, body: Buffer.from('500: the server failed') }, false),
    /documented/,
  );
  t.throws(() => judge(one, { status: 200, body: Buffer.from('<a>') }, true), /not well-formed/);
  t.throws(() => judge(one, { status: 200, body: Buffer.from('<a/>') }, true), /of no operation/);
});

t.test('a store that fails under a request is noticed, and so is what the log says of it', async (t) => {
  const fuzz = createFuzzWorld();
  const cases = sampleCases('contracts', fuzz, 1, 60);
  fuzz.world.catalog.database.exec('ALTER TABLE computer RENAME TO gone');
  t.teardown(() => fuzz.close());
  t.throws(() => {
    for (const each of cases) judge(each, askDirectly(fuzz, each), false);
  }, /nothing should fail inside/);
  t.match(fuzz.harm(), [/a request failed/]);
});

t.test('what is printed of a failure is enough to send it again', async (t) => {
  const packed = { ...one, coding: 'xpress' as const, body: coded(Buffer.from('<a>\u00e9</a>'), 'xpress') };
  const text = reproducer(packed);
  t.match(text, 'POST /ClientWebService/Client.asmx, SOAP 1.1');
  t.match(text, '"<a>\u00e9</a>"');
  t.match(text, packed.body.toString('base64'));
});
