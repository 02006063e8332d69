import type { FastifyReply, FastifyRequest } from 'fastify';
import { totalLength } from '../../platform/total-length.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { type SoapVersion, soap11, soap12 } from '../../protocol/soap/version.ts';
import { type CallerPlace, originOf } from '../caller.ts';
import type { Exchange, ExchangeOf } from '../exchange.ts';
import { deliver } from '../faults/deliver.ts';
import { hasLayer, type Plan } from '../faults/plan.ts';
import { notedRequest } from '../journal/connection-facts.ts';
import { planRequest, respond } from '../respond.ts';
import type { Caller } from '../world.ts';
import { type Assigned, answerCall, faultEnvelope, type SoapAnswer } from './answer.ts';
import { messageFormatOf, versionOf } from './message-format.ts';
import { offeredCoding, type ReplyCoder } from './reply-coding.ts';
import { type createReplyHeaders, faultHeaders, type ReplyHeaders } from './reply-headers.ts';
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
  readonly exchangeOf: ExchangeOf;
  readonly service: ServedService;
  readonly coder: ReplyCoder;
  readonly callerOf: (request: FastifyRequest, place: CallerPlace) => Caller;
  readonly headersOf: ReturnType<typeof createReplyHeaders>;
}

/** Why a request gets no further than HTTP. */
export interface Refusal {
  readonly status: number;
  /** One sentence. */
  readonly detail: string;
}

/** The absolute URL of the service as the caller sees it. */
export function urlOf({ service }: Endpoint, request: FastifyRequest, prefix: string): string {
  return `${originOf(request)}${prefix}${service.contract.path}`;
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
  const { service, exchangeOf, callerOf } = endpoint;
  const exchange = exchangeOf(request);
  const { world, startedAt, isUnassigned, prefix, byClient } = exchange;
  const serviceUrl = () => urlOf(endpoint, request, prefix);
  const call = {
    body,
    version,
    soapAction: version === soap11 ? header : format.action,
    caller: callerOf(request, exchange),
    serviceUrl,
    http: { request: notedRequest(request), startedAt, isUnassigned },
    ...(byClient && { assign: (value: unknown) => assignedBy(endpoint, request, exchange, value) }),
  };
  const answer = answerCall(world, service, call, service.limits?.message);
  const { headers, pieces } = codedAnswer(endpoint, request, version, answer);
  answer.noteSent(totalLength(pieces));
  if (answer.plan === undefined || !hasLayer(answer.plan, 'http'))
    return sendPieces(reply, answer.status, headers, pieces);
  return sendAsPlanned(reply, serviceUrl(), { ...answer, headers, pieces }, answer.plan);
}

/** Where a message belongs: content of that tenant is found under its prefix, since files are asked for without cookie. */
function assignedBy(
  { callerOf }: Endpoint,
  request: FastifyRequest,
  { byClient, httpPort }: Exchange,
  value: unknown,
): Assigned | undefined {
  const found = byClient?.(value);
  return found && { world: found.world, caller: callerOf(request, { prefix: found.prefix, httpPort }) };
}

/** Sends an answer the way fault rules have it. */
function sendAsPlanned(
  reply: FastifyReply,
  url: string,
  { status, headers, pieces, noteSent }: SoapAnswer & { readonly headers: ReplyHeaders },
  plan: Plan,
): FastifyReply {
  reply.hijack();
  deliver(reply.raw, { status, headers, body: pieces }, plan, url).then(noteSent, () => reply.raw.destroy());
  return reply;
}

/** Sends a fault for a request that no operation saw, in the version of SOAP its Content-Type stands for. */
export function sendRefusal(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, detail }: Refusal,
): FastifyReply {
  const { exchangeOf, service } = endpoint;
  const exchange = exchangeOf(request);
  const { world } = exchange;
  const version = versionOf(request.headers['content-type'] ?? '') ?? soap11;
  const context = { action: '', serviceUrl: urlOf(endpoint, request, exchange.prefix), version };
  const fault = new SoapFault('InvalidParameters', detail);
  const piece = faultEnvelope(world, service.contract, fault, context);
  const plan = planRequest(exchange, request, { kind: 'http' });
  const answer = { status, headers: faultHeaders(version), body: [piece] };
  return respond(exchange, request, reply, { kind: 'http' }, answer, plan);
}

/** Headers and bytes of an answer: a good reply goes in a content coding when the caller offers one; Vary tells that it might have been another. */
function codedAnswer(
  { service, coder, headersOf }: Endpoint,
  request: FastifyRequest,
  version: SoapVersion,
  { status, pieces }: SoapAnswer,
): { readonly headers: ReplyHeaders; readonly pieces: readonly Buffer[] } {
  if (status !== 200) return { headers: faultHeaders(version), pieces };
  const { handwriting } = service.contract;
  const accepted = request.headers['accept-encoding'];
  const offered = accepted === undefined ? undefined : offeredCoding(accepted);
  if (offered === undefined) return { headers: headersOf(handwriting, version, false), pieces };
  const coded = coder.encode(pieces, offered);
  return { headers: headersOf(handwriting, version, true, coded.coding), pieces: coded.pieces };
}

function notSoap(contentType: string): Refusal {
  const kinds = `"${soap11.contentType}" (1.1) or "${soap12.contentType}" (1.2)`;
  const detail = `Content-Type: SOAP is ${kinds}, not "${contentType.slice(0, 100)}"`;
  return { status: 415, detail };
}
