import { gunzipSync, gzipSync } from 'node:zlib';
import { XMLValidator } from 'fast-xml-parser';
import { packXpressBlocks, unpackXpressBlocks } from '../../protocol/codecs/xpress-blocks.ts';
import { XpressCompressor } from '../../protocol/codecs/xpress-compressor.ts';
import { decodeResponse } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { SoapVersion } from '../../protocol/soap/version.ts';
import { answerCall } from '../../server/soap/answer.ts';
import { MAX_BODY_BYTES } from '../../server/soap/http-call.ts';
import { decodeBody } from '../../server/soap/request-coding.ts';
import type { ServedService } from '../../server/soap/service-operations.ts';
import { type FuzzWorld, fuzzCaller } from './fuzz-world.ts';

export const codings = ['identity', 'xpress', 'gzip'] as const;
export type Coding = (typeof codings)[number];

/** One request that may be anything. */
export interface FuzzCase {
  readonly service: ServedService;
  readonly version: SoapVersion;
  /** As the header, or the parameter of SOAP 1.2, has it. */
  readonly action: string | undefined;
  readonly coding: Coding;
  /** As sent, in its coding. */
  readonly body: Buffer;
}

/** What came back; `refused` where no operation saw the request. */
export interface FuzzAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly refused?: string;
  /** What the log says of it, where the caller can see the log. */
  readonly logged?: string;
}

const compressor = new XpressCompressor();

/** `body` in a content coding. */
export function coded(body: Buffer, coding: Coding): Buffer {
  if (coding === 'gzip') return gzipSync(body, { level: 1 });
  return coding === 'xpress' ? packXpressBlocks(body, compressor) : body;
}

/** Asks without a network, the way a route does. */
export function askDirectly({ world, errors }: FuzzWorld, one: FuzzCase): FuzzAnswer {
  const before = errors.length;
  const body = decodeBody(one.body, one.coding, MAX_BODY_BYTES);
  if (!Buffer.isBuffer(body)) return { status: body.status, body: Buffer.alloc(0), refused: body.detail };
  const { status, pieces } = answerCall(world, one.service, {
    body,
    version: one.version,
    soapAction: one.action,
    caller: fuzzCaller,
    serviceUrl: () => `http://wsus.example:8530${one.service.contract.path}`,
  });
  const logged = errors.slice(before).join('; ');
  return { status, body: Buffer.concat([...pieces]), ...(logged !== '' && { logged }) };
}

/** The codes of [MS-WUSP] §2.2.2.4 and [MS-WSUSSS] §2.2.9.3. */
export const documentedCodes: ReadonlySet<string> = new Set([
  'InvalidCookie',
  'ConfigChanged',
  'RegistrationRequired',
  'ServerChanged',
  'InternalServerError',
  'CookieExpired',
  'InvalidParameters',
  'InvalidAuthorizationCookie',
  'RegistrationNotRequired',
  'ServerBusy',
  'FileLocationChanged',
  'IncompatibleProtocolVersion',
  'FileDigestsMissing',
  'TooManyIds',
]);

/**
 * What is InternalServerError by design: a revision that is not here (capture 39), deployments of a server that
 * hands on none, and a roll-up of what nobody introduced: for these no code is documented. The log stays empty of it.
 */
const FAILS_BY_DESIGN =
  /\/(?:GetUpdateData|GetUpdateDecryptionData|GetDeployments|Rollup\w+|GetOutOfSyncComputers)"$/;

const REFUSALS = [400, 413, 415];
const FAULT =
  /<ErrorCode>(\w+)<\/ErrorCode><Message>[^<]*<\/Message><ID>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}<\/ID>(?:<Method>("[^<]+")<\/Method>)?<\/(?:detail|s:Detail|soap:Detail)>/;
const SIDE = /<(?:faultcode|s:Value|soap:Value)>(?:s|soap):(\w+)</;

/** What an answer is, in one word. Throws with one sentence when it is none that is documented. */
export function judge(one: FuzzCase, answer: FuzzAnswer, isThorough: boolean): string {
  const { status, body, refused, logged } = answer;
  if (logged !== undefined) throw new Error(`nothing should fail inside: ${logged}`);
  if (refused !== undefined) {
    if (!REFUSALS.includes(status)) throw new Error(`refused with status ${status}: ${refused}`);
    return `HTTP ${status}`;
  }
  const xml = body.toString('utf8');
  if (isThorough) {
    const judged = XMLValidator.validate(xml);
    if (judged !== true)
      throw new Error(`the reply is not well-formed: ${judged.err.msg}: ${xml.slice(0, 2000)}`);
  }
  return status === 200 ? judgeReply(one, body, xml) : judgeFault(one, status, body, xml);
}

function judgeReply({ service: { contract }, version }: FuzzCase, body: Buffer, xml: string): string {
  const name = /Body(?: [^>]*)?><(\w+)Response[ >/]/.exec(xml)?.[1] ?? '';
  const operation = contract.operations[name];
  if (operation === undefined) throw new Error(`the reply is of no operation: ${xml.slice(0, 500)}`);
  decodeResponse(body, contract, operation, undefined, version);
  return `answered ${contract.name}.${name}`;
}

function judgeFault(one: FuzzCase, status: number, body: Buffer, xml: string): string {
  const { version, service } = one;
  const [, code = '', method] = FAULT.exec(xml) ?? [];
  if (!documentedCodes.has(code))
    throw new Error(`status ${status} without a documented fault: ${xml.slice(0, 500)}`);
  if (code === 'InternalServerError' && !FAILS_BY_DESIGN.test(method ?? ''))
    throw new Error(`nothing should fail inside: ${xml}`);
  const [anyOperation] = Object.values(service.contract.operations);
  const read = faultIn(
    () => anyOperation && decodeResponse(body, service.contract, anyOperation, undefined, version),
  );
  if (read !== code) throw new Error(`the decoder reads ${read} instead of ${code}`);
  const side = SIDE.exec(xml)?.[1];
  if (REFUSALS.includes(status) && method === undefined && code === 'InvalidParameters')
    return `HTTP ${status}`;
  const expected = version.name === '1.2' && side === 'Sender' ? 400 : 500;
  if (status !== expected) throw new Error(`${code} of ${side} has status ${status} instead of ${expected}`);
  const hasAction = one.action !== undefined && one.action.trim().replaceAll('"', '') !== '';
  if (hasAction && method === undefined) throw new Error(`no Method: ${xml}`);
  return code;
}

function faultIn(read: () => unknown): string {
  try {
    read();
    return 'no fault';
  } catch (error) {
    if (error instanceof SoapFault) return error.code;
    throw error;
  }
}

/** All it takes to send the request again. */
export function reproducer({ service, version, action, coding, body }: FuzzCase): string {
  const plain = plainOf(body, coding);
  const text = plain?.toString('utf8');
  const isText = text !== undefined && plain !== undefined && Buffer.from(text).equals(plain);
  return [
    `POST ${service.contract.path}, SOAP ${version.name}, action ${action ?? '(none)'}, coding ${coding}`,
    ...(isText ? [`text: ${JSON.stringify(text)}`] : []),
    `base64 of the body: ${body.toString('base64')}`,
  ].join('\n');
}

function plainOf(body: Buffer, coding: Coding): Buffer | undefined {
  try {
    if (coding === 'gzip') return gunzipSync(body, { maxOutputLength: MAX_BODY_BYTES });
    return coding === 'xpress' ? unpackXpressBlocks(body, MAX_BODY_BYTES) : body;
  } catch {
    return undefined;
  }
}
