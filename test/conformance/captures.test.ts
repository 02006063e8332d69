import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { serviceContracts } from '../../protocol/services.ts';
import { soapActionOf } from '../../protocol/soap/contract.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
  wrapFault,
} from '../../protocol/soap/envelope.ts';
import { faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { canonical } from '../helpers/canonical-xml.ts';
import { shared } from '../helpers/shared.ts';

/** The operation a capture of `name` belongs to, told by its XML: the first element in Body. */
function operationIn(xml: string) {
  const [, local = '', namespace = ''] = /Body[^>]*><(\w+) xmlns="([^"]*)"/.exec(xml) ?? [];
  const name = local.replace(/Response$/, '');
  const service = serviceContracts.find((one) => one.namespace === namespace && one.operations[name]);
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
