import { type Handwriting, namespaceOf, type Operation, type ServiceContract } from './contract.ts';
import {
  type DecodeContext,
  DecodeError,
  decode,
  UNKNOWN_CHARACTERS,
  type UnknownElement,
} from './decode.ts';
import { type Encodable, encode, encodeText } from './encode.ts';
import { SoapFault } from './fault.ts';
import { readFault } from './fault-reader.ts';
import { createByteSink } from './sink.ts';
import type { TypeOf } from './types.ts';
import { type SoapVersion, soap11 } from './version.ts';
import { wrappingOf } from './wrapping.ts';
import { XmlError } from './xml-error.ts';
import { defaultReaderLimits, type ReaderLimits, XmlReader } from './xml-reader.ts';

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
 * Reads a request envelope of `version` for `service`. Throws SoapFault `InvalidParameters` with one sentence when
 * the bytes are not well-formed, pass a limit, are another SOAP version, or name no operation of the service.
 */
export function decodeRequest(
  bytes: Buffer,
  service: ServiceContract,
  limits: MessageLimits = defaultMessageLimits,
  version: SoapVersion = soap11,
): DecodedRequest {
  const message: Message = { bytes, service, limits, version, part: 'request' };
  return decodeEnvelope(message, (name) => service.operations[name]);
}

/** Reads a response envelope of `operation`. Throws SoapFault when the server sent one, or when it is no reply. */
export function decodeResponse<O extends Operation>(
  bytes: Buffer,
  service: ServiceContract,
  operation: O,
  limits: MessageLimits = defaultMessageLimits,
  version: SoapVersion = soap11,
): TypeOf<O['response']> {
  const { response } = operation;
  const message: Message = { bytes, service, limits, version, part: 'response' };
  const decoded = decodeEnvelope(message, (name) => (name === response.name ? operation : undefined));
  return decoded.value as TypeOf<O['response']>;
}

/** Writes a request envelope the way the native client does (capture 01). */
export function encodeRequest<O extends Operation>(
  service: ServiceContract,
  operation: O,
  value: Encodable<TypeOf<O['request']>>,
  version: SoapVersion = soap11,
): string {
  const tag = `${operation.name} xmlns="${namespaceOf(service, operation)}"`;
  const body = encodeText(operation.request, tag, value, 'wcf');
  return `<s:Envelope xmlns:s="${version.envelopeNamespace}"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Writes a response envelope in the handwriting of `service`, as pieces of UTF-8 to be sent one after another. */
export function encodeResponse<O extends Operation>(
  service: ServiceContract,
  operation: O,
  value: Encodable<TypeOf<O['response']>>,
  version: SoapVersion = soap11,
): readonly Buffer[] {
  const { handwriting } = service;
  const sink = createByteSink();
  const [before, after] = wrappingOf(version, handwriting, 'reply');
  sink.text(before);
  const tag = `${operation.response.name} xmlns="${namespaceOf(service, operation)}"`;
  encode(operation.response, tag, value, handwriting, sink);
  sink.text(after);
  return sink.result();
}

/** Puts the fault element `xml` into an envelope in `handwriting`. */
export function wrapFault(xml: string, handwriting: Handwriting, version: SoapVersion = soap11): string {
  const [before, after] = wrappingOf(version, handwriting, 'fault');
  return before + xml + after;
}

/** A message with what is known of it before it is read. */
interface Message {
  readonly bytes: Buffer;
  readonly service: ServiceContract;
  readonly limits: MessageLimits;
  readonly version: SoapVersion;
  /** A fault in place of a response is thrown as what it says; in a request it is only an element of the wrong namespace. */
  readonly part: 'request' | 'response';
}

function decodeEnvelope(
  { bytes, service, limits, version, part }: Message,
  operationOf: (name: string) => Operation | undefined,
): DecodedRequest {
  try {
    const reader = new XmlReader(bytes, limits);
    enterBody(reader, version);
    if (part === 'response' && reader.is('Fault', version.envelopeNamespace))
      throw readFault(reader, version);
    const name = reader.local;
    const operation = operationOf(name);
    const context: DecodeContext = {
      reader,
      namespace: namespaceOf(service, operation),
      arrayItems: limits.arrayItems,
      unknown: [],
      unknownRoom: UNKNOWN_CHARACTERS,
    };
    checkNamespace(context);
    const type = operation?.[part];
    if (type === undefined)
      throw new SoapFault('InvalidParameters', `${name} is no operation of ${service.name}`);
    const value = decode(type, context, '');
    if (reader.child()) throw new SoapFault('InvalidParameters', 'Body: more than one element');
    if (reader.child()) throw new SoapFault('InvalidParameters', 'Envelope: something follows Body');
    reader.end();
    return { operation: name, value, unknown: context.unknown };
  } catch (error) {
    if (error instanceof DecodeError) throw new SoapFault('InvalidParameters', error.message);
    if (error instanceof XmlError)
      throw new SoapFault('InvalidParameters', `the message is refused: ${error.message}`);
    throw error;
  }
}

function enterBody(reader: XmlReader, version: SoapVersion): void {
  const { envelopeNamespace } = version;
  if (!reader.child() || reader.local !== 'Envelope') {
    throw new SoapFault('InvalidParameters', 'the root element is not a SOAP Envelope');
  }
  if (reader.uri !== envelopeNamespace) {
    const detail = `Envelope: the namespace "${reader.uri.slice(0, 100)}" is not that of SOAP ${version.name}`;
    throw new SoapFault('InvalidParameters', detail, 'VersionMismatch');
  }
  let entered = reader.child();
  if (entered && reader.is('Header', envelopeNamespace)) {
    passHeader(reader, version);
    entered = reader.child();
  }
  if (!entered || !reader.is('Body', envelopeNamespace)) {
    throw new SoapFault('InvalidParameters', 'Envelope: no Body');
  }
  if (!reader.child()) throw new SoapFault('InvalidParameters', 'Body: no element');
}

function passHeader(reader: XmlReader, { envelopeNamespace }: SoapVersion): void {
  while (reader.child()) {
    const must = reader.attributes.some(
      (one) =>
        one.local === 'mustUnderstand' && one.uri === envelopeNamespace && /^\s*(1|true)\s*$/.test(one.value),
    );
    if (must) {
      throw new SoapFault('InvalidParameters', `Header: ${reader.local} is not understood`, 'MustUnderstand');
    }
    reader.skip();
  }
}

function checkNamespace({ reader: { local, uri }, namespace }: DecodeContext): void {
  if (uri === namespace) return;
  throw new SoapFault(
    'InvalidParameters',
    `${local}: the namespace "${uri.slice(0, 100)}" is not ${namespace}`,
  );
}
