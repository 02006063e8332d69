import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { serviceContracts } from '../../protocol/services.ts';
import { type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
  wrapFault,
} from '../../protocol/soap/envelope.ts';
import { faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { serverSync, serverSyncAlphabetical } from '../../protocol/wsusss/server-sync.ts';
import { canonical } from '../helpers/canonical-xml.ts';
import { shared } from '../helpers/shared.ts';

/** The contracts of the recorded servers, of which the one between servers is of the year 2025. */
const recordedContracts: readonly ServiceContract[] = serviceContracts.map((one) =>
  one === serverSync ? serverSyncAlphabetical : one,
);

/** The operation a capture belongs to, told by its XML: the first element in Body. */
function operationIn(xml: string, contracts = recordedContracts) {
  const [, local = '', namespace = ''] = /Body[^>]*><(\w+) xmlns="([^"]*)"/.exec(xml) ?? [];
  const name = local.replace(/Response$/, '');
  const service = contracts.find((one) => one.namespace === namespace && one.operations[name]);
  return { service, operation: service?.operations[name] };
}

t.test('every recorded request is decoded, and written again loses no field', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const names = readdirSync(folder).filter((name) => name.endsWith('.request.xml'));
  t.ok(names.length >= 15, 'the captures are there');
  for (const name of names) {
    const bytes = readFileSync(path.join(folder, name));
    const { service, operation } = operationIn(bytes.toString());
    if (!service || !operation) throw new Error(`${name}: no contract`);
    const decoded = decodeRequest(bytes, service);
    t.equal(decoded.operation, operation.name, name);
    t.same(decoded.unknown, [], `${name}: the contract names every element`);
    const again = encodeRequest(service, operation, decoded.value as never);
    t.equal(canonical(again), canonical(bytes.toString()), `${name}: nothing is lost`);
  }
});

t.test('every recorded reply is written again byte for byte in the handwriting of its service', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.response.xml') && !name.includes('fault'),
  );
  t.ok(names.length >= 15, 'the captures are there');
  for (const name of names) {
    const bytes = readFileSync(path.join(folder, name));
    const { service, operation } = operationIn(bytes.toString());
    if (!service || !operation) throw new Error(`${name}: no contract`);
    const value = decodeResponse(bytes, service, operation);
    t.equal(
      Buffer.concat(encodeResponse(service, operation, value as never)).toString(),
      bytes.toString(),
      name,
    );
  }
});

t.test(
  'a contract in the order of the text reads what is recorded in another, and writes it in its own',
  async (t) => {
    const folder = shared(t, 'captures');
    if (folder === undefined) return;
    const names = readdirSync(folder).filter(
      (name) => /^3\d-.*response\.xml$/.test(name) && !/fault/.test(name),
    );
    const otherwise: string[] = [];
    for (const name of names) {
      const bytes = readFileSync(path.join(folder, name));
      const { service, operation } = operationIn(bytes.toString(), serviceContracts);
      const recorded = operationIn(bytes.toString());
      if (!service || !operation || !recorded.service || !recorded.operation)
        throw new Error(`${name}: no contract`);
      const value = decodeResponse(bytes, service, operation);
      t.same(value, decodeResponse(bytes, recorded.service, recorded.operation), name);
      const again = Buffer.concat(encodeResponse(service, operation, value as never));
      if (!again.equals(bytes)) otherwise.push(name);
      t.same(decodeResponse(again, recorded.service, recorded.operation), value, `${name}: nothing is lost`);
      t.equal(again.length, bytes.length, `${name}: nothing is added`);
    }
    t.same(otherwise, ['33-ss-getconfigdata-anchor.response.xml', '34-ss-getconfigdata-full.response.xml']);
  },
);

t.test('the limits of GetConfigData are written in the order of the contract', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const bytes = readFileSync(path.join(folder, '33-ss-getconfigdata-anchor.response.xml'));
  const limitsIn = (contract: typeof serverSync | typeof serverSyncAlphabetical): string[] => {
    const { GetConfigData } = contract.operations;
    const value = decodeResponse(bytes, contract, GetConfigData);
    const xml = Buffer.concat(encodeResponse(contract, GetConfigData, value)).toString();
    return [...xml.matchAll(/<MaxNumberOf(\w+)>/g)].map(([, name = '']) => name);
  };
  const [updates, sets, computers, devices] = [
    'UpdatesPerRequest',
    'DriverSetsPerRequest',
    'ComputerIdsInRequest',
    'PnpHardwareIdsInRequest',
  ];
  t.same(limitsIn(serverSync), [updates, sets, computers, devices]);
  t.same(limitsIn(serverSyncAlphabetical), [computers, sets, devices, updates]);
});

t.test('an empty UssUrl and an empty Parameter are read as empty and written as elements', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const { GetUpdateData, GetAuthConfig } = serverSync.operations;
  const data = readFileSync(path.join(folder, '37-ss-getupdatedata-compressed.response.xml'));
  t.equal(decodeResponse(data, serverSync, GetUpdateData).GetUpdateDataResult?.fileUrls?.[0]?.UssUrl, '');
  const config = readFileSync(path.join(folder, '30-ss-getauthconfig.response.xml'));
  t.equal(
    decodeResponse(config, serverSync, GetAuthConfig).GetAuthConfigResult?.AuthInfo?.[0]?.Parameter,
    '',
  );
});

t.test('a fault is written byte for byte as the real services write theirs', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  for (const name of readdirSync(folder).filter((one) => /fault.*xml$/.test(one))) {
    const xml = readFileSync(path.join(folder, name), 'utf8');
    const part = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '';
    const method = part('Method').replaceAll('"', '').split('/').at(-1) ?? '';
    const service = serviceContracts.find(
      (one) => one.operations[method] && part('Method').includes(`${one.namespace}/${method}`),
    );
    if (!service) throw new Error(`${name}: no contract`);
    const fault = new SoapFault(part('ErrorCode') as SoapFault['code'], part('Message'));
    const context = {
      handwriting: service.handwriting,
      id: part('ID'),
      action: soapActionOf(service, method),
      serviceUrl: part('faultactor'),
    };
    t.equal(wrapFault(faultXml(fault, context), service.handwriting), xml, name);
  }
});
