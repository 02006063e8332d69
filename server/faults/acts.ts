import type { Static, TObject, TProperties } from 'typebox';
import { Type } from '../../platform/documents/schema-type.ts';

/** Longest text of an act: a whole reply may be given in place of another. */
const MOST_TEXT = 1024 * 1024;
/** Longest wait, one hour. */
const MOST_MILLISECONDS = 3_600_000;
const MOST_HEADERS = 50;
const MOST_EDITS = 100;

const bytes = (description: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const afterBytes = Type.Optional(
  bytes('bytes of the body that are sent first; none, and no head, when left out'),
);

function act<K extends string, P extends TProperties>(kind: K, description: string, properties: P) {
  return Type.Object(
    { kind: Type.Literal(kind), ...properties } as { kind: ReturnType<typeof Type.Literal<K>> } & P,
    { additionalProperties: false, description },
  );
}

const milliseconds = Type.Integer({ minimum: 0, maximum: MOST_MILLISECONDS, description: 'of real time' });
const status = Type.Integer({ minimum: 100, maximum: 599 });
const headers = Type.Record(Type.String(), Type.String({ maxLength: 8_192 }), {
  maxProperties: MOST_HEADERS,
  description: 'headers to set',
});

/** What can be done to a TLS handshake. */
export const tlsActs = [
  act('tls.certificate', 'shows a certificate with one defect; GET /api/v1/certificates/broken lists them', {
    certificate: Type.String({ minLength: 1, maxLength: 100, description: 'kind of the broken certificate' }),
  }),
  act('tls.version', 'offers no newer version of TLS', {
    version: Type.Enum(['TLSv1', 'TLSv1.1', 'TLSv1.2']),
  }),
  act('tls.delay', 'waits before it answers the ClientHello', { milliseconds }),
  act('tls.reset', 'resets the connection in place of an answer', {}),
  act('tls.close', 'closes the connection in place of an answer', {}),
  act('tls.stall', 'never answers', {}),
  act('tls.alert', 'answers with a fatal alert', {
    alert: Type.Integer({ minimum: 0, maximum: 255, description: 'AlertDescription, RFC 8446 §6' }),
  }),
  act('tls.plain', 'answers in plain HTTP', {}),
] as const;

/** What can be done to any HTTP answer. */
export const httpActs = [
  act('http.status', 'answers with a status', {
    status,
    headers: Type.Optional(headers),
    body: Type.Optional(Type.String({ maxLength: MOST_TEXT })),
    base64: Type.Optional(Type.Boolean({ description: 'whether the body is bytes in Base64' })),
  }),
  act('http.redirect', 'sends the client elsewhere', {
    to: Type.String({
      minLength: 1,
      maxLength: 4_096,
      description: 'Location; {url} is the URL that was asked for',
    }),
    status: Type.Optional(Type.Enum([301, 302, 303, 307, 308])),
  }),
  act('http.delay', 'waits before it answers', { milliseconds }),
  act('http.bandwidth', 'sends the body no faster than this', {
    bytesPerSecond: Type.Integer({ minimum: 1, maximum: 1e9 }),
  }),
  act('http.reset', 'resets the connection', { afterBytes }),
  act('http.close', 'closes the connection', { afterBytes }),
  act('http.stall', 'sends nothing more and keeps the connection open', { afterBytes }),
  act('http.truncate', 'ends the body early and says the whole length', {
    bytes: bytes('bytes of the body that are sent'),
  }),
  act('http.length', 'says another length than the body has', {
    by: Type.Integer({ minimum: -1e9, maximum: 1e9, description: 'added to the true length' }),
  }),
  act('http.endless', 'repeats the body without end and without a length', {
    atMost: Type.Optional(
      bytes('bytes after which the connection is closed all the same; 1 GiB when left out'),
    ),
  }),
  act('http.corrupt', 'changes bytes of the body', {
    offset: bytes('of the body as it is sent'),
    xor: Type.Optional(Type.Integer({ minimum: 1, maximum: 255, description: '255 when left out' })),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'bytes; 1 when left out' }),
    ),
  }),
  act('http.headers', 'changes headers of the answer', {
    set: Type.Optional(headers),
    remove: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: MOST_HEADERS })),
  }),
  act('http.garbage', 'answers with bytes that are no HTTP', {}),
] as const;

