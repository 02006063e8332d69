import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import t from 'tap';
import type { ServiceContract } from '../../protocol/soap/contract.ts';
import { wsdlOf } from '../../protocol/soap/wsdl.ts';
import { dssAuth } from '../../protocol/wsusss/dss-auth.ts';
import { serverSync, serverSyncAlphabetical } from '../../protocol/wsusss/server-sync.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import { reportingService } from '../../protocol/wusp/reporting.ts';
import { simpleAuth } from '../../protocol/wusp/simple-auth.ts';
import { shared } from '../helpers/shared.ts';

type Json = { [key: string]: Json | Json[] | string };

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true });

function list(value: Json | Json[] | string | undefined): Json[] {
  if (value === undefined || value === '' || typeof value === 'string') return [];
  return Array.isArray(value) ? value : [value];
}

function definitionsOf(wsdl: string): Json {
  return parser.parse(wsdl).definitions as Json;
}

/** A name with its namespace in the place of its prefix; prefixes are all declared on the root. */
function qualified(definitions: Json, name: unknown): string {
  const [prefix = '', local = ''] = String(name).split(':');
  return `{${definitions[`@${prefix}`]}}${local}`;
}

/** What a WSDL says of its types: where they are, then one line a field; by the name of the type or element. */
function typesOf(wsdl: string): Map<string, string[]> {
  const definitions = definitionsOf(wsdl);
  const lines = new Map<string, string[]>();
  for (const schema of list((definitions.types as Json).schema)) {
    const say = (name: string, what: string[]) => lines.set(name, [`${schema['@targetNamespace']}`, ...what]);
    for (const element of list(schema.element))
      say(`element ${element['@name']}`, fields(definitions, element.complexType as Json));
    for (const type of list(schema.complexType)) say(`type ${type['@name']}`, fields(definitions, type));
    for (const type of list(schema.simpleType)) {
      const values = list((type.restriction as Json).enumeration);
      say(
        `simple ${type['@name']}`,
        values.map((value) => String(value['@value'])),
      );
    }
  }
  return lines;
}

function fields(definitions: Json, type: Json | undefined): string[] {
  const elements = list((type?.sequence as Json | undefined)?.element).map((one) => {
    const nil = one['@nillable'] === 'true' ? ' nil' : '';
    // One official file has a stray space inside a name.
    const name = String(one['@name']).trim();
    return `${name} ${qualified(definitions, one['@type'])} ${one['@minOccurs']}..${one['@maxOccurs']}${nil}`;
  });
  const attributes = list(type?.attribute).map(
    (one) => `@${one['@name']} ${qualified(definitions, one['@type'])} ${one['@use'] ?? ''}`,
  );
  return [...elements, ...attributes];
}

/** The operations of a WSDL by name: SOAPAction, element of the request, element of the response. */
function operationsOf(wsdl: string): Map<string, string[]> {
  const definitions = definitionsOf(wsdl);
  const elementOf = (message: unknown): string => {
    const local = String(message).replace(/^.*:/, '');
    const found = list(definitions.message).find((one) => one['@name'] === local);
    return qualified(definitions, list(found?.part)[0]?.['@element']);
  };
  const bound = list(list(definitions.binding)[0]?.operation);
  const actionOf = (name: unknown): string => {
    const operation = bound.find((one) => one['@name'] === name)?.operation;
    return String(list(operation)[0]?.['@soapAction']);
  };
  const operations = list((definitions.portType as Json).operation).map((one): [string, string[]] => [
    String(one['@name']),
    [
      actionOf(one['@name']),
      elementOf((one.input as Json)['@message']),
      elementOf((one.output as Json)['@message']),
    ],
  ]);
  return new Map(operations);
}

interface Judge {
  readonly service: ServiceContract;
  readonly what?: string;
  readonly file: string;
  /** Types that are otherwise there, each for a reason. */
  readonly differing?: readonly string[];
  /** Operations, and types of theirs, that are not there. */
  readonly lacking?: { readonly operations: readonly string[]; readonly types: readonly string[] };
}

