import type { FastifyReply, FastifyRequest } from 'fastify';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { type SoapVersion, soap11, soap12 } from '../../protocol/soap/version.ts';
import { originOf } from '../caller.ts';
import type { Caller, World } from '../world.ts';
import { answerCall, faultEnvelope } from './answer.ts';
import { messageFormatOf, versionOf } from './message-format.ts';
import { offeredCoding, type ReplyCoder } from './reply-coding.ts';
import { type createReplyHeaders, faultHeaders } from './reply-headers.ts';
import { decodeBody } from './request-coding.ts';
import { sendPieces } from './send-pieces.ts';
import type { ServedService } from './service-operations.ts';

/**
 * Most bytes of one request body, packed or not, where a service says no other. A driver pass has about 50 KB; a batch
 * of reports some hundred.
 */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

const NO_BODY = Buffer.alloc(0);

/** Most bytes of one request body of a service. */
export function bodyLimitOf({ service }: Endpoint): number {
  return service.limits?.bodyBytes ?? MAX_BODY_BYTES;
}

/** One service with what its routes need to answer. */
export interface Endpoint {
  readonly world: World;
  readonly service: ServedService;
  readonly coder: ReplyCoder;
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly headersOf: ReturnType<typeof createReplyHeaders>;
}

/** Why a request gets no further than HTTP. */
export interface Refusal {
  readonly status: number;
  /** One sentence. */
  readonly detail: string;
}

/** The absolute URL of the service as the caller sees it. */
export function urlOf({ service }: Endpoint, request: FastifyRequest): string {
  return `${originOf(request)}${service.contract.path}`;
}

/** Answers the POST of a call: takes its codings off, calls the operation, and sends what it says. */
export function sendAnswer(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { 'content-type': type = '', 'content-encoding': encoding, soapaction } = request.headers;
  const format = messageFormatOf(type);
  if (format === undefined) return sendRefusal(endpoint, request, reply, notSoap(type));
  const sent = Buffer.isBuffer(request.body) ? request.body : NO_BODY;
  const body = encoding === undefined ? sent : decodeBody(sent, encoding, bodyLimitOf(endpoint));
  if (!Buffer.isBuffer(body)) return sendRefusal(endpoint, request, reply, body);
  const { version } = format;
  const header = Array.isArray(soapaction) ? soapaction[0] : soapaction;
  const { world, service } = endpoint;
  const call = {
    body,
    version,
    soapAction: version === soap11 ? header : format.action,
    caller: endpoint.callerOf(request),
    serviceUrl: () => urlOf(endpoint, request),
  };
  const { status, pieces } = answerCall(world, service, call, service.limits?.message);
  return status === 200
    ? sendReply(endpoint, request, reply, version, pieces)
    : sendPieces(reply, status, faultHeaders(version), pieces);
}

/** Sends a fault for a request that no operation saw, in the version of SOAP its Content-Type stands for. */
export function sendRefusal(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, detail }: Refusal,
): FastifyReply {
  const { world, service } = endpoint;
  const version = versionOf(request.headers['content-type'] ?? '') ?? soap11;
  const context = { action: '', serviceUrl: urlOf(endpoint, request), version };
  const fault = new SoapFault('InvalidParameters', detail);
  const piece = faultEnvelope(world, service.contract, fault, context);
  return sendPieces(reply, status, faultHeaders(version), [piece]);
}

/** Sends a good reply, in a content coding when the caller offers one; Vary tells that it might have been another. */
function sendReply(
  { service, coder, headersOf }: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  version: SoapVersion,
  pieces: readonly Buffer[],
): FastifyReply {
  const { handwriting } = service.contract;
  const accepted = request.headers['accept-encoding'];
  const offered = accepted === undefined ? undefined : offeredCoding(accepted);
  if (offered === undefined) return sendPieces(reply, 200, headersOf(handwriting, version, false), pieces);
  const coded = coder.encode(pieces, offered);
  return sendPieces(reply, 200, headersOf(handwriting, version, true, coded.coding), coded.pieces);
}

function notSoap(contentType: string): Refusal {
  const kinds = `"${soap11.contentType}" (1.1) or "${soap12.contentType}" (1.2)`;
  const detail = `Content-Type: SOAP is ${kinds}, not "${contentType.slice(0, 100)}"`;
  return { status: 415, detail };
}
