import { type ServiceContract, soapActionOf } from './contract.ts';
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
  const head =
    '<?xml version="1.0" encoding="utf-8"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"' +
    ` xmlns:soap="${soap}/" xmlns:soap12="${soap}12/"` +
    ` xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:s2="${GUID_NAMESPACE}"` +
    ` xmlns:tns="${service.namespace}" targetNamespace="${service.namespace}">`;
  const portType = `${service.name}Soap`;
  const schema = schemaOf(service);
  return (
    head +
    `<wsdl:types>${schema}${schema.includes('s2:guid') ? guidSchema() : ''}</wsdl:types>` +
    messagesOf(service) +
    portTypeOf(service, portType) +
    BINDINGS.map((binding) => bindingOf(service, portType, binding)).join('') +
    `<wsdl:service name="${service.name}">${BINDINGS.map((binding) => portOf(service, binding, address)).join('')}` +
    '</wsdl:service></wsdl:definitions>'
  );
}

function schemaOf(service: ServiceContract): string {
  const named = new Map<string, string>();
  const elements = Object.values(service.operations).flatMap(({ request, response }) =>
    [request, response].map(
      (type) => `<s:element name="${type.name}">${complexXml(type, '', named)}</s:element>`,
    ),
  );
  return (
    `<s:schema elementFormDefault="qualified" targetNamespace="${service.namespace}"><s:import namespace="${GUID_NAMESPACE}" />` +
    `${elements.join('')}${[...named.values()].join('')}</s:schema>`
  );
}

function guidSchema(): string {
  return (
    `<s:schema elementFormDefault="qualified" targetNamespace="${GUID_NAMESPACE}"><s:simpleType name="guid">` +
    `<s:restriction base="s:string"><s:pattern value="${GUID_PATTERN}" /></s:restriction></s:simpleType></s:schema>`
  );
}

/** The qualified name of `type`; types of the service's own schema are written into `named` on the way. */
function typeName(type: Type<unknown>, named: Map<string, string>): string {
  if (type.kind === 'scalar') return scalarName(type, named);
  if (!named.has(type.name)) {
    named.set(type.name, '');
    const xml =
      type.kind === 'array' ? arrayXml(type, named) : complexXml(type, ` name="${type.name}"`, named);
    named.set(type.name, xml);
  }
  return `tns:${type.name}`;
}

function scalarName(type: Scalar<unknown>, named: Map<string, string>): string {
  if (type.xsd === 'guid') return 's2:guid';
  if (type.values === undefined) return `s:${type.xsd}`;
  const values = type.values.map((value) => `<s:enumeration value="${escapeAttribute(value)}" />`).join('');
  named.set(
    type.xsd,
    `<s:simpleType name="${type.xsd}"><s:restriction base="s:string">${values}</s:restriction></s:simpleType>`,
  );
  return `tns:${type.xsd}`;
}

function arrayXml(type: ArrayOf<unknown>, named: Map<string, string>): string {
  const nil = type.nillable ? ' nillable="true"' : '';
  return (
    `<s:complexType name="${type.name}"><s:sequence><s:element minOccurs="${type.minOccurs}" maxOccurs="unbounded"` +
    ` name="${type.item}"${nil} type="${typeName(type.of, named)}" /></s:sequence></s:complexType>`
  );
}

function complexXml(type: Complex, nameAttribute: string, named: Map<string, string>): string {
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

function messagesOf(service: ServiceContract): string {
  const message = (name: string, element: string): string =>
    `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${element}" /></wsdl:message>`;
  return Object.values(service.operations)
    .map(
      ({ name, request, response }) =>
        message(`${name}SoapIn`, request.name) + message(`${name}SoapOut`, response.name),
    )
    .join('');
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
