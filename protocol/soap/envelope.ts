import type { Handwriting, Operation, ServiceContract } from './contract.ts';
import { type DecodeContext, DecodeError, decode, type UnknownElement } from './decode.ts';
import { type Encodable, encode, encodeText } from './encode.ts';
import { SoapFault } from './fault.ts';
import { createByteSink } from './sink.ts';
import type { Complex, TypeOf } from './types.ts';
import { XmlError } from './xml-error.ts';
import { defaultReaderLimits, type ReaderLimits, XmlReader } from './xml-reader.ts';

/** One version of SOAP: what tells it apart on the wire. */
export interface SoapVersion {
  readonly name: '1.1';
  readonly envelopeNamespace: string;
  readonly contentType: string;
}

/** SOAP 1.1, which every Windows Update client and server of the WSUS protocols speaks. */
export const soap11: SoapVersion = {
  name: '1.1',
  envelopeNamespace: 'http://schemas.xmlsoap.org/soap/envelope/',
  contentType: 'text/xml; charset=utf-8',
};

/** Limits on one message. */
export interface MessageLimits extends ReaderLimits {
  readonly arrayItems: number;
}

/** A re-scan carries about 1,400 ids and a real server took 4,937 (wire facts §2.6). */
export const defaultMessageLimits: MessageLimits = { ...defaultReaderLimits, arrayItems: 50_000 };

/** A message taken apart. */
export interface DecodedRequest {
  readonly operation: string;
  readonly value: unknown;
  /** Elements the contract does not name, as they stood. */
  readonly unknown: readonly UnknownElement[];
}

/**
 * Reads a request envelope for `service`. Throws SoapFault `InvalidParameters` with one sentence when the
 * bytes are not well-formed, pass a limit, are another SOAP version, or name no operation of the service.
 */
export function decodeRequest(
  bytes: Buffer,
  service: ServiceContract,
  limits: MessageLimits = defaultMessageLimits,
): DecodedRequest {
  return decodeEnvelope(bytes, service, limits, (name) => service.operations[name]?.request);
}

/** Reads a response envelope of `operation`. Throws SoapFault when the server sent one, or when it is no reply. */
export function decodeResponse<O extends Operation>(
  bytes: Buffer,
  service: ServiceContract,
  operation: O,
  limits: MessageLimits = defaultMessageLimits,
): TypeOf<O['response']> {
  const { response } = operation;
  const decoded = decodeEnvelope(bytes, service, limits, (name) =>
    name === response.name ? response : undefined,
  );
  return decoded.value as TypeOf<O['response']>;
}

/** Writes a request envelope the way the native client does (capture 01). */
export function encodeRequest<O extends Operation>(
  service: ServiceContract,
  operation: O,
  value: Encodable<TypeOf<O['request']>>,
): string {
  const tag = `${operation.name} xmlns="${service.namespace}"`;
  const body = encodeText(operation.request, tag, value, 'wcf');
  return `<s:Envelope xmlns:s="${soap11.envelopeNamespace}"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Writes a response envelope in the handwriting of `service`, as pieces of UTF-8 to be sent one after another. */
export function encodeResponse<O extends Operation>(
  service: ServiceContract,
  operation: O,
  value: Encodable<TypeOf<O['response']>>,
): readonly Buffer[] {
  const { handwriting } = service;
  const sink = createByteSink();
  const [before, after] = WRAPPING[handwriting].reply;
  sink.text(before);
  const tag = `${operation.response.name} xmlns="${service.namespace}"`;
  encode(operation.response, tag, value, handwriting, sink);
  sink.text(after);
  return sink.result();
}

/** Puts the fault element `xml` into an envelope in `handwriting`. */
export function wrapFault(xml: string, handwriting: Handwriting): string {
  const [before, after] = WRAPPING[handwriting].fault;
  return before + xml + after;
}

const SCHEMAS =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const WCF_ENVELOPE = `<s:Envelope xmlns:s="${soap11.envelopeNamespace}">`;
const ASMX_WRAPPING = [
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soap11.envelopeNamespace}" ${SCHEMAS}><soap:Body>`,
  '</soap:Body></soap:Envelope>',
] as const;

