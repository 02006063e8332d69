import { namespaceOf, type Operation, type ServiceContract, soapActionOf } from './contract.ts';
import type { ArrayOf, Complex, Scalar, Type } from './types.ts';
import { escapeAttribute } from './xml-text.ts';

const GUID_NAMESPACE = 'http://microsoft.com/wsdl/types/';
const GUID_PATTERN = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/**
 * A binding of the port type to one version of SOAP: the prefix of its elements, and what its name and that of its
 * port have behind the service's. SOAP 1.1 comes first and its binding is named as the port type is, as in the
 * official WSDLs.
 */
const BINDINGS = [
  { prefix: 'soap', suffix: 'Soap' },
  { prefix: 'soap12', suffix: 'Soap12' },
] as const;
type Binding = (typeof BINDINGS)[number];

/** The WSDL of `service`, derived from its contract; `address` is the absolute URL clients shall call. */
export function wsdlOf(service: ServiceContract, address: string): string {
  const soap = 'http://schemas.xmlsoap.org/wsdl/soap';
  const prefixes = prefixesOf(service);
  const declarations = [...prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`).join('');
  const head =
    '<?xml version="1.0" encoding="utf-8"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"' +
    ` xmlns:soap="${soap}/" xmlns:soap12="${soap}12/"` +
    ` xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:s2="${GUID_NAMESPACE}"` +
    `${declarations} targetNamespace="${service.namespace}">`;
  const portType = `${service.name}Soap`;
  const schema = [...prefixes].map(([namespace, prefix]) => schemaOf(service, namespace, prefix)).join('');
  return (
    head +
    `<wsdl:types>${schema}${schema.includes('s2:guid') ? guidSchema() : ''}</wsdl:types>` +
    messagesOf(service, prefixes) +
    portTypeOf(service, portType) +
    BINDINGS.map((binding) => bindingOf(service, portType, binding)).join('') +
    `<wsdl:service name="${service.name}">${BINDINGS.map((binding) => portOf(service, binding, address)).join('')}` +
    '</wsdl:service></wsdl:definitions>'
  );
}

/** The prefix of each namespace that operations of `service` are in: its own first, whatever it holds. */
function prefixesOf(service: ServiceContract): ReadonlyMap<string, string> {
  const prefixes = new Map([[service.namespace, 'tns']]);
  for (const operation of Object.values(service.operations)) {
    const namespace = namespaceOf(service, operation);
    if (!prefixes.has(namespace)) prefixes.set(namespace, `ns${prefixes.size}`);
  }
  return prefixes;
}

/** The named types of one namespace: the prefix they are referred to with, and their XML by name. */
interface NamedTypes {
  readonly prefix: string;
  readonly xml: Map<string, string>;
}

function schemaOf(service: ServiceContract, namespace: string, prefix: string): string {
  const named: NamedTypes = { prefix, xml: new Map() };
  const elements = Object.values(service.operations)
    .filter((operation) => namespaceOf(service, operation) === namespace)
    .flatMap(({ request, response }) => [request, response])
    .map((type) => `<s:element name="${type.name}">${complexXml(type, '', named)}</s:element>`);
  const parts = [...elements, ...named.xml.values()].join('');
  const guids = parts.includes('s2:guid') ? `<s:import namespace="${GUID_NAMESPACE}" />` : '';
  return `<s:schema elementFormDefault="qualified" targetNamespace="${namespace}">${guids}${parts}</s:schema>`;
}

function guidSchema(): string {
  return (
    `<s:schema elementFormDefault="qualified" targetNamespace="${GUID_NAMESPACE}"><s:simpleType name="guid">` +
    `<s:restriction base="s:string"><s:pattern value="${GUID_PATTERN}" /></s:restriction></s:simpleType></s:schema>`
  );
}

/** The qualified name of `type`; types of the schema it is used in are written into `named` on the way. */
function typeName(type: Type<unknown>, named: NamedTypes): string {
  if (type.kind === 'scalar') return scalarName(type, named);
  if (!named.xml.has(type.name)) {
    named.xml.set(type.name, '');
    const xml =
      type.kind === 'array' ? arrayXml(type, named) : complexXml(type, ` name="${type.name}"`, named);
    named.xml.set(type.name, xml);
  }
  return `${named.prefix}:${type.name}`;
}

function scalarName(type: Scalar<unknown>, named: NamedTypes): string {
  if (type.xsd === 'guid') return 's2:guid';
  if (type.values === undefined) return `s:${type.xsd}`;
  const values = type.values.map((value) => `<s:enumeration value="${escapeAttribute(value)}" />`).join('');
  named.xml.set(
    type.xsd,
    `<s:simpleType name="${type.xsd}"><s:restriction base="s:string">${values}</s:restriction></s:simpleType>`,
  );
  return `${named.prefix}:${type.xsd}`;
}

function arrayXml(type: ArrayOf<unknown>, named: NamedTypes): string {
  const nil = type.nillable ? ' nillable="true"' : '';
  return (
    `<s:complexType name="${type.name}"><s:sequence><s:element minOccurs="${type.minOccurs}" maxOccurs="unbounded"` +
    ` name="${type.item}"${nil} type="${typeName(type.of, named)}" /></s:sequence></s:complexType>`
  );
}

function complexXml(type: Complex, nameAttribute: string, named: NamedTypes): string {
  const fields = Object.entries(type.fields)
    .filter(([, field]) => !field.beyondWsdl)
    .map(([name, field]) => {
      const nil = field.nillable ? ' nillable="true"' : '';
      return `<s:element minOccurs="${field.required ? 1 : 0}" maxOccurs="1" name="${name}"${nil} type="${typeName(field.type, named)}" />`;
    });
  const attributes = Object.entries(type.attributes ?? {}).map(
    ([name, one]) =>
      `<s:attribute name="${name}" type="${typeName(one.type, named)}"${one.required ? ' use="required"' : ''} />`,
  );
  const sequence = fields.length === 0 ? '' : `<s:sequence>${fields.join('')}</s:sequence>`;
  return `<s:complexType${nameAttribute}>${sequence}${attributes.join('')}</s:complexType>`;
}

function messagesOf(service: ServiceContract, prefixes: ReadonlyMap<string, string>): string {
  const message = (name: string, element: string): string =>
    `<wsdl:message name="${name}"><wsdl:part name="parameters" element="${element}" /></wsdl:message>`;
  const messages = (operation: Operation): string => {
    const { name, request, response } = operation;
    const prefix = prefixes.get(namespaceOf(service, operation));
    return (
      message(`${name}SoapIn`, `${prefix}:${request.name}`) +
      message(`${name}SoapOut`, `${prefix}:${response.name}`)
    );
  };
  return Object.values(service.operations).map(messages).join('');
}

function portTypeOf(service: ServiceContract, portType: string): string {
  const operations = Object.keys(service.operations).map(
    (name) =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn" /><wsdl:output message="tns:${name}SoapOut" /></wsdl:operation>`,
  );
  return `<wsdl:portType name="${portType}">${operations.join('')}</wsdl:portType>`;
}

function bindingOf(service: ServiceContract, portType: string, { prefix, suffix }: Binding): string {
  const body = `<${prefix}:body use="literal" />`;
  const operations = Object.keys(service.operations).map(
    (name) =>
      `<wsdl:operation name="${name}"><${prefix}:operation soapAction="${soapActionOf(service, name)}" style="document" />` +
      `<wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation>`,
  );
  return (
    `<wsdl:binding name="${service.name}${suffix}" type="tns:${portType}">` +
    `<${prefix}:binding transport="http://schemas.xmlsoap.org/soap/http" />${operations.join('')}</wsdl:binding>`
  );
}

function portOf(service: ServiceContract, { prefix, suffix }: Binding, address: string): string {
  const name = `${service.name}${suffix}`;
  return (
    `<wsdl:port name="${name}" binding="tns:${name}">` +
    `<${prefix}:address location="${escapeAttribute(address)}" /></wsdl:port>`
  );
}