/** In the text of [MS-WSUSSS] §3.1.4.7 and .8 alone. */
const drivers = {
  operations: ['GetDriverIdList', 'GetDriverSetData'],
  types: [
    'element GetDriverIdList',
    'element GetDriverIdListResponse',
    'element GetDriverSetData',
    'element GetDriverSetDataResponse',
    'type ServerSyncDriverFilter',
    'type ArrayOfHardwareIdAndDelta',
    'type HardwareIdAndDelta',
    'type DriverSetAndRevisionIdList',
    'type ServerDriverSetData',
    'type ArrayOfServerSyncDriverSetData',
    'type ServerSyncDriverSetData',
  ],
};

/** In the WSDL that [MS-WSUSSS] has of the reporting service, not in that of [MS-WUSP]. */
const ping = {
  operations: ['Ping'],
  types: ['element Ping', 'element PingResponse', 'type MonitoredServicesResponse'],
};

const judges: readonly Judge[] = [
  { service: clientService, file: 'wsdl/ClientWebService.wsdl' },
  { service: simpleAuth, file: 'wsdl/SimpleAuth.wsdl' },
  { service: reportingService, file: 'wsdl/ReportingWebService.wusp.wsdl', lacking: ping },
  { service: reportingService, file: 'wsdl/ReportingWebService.wsusss.wsdl' },
  { service: dssAuth, file: 'wsdl/DssAuthWebService.wsdl' },
  // Get63LanguageOnly is required there, yet real servers answer requests without it (capture 35).
  {
    service: serverSyncAlphabetical,
    what: ', in alphabetical order,',
    file: 'wsdl/ServerSyncWebService.wsdl',
    differing: ['type ServerSyncFilter'],
    lacking: drivers,
  },
  // The text orders the limits of ServerSyncConfigData otherwise.
  {
    service: serverSync,
    file: 'wsdl/ServerSyncWebService.wsdl',
    differing: ['type ServerSyncConfigData', 'type ServerSyncFilter'],
    lacking: drivers,
  },
];

for (const { service, what = '', file, differing = [], lacking } of judges) {
  t.test(`the derived WSDL of ${service.name}${what} says what ${file} says`, async (t) => {
    const official = shared(t, file);
    if (official === undefined) return;
    const expected = typesOf(readFileSync(official, 'utf8'));
    const derived = typesOf(wsdlOf(service, 'http://localhost/x'));
    t.ok(derived.size > 2);
    const missing = [...expected.keys()].filter((name) => !derived.has(name));
    t.same(missing, [], 'no type is missing');
    const beyond = [...derived.keys()].filter((name) => !expected.has(name));
    t.same(beyond.sort(), [...(lacking?.types ?? [])].sort(), 'no type is too many');
    for (const [name, lines] of expected) {
      if (differing.includes(name)) t.notSame(derived.get(name), lines, `${name} is otherwise`);
      else t.same(derived.get(name), lines, name);
    }
  });

  t.test(`the derived WSDL of ${service.name}${what} has the operations of ${file}`, async (t) => {
    const official = shared(t, file);
    if (official === undefined) return;
    const expected = operationsOf(readFileSync(official, 'utf8'));
    const derived = operationsOf(wsdlOf(service, 'http://localhost/x'));
    t.ok(expected.size > 0);
    for (const [name, lines] of expected) t.same(derived.get(name), lines, name);
    const beyond = [...derived.keys()].filter((name) => !expected.has(name));
    t.same(beyond, lacking?.operations ?? [], 'and no others');
  });
}

t.test('the two orders of GetConfigData have the same fields', (t) => {
  const linesOf = (service: ServiceContract): string[] =>
    typesOf(wsdlOf(service, 'http://localhost/x')).get('type ServerSyncConfigData') ?? [];
  const [body, alphabetical] = [linesOf(serverSync), linesOf(serverSyncAlphabetical)];
  t.notSame(body, alphabetical);
  t.same([...body].sort(), [...alphabetical].sort());
  const names = body.slice(1).map((line) => line.split(' ')[0]);
  t.same(names, [
    'CatalogOnlySync',
    'LazySync',
    'ServerHostsPsfFiles',
    'MaxNumberOfUpdatesPerRequest',
    'MaxNumberOfDriverSetsPerRequest',
    'MaxNumberOfComputerIdsInRequest',
    'MaxNumberOfPnpHardwareIdsInRequest',
    'NewConfigAnchor',
    'ProtocolVersion',
    'LanguageUpdateList',
    'MaxUpdatesPerRequestInGetUpdateDecryptionData',
  ]);
  t.end();
});
