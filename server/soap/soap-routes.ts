import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { wsdlOf } from '../../protocol/soap/wsdl.ts';
import { createCallerReader } from '../caller.ts';
import type { Exchange, ExchangeOf } from '../exchange.ts';
import { planRequest, respond } from '../respond.ts';
import { bodyLimitOf, type Endpoint, type Refusal, sendAnswer, sendRefusal, urlOf } from './http-call.ts';
import { createReplyCoder } from './reply-coding.ts';
import { createReplyHeaders } from './reply-headers.ts';
import { contractNow, type ServedService } from './service-operations.ts';
import { servicePage } from './service-page.ts';

/** What the routes need to know beside the world. */
export interface SoapRoutesOptions {
  /** In whose world a request is. */
  readonly exchangeOf: ExchangeOf;
  readonly services: readonly ServedService[];
  /** Whether calls are answered yet; before, it is 503. */
  readonly isOpen: () => boolean;
}

/** Serves SOAP services: POST for calls, `?wsdl` for the contract, a page for people. */
export function soapRoutes(app: FastifyInstance, options: SoapRoutesOptions): void {
  const { exchangeOf, services, isOpen } = options;
  const coder = createReplyCoder();
  const headersOf = createReplyHeaders();
  const callerOf = createCallerReader();
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    for (const service of services) {
      const endpoint: Endpoint = { exchangeOf, service, coder, callerOf, headersOf };
      for (const path of [service.contract.path, ...service.aliases]) serve(scope, path, endpoint, isOpen);
    }
  });
}

function serve(app: FastifyInstance, url: string, endpoint: Endpoint, isOpen: () => boolean): void {
  const { exchangeOf } = endpoint;
  app.route({
    method: 'POST',
    url,
    bodyLimit: bodyLimitOf(endpoint),
    errorHandler: (error, request, reply) =>
      sendRefusal(endpoint, request, reply, refusalOf(error, bodyLimitOf(endpoint))),
    handler: (request, reply) => (isOpen() ? sendAnswer(endpoint, request, reply) : sendStarting(reply)),
  });
  app.route({
    method: 'GET',
    url,
    handler: (request, reply) => {
      const exchange = exchangeOf(request);
      const plan = planRequest(exchange, request, { kind: 'http' });
      const { type, text } = describe(endpoint, request, exchange);
      const answer = { status: 200, headers: { 'content-type': type }, body: [Buffer.from(text)] };
      return respond(exchange, request, reply, { kind: 'http' }, answer, plan);
    },
  });
  app.route({
    method: ['PUT', 'DELETE', 'PATCH'],
    url,
    handler: (request, reply) =>
      sendRefusal(endpoint, request, reply.header('allow', 'GET, HEAD, POST'), {
        status: 405,
        detail: `${request.method} is not for web services; calls are POST`,
      }),
  });
}

/** The contract where it is asked for, a page for people otherwise. */
function describe(
  endpoint: Endpoint,
  request: FastifyRequest,
  { world, prefix }: Exchange,
): { readonly type: string; readonly text: string } {
  const { service } = endpoint;
  const isContract = Object.keys(request.query as object).some((key) => key.toLowerCase() === 'wsdl');
  if (!isContract) return { type: 'text/html; charset=utf-8', text: servicePage(service) };
  return {
    type: 'text/xml; charset=utf-8',
    text: wsdlOf(contractNow(service, world), urlOf(endpoint, request, prefix)),
  };
}

function sendStarting(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('retry-after', '1').type('text/plain; charset=utf-8').send('503: starting\n');
}

/** HTTP status and text for what Fastify refuses before an operation is reached. */
function refusalOf(error: unknown, bodyLimit: number): Refusal {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return { status, detail: `the body has more than ${bodyLimit} bytes` };
  if (status === 415)
    return {
      status,
      detail: 'Content-Type: it is not well-formed; SOAP 1.1 is "text/xml; charset=utf-8"',
    };
  if (status >= 400 && status < 500) return { status, detail: 'the HTTP request is not well-formed' };
  return { status: 500, detail: '' };
}