/** What stands around a body. WCF declares the schema prefixes on Body and none in a fault (captures 01, 17). */
const WRAPPING: Readonly<
  Record<Handwriting, Record<'reply' | 'fault', readonly [before: string, after: string]>>
> = {
  wcf: {
    reply: [`${WCF_ENVELOPE}<s:Body ${SCHEMAS}>`, '</s:Body></s:Envelope>'],
    fault: [`${WCF_ENVELOPE}<s:Body>`, '</s:Body></s:Envelope>'],
  },
  asmx: { reply: ASMX_WRAPPING, fault: ASMX_WRAPPING },
};

function decodeEnvelope(
  bytes: Buffer,
  service: ServiceContract,
  limits: MessageLimits,
  typeOf: (name: string) => Complex | undefined,
): DecodedRequest {
  try {
    const reader = new XmlReader(bytes, limits);
    enterBody(reader);
    const operation = reader.local;
    const context: DecodeContext = {
      reader,
      namespace: service.namespace,
      arrayItems: limits.arrayItems,
      unknown: [],
    };
    const type = operationType(reader, service, typeOf);
    const value = decode(type, context, '');
    if (reader.child()) throw new SoapFault('InvalidParameters', 'Body: more than one element');
    if (reader.child()) throw new SoapFault('InvalidParameters', 'Envelope: something follows Body');
    reader.end();
    return { operation, value, unknown: context.unknown };
  } catch (error) {
    if (error instanceof DecodeError) throw new SoapFault('InvalidParameters', error.message);
    if (error instanceof XmlError)
      throw new SoapFault('InvalidParameters', `the message is refused: ${error.message}`);
    throw error;
  }
}

function enterBody(reader: XmlReader): void {
  if (!reader.child() || reader.local !== 'Envelope') {
    throw new SoapFault('InvalidParameters', 'the root element is not a SOAP Envelope');
  }
  if (reader.uri !== soap11.envelopeNamespace) {
    const detail = `Envelope: the namespace "${reader.uri.slice(0, 100)}" is not that of SOAP 1.1`;
    throw new SoapFault('InvalidParameters', detail, 'VersionMismatch');
  }
  let entered = reader.child();
  if (entered && reader.is('Header', soap11.envelopeNamespace)) {
    passHeader(reader);
    entered = reader.child();
  }
  if (!entered || !reader.is('Body', soap11.envelopeNamespace)) {
    throw new SoapFault('InvalidParameters', 'Envelope: no Body');
  }
  if (!reader.child()) throw new SoapFault('InvalidParameters', 'Body: no element');
}

function passHeader(reader: XmlReader): void {
  while (reader.child()) {
    const must = reader.attributes.some(
      (one) =>
        one.local === 'mustUnderstand' &&
        one.uri === soap11.envelopeNamespace &&
        /^\s*(1|true)\s*$/.test(one.value),
    );
    if (must) {
      throw new SoapFault('InvalidParameters', `Header: ${reader.local} is not understood`, 'MustUnderstand');
    }
    reader.skip();
  }
}

function operationType(
  reader: XmlReader,
  service: ServiceContract,
  typeOf: (name: string) => Complex | undefined,
): Complex {
  const { local, uri } = reader;
  if (local === 'Fault' && uri === soap11.envelopeNamespace) throw readFault(reader);
  if (uri !== service.namespace) {
    throw new SoapFault(
      'InvalidParameters',
      `${local}: the namespace "${uri.slice(0, 100)}" is not ${service.namespace}`,
    );
  }
  const type = typeOf(local);
  if (type === undefined)
    throw new SoapFault('InvalidParameters', `${local} is no operation of ${service.name}`);
  return type;
}

/** A fault the other side sent, as the fault it is. */
function readFault(reader: XmlReader): SoapFault {
  let code = 'InternalServerError';
  let detail = '';
  while (reader.child()) {
    if (!reader.is('detail', '')) {
      reader.skip();
      continue;
    }
    while (reader.child()) {
      if (reader.is('ErrorCode', '')) code = reader.text();
      else if (reader.is('Message', '')) detail = reader.text();
      else reader.skip();
    }
  }
  return new SoapFault(code as SoapFault['code'], detail);
}
