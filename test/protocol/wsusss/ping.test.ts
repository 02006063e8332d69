import t from 'tap';
import { soapActionOf } from '../../../protocol/soap/contract.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../../../protocol/soap/envelope.ts';
import { dssAuth } from '../../../protocol/wsusss/dss-auth.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';

const MONITORABLE = 'http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable';
const services = [serverSync, dssAuth, reportingService] as const;

const envelope = (inner: string): Buffer =>
  Buffer.from(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`,
  );

const well = {
  SuccessFlag: true,
  ServicesTime: '2026-11-01T00:00:00Z',
  IsHttps: false,
  ConfigFileLastModifiedTime: '2026-11-01T00:00:00Z',
  ConfigFileNextExpirationTime: '2026-11-01T00:00:00Z',
  ConfigFileExpirationModuloInMinutes: 0,
};

for (const service of services) {
  const { Ping } = service.operations;

  t.test(`the SOAPAction of ${service.name}'s Ping is that of its own namespace, the others' is not`, (t) => {
    t.equal(soapActionOf(service, 'Ping'), `${MONITORABLE}/Ping`);
    for (const name of Object.keys(service.operations).filter((one) => one !== 'Ping'))
      t.equal(soapActionOf(service, name), `${service.namespace}/${name}`);
    t.end();
  });

  t.test(`${service.name} reads a Ping of its own namespace, prefixes or not`, (t) => {
    for (const xml of [
      `<Ping xmlns="${MONITORABLE}"><pingLevel>3</pingLevel></Ping>`,
      `<m:Ping xmlns:m="${MONITORABLE}" xmlns="${service.namespace}"><m:pingLevel>3</m:pingLevel></m:Ping>`,
    ])
      t.same(decodeRequest(envelope(xml), service), {
        operation: 'Ping',
        value: { pingLevel: 3 },
        unknown: [],
      });
    t.end();
  });

  t.test(`${service.name} refuses a Ping of the service's namespace and what else is of Ping's`, (t) => {
    const read = (xml: string) => () => decodeRequest(envelope(xml), service);
    t.throws(read(`<Ping xmlns="${service.namespace}"/>`), {
      code: 'InvalidParameters',
      detail: `Ping: the namespace "${service.namespace}" is not ${MONITORABLE}`,
    });
    const [other = ''] = Object.keys(service.operations);
    t.throws(read(`<${other} xmlns="${MONITORABLE}"/>`), {
      code: 'InvalidParameters',
      detail: `${other}: the namespace "${MONITORABLE}" is not ${service.namespace}`,
    });
    t.throws(read(`<Pong xmlns="${MONITORABLE}"/>`), { code: 'InvalidParameters' });
    t.end();
  });

  t.test(`in a Ping an element of ${service.name}'s namespace is unknown`, (t) => {
    const level = `<pingLevel xmlns="${service.namespace}">3</pingLevel>`;
    const { value, unknown } = decodeRequest(
      envelope(`<Ping xmlns="${MONITORABLE}">${level}</Ping>`),
      service,
    );
    t.same(value, { pingLevel: 0 }, 'the value of an element that is not there');
    t.same(unknown, [{ path: 'pingLevel', xml: level, items: [] }]);
    t.end();
  });

  t.test(`${service.name} writes Ping and its reply in its namespace, and reads the reply`, (t) => {
    t.match(
      encodeRequest(service, Ping, { pingLevel: 1 }),
      `<s:Body><Ping xmlns="${MONITORABLE}"><pingLevel>1</pingLevel></Ping></s:Body>`,
    );
    const bytes = Buffer.concat(encodeResponse(service, Ping, { PingResult: well }));
    const head = `<soap:Body><PingResponse xmlns="${MONITORABLE}"><PingResult><SuccessFlag>true</SuccessFlag>`;
    t.match(bytes.toString(), head);
    t.same(decodeResponse(bytes, service, Ping), { PingResult: well });
    const moved = Buffer.from(bytes.toString().replace(MONITORABLE, service.namespace));
    t.throws(() => decodeResponse(moved, service, Ping), { code: 'InvalidParameters' });
    t.end();
  });
}