/** What can be done to the reply of a web service. */
export const soapActs = [
  act('soap.fault', 'answers with a SOAP fault: [MS-WUSP] §2.2.2.4 has the codes', {
    code: Type.Enum([
      'InvalidCookie',
      'CookieExpired',
      'InvalidAuthorizationCookie',
      'ConfigChanged',
      'RegistrationRequired',
      'ServerChanged',
      'InternalServerError',
      'InvalidParameters',
      'FileLocationChanged',
      'RegistrationNotRequired',
      'ServerBusy',
      'IncompatibleProtocolVersion',
    ]),
    message: Type.Optional(Type.String({ maxLength: 300 })),
    side: Type.Optional(Type.Enum(['Client', 'Server', 'VersionMismatch', 'MustUnderstand'])),
  }),
  act('soap.edit', 'changes values of the reply before it is written', {
    set: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        maxProperties: MOST_EDITS,
        description: 'values by their path, such as "SyncUpdatesResult.Truncated"',
      }),
    ),
    remove: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: MOST_EDITS })),
  }),
  act('soap.replace', 'replaces texts of the reply as it is written, metadata escaped as it is in there', {
    replace: Type.Array(
      Type.Object(
        {
          found: Type.String({
            minLength: 1,
            maxLength: 4_096,
            description: 'one * stands for all text up to the next ", <, > or &',
          }),
          by: Type.String({ maxLength: MOST_TEXT, description: 'what stands there instead' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MOST_EDITS },
    ),
  }),
  act('soap.body', 'answers with this text in place of the reply', {
    body: Type.String({ maxLength: MOST_TEXT }),
    encoding: Type.Optional(
      Type.Enum(['utf-8', 'utf-16'], { description: 'UTF-8 without a mark when left out; UTF-16 has one' }),
    ),
  }),
  act('soap.stale', 'repeats the first reply the client got to this operation, byte for byte', {}),
] as const;

/** What can be done to an update file on its way. */
export const contentActs = [
  act('content.corrupt', 'changes bytes of the file, whatever range they are asked for in', {
    offset: bytes('of the file'),
    xor: Type.Optional(Type.Integer({ minimum: 1, maximum: 255, description: '255 when left out' })),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'bytes; 1 when left out' }),
    ),
  }),
  act('content.swap', 'sends the bytes of another file', {
    file: Type.String({
      minLength: 1,
      maxLength: 300,
      description: 'SHA-1 in hex or name of the other file',
    }),
    whole: Type.Optional(
      Type.Boolean({
        description: 'with its own length, date and tag: as if it lay there in place of the file',
      }),
    ),
  }),
  act('content.ignore-range', 'sends the whole file when a range is asked for', {}),
  act('content.refuse-range', 'answers 416 to every range', {}),
  act('content.shift-range', 'sends another range than the one it says', {
    by: Type.Integer({ minimum: -1e9, maximum: 1e9 }),
  }),
  act('content.no-content-range', 'answers 206 without Content-Range', {}),
  act(
    'content.new-version',
    'says with every answer that the file is another one now (ETag, Last-Modified)',
    {},
  ),
] as const;

const all = [...tlsActs, ...httpActs, ...soapActs, ...contentActs] as const;

/** What a rule does. The part before the dot is the layer. */
export const Act = Type.Unsafe<Static<(typeof all)[number]>>({
  type: 'object',
  description: 'what is done',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: all,
});
export type Act = Static<typeof Act>;

/** The act with that `kind`. */
export type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;

/** The layers faults are injected at. */
export type Layer = 'tls' | 'http' | 'soap' | 'content';

/** The layer of an act. */
export function layerOf(act: Act): Layer {
  return act.kind.split('.')[0] as Layer;
}

/** The schema of every kind of act. */
export const actSchemas: readonly (readonly [kind: string, schema: TObject])[] = all.map((one) => [
  String((one.properties.kind as { readonly const?: unknown }).const),
  one as TObject,
]);

/** Every kind of act with what it does. */
export const actKinds: readonly { readonly kind: string; readonly description: string }[] = actSchemas.map(
  ([kind, schema]) => ({
    kind,
    description: (schema as { readonly description?: string }).description ?? '',
  }),
);
