import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { soap11 } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { wsdlOf } from '../../protocol/soap/wsdl.ts';
import { createCallerReader, originOf } from '../caller.ts';
import type { World } from '../world.ts';
import { answerCall, faultEnvelope } from './answer.ts';
import type { ServedService } from './service-operations.ts';
import { servicePage } from './service-page.ts';

/** Most bytes of one request body. A driver pass has about 50 KB; a batch of reports some hundred. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** What the routes need to know beside the world. */
export interface SoapRoutesOptions {
  readonly world: World;
  readonly services: readonly ServedService[];
  /** Port of the plain HTTP listener, for content URLs; asked at each request because it may be any free one. */
  readonly httpPort: () => number;
  /** Whether calls are answered yet; before, it is 503. */
  readonly isOpen: () => boolean;
}

/** Serves SOAP services: POST for calls, `?wsdl` for the contract, a page for people. */
export function soapRoutes(app: FastifyInstance, options: SoapRoutesOptions): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => {
        done(null, body);
      },
    );
    for (const service of options.services) {
      for (const path of [service.contract.path, ...service.aliases]) serve(scope, path, service, options);
    }
  });
}

function serve(app: FastifyInstance, path: string, service: ServedService, options: SoapRoutesOptions): void {
  const { world } = options;
  const { contract } = service;
  const callerOf = createCallerReader(options.httpPort);
  const cacheControl = contract.handwriting === 'wcf' ? 'private' : 'private, max-age=0';
  const serviceUrl = (request: FastifyRequest): string => `${originOf(request)}${contract.path}`;
  const sendFault = (request: FastifyRequest, reply: FastifyReply, status: number, detail: string) =>
    reply
      .code(status)
      .header('content-type', soap11.contentType)
      .header('cache-control', 'private')
      .send(
        faultEnvelope(world, contract, new SoapFault('InvalidParameters', detail), '', serviceUrl(request)),
      );

  app.route({
    method: 'POST',
    url: path,
    errorHandler: (error, request, reply) => {
      const [status, detail] = refusal(error);
      return sendFault(request, reply, status, detail);
    },
    handler: (request, reply) => {
      if (!options.isOpen()) return sendStarting(reply);
      const unreadable = unreadableFormat(request.headers);
      if (unreadable !== undefined) return sendFault(request, reply, 415, unreadable);
      const soapAction = request.headers.soapaction;
      const answer = answerCall(world, service, {
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        soapAction: Array.isArray(soapAction) ? soapAction[0] : soapAction,
        caller: callerOf(request),
        serviceUrl: () => serviceUrl(request),
      });
      return sendPieces(
        reply,
        answer.status,
        answer.status === 200 ? cacheControl : 'private',
        answer.pieces,
      );
    },
  });
  app.route({
    method: 'GET',
    url: path,
    handler: (request, reply) => {
      const wanted = Object.keys(request.query as object).some((key) => key.toLowerCase() === 'wsdl');
      if (wanted) return reply.type('text/xml; charset=utf-8').send(wsdlOf(contract, serviceUrl(request)));
      return reply.type('text/html; charset=utf-8').send(servicePage(service));
    },
  });
  app.route({
    method: ['PUT', 'DELETE', 'PATCH'],
    url: path,
    handler: (request, reply) =>
      sendFault(
        request,
        reply.header('allow', 'GET, HEAD, POST'),
        405,
        `${request.method} is not for web services; calls are POST`,
      ),
  });
}

function sendStarting(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('retry-after', '1').type('text/plain; charset=utf-8').send('503: starting\n');
}

/**
 * Sends `pieces` as one body. Several go out as they are, past Fastify's send: joining them would cost a block of
 * memory and a copy for each reply. onResponse hooks still run.
 */
function sendPieces(
  reply: FastifyReply,
  status: number,
  cacheControl: string,
  pieces: readonly Buffer[],
): FastifyReply {
  const headers = { 'content-type': soap11.contentType, 'cache-control': cacheControl };
  if (pieces.length === 1) return reply.code(status).headers(headers).send(pieces[0]);
  reply.hijack();
  const { raw } = reply;
  let length = 0;
  for (const piece of pieces) length += piece.length;
  raw.writeHead(status, { ...headers, 'content-length': length });
  raw.cork();
  const last = pieces.length - 1;
  for (let at = 0; at < last; at++) raw.write(pieces[at]);
  raw.end(pieces[last]);
  return reply;
}

/** Why the body cannot be read as it was sent, in one sentence, or undefined when it can. */
function unreadableFormat(headers: FastifyRequest['headers']): string | undefined {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  if (!isTextXml(type))
    return `Content-Type: SOAP 1.1 is "text/xml; charset=utf-8", not "${type.slice(0, 100)}"`;
  if (encoding.toLowerCase() !== 'identity')
    return `Content-Encoding: bodies are taken as they are, not in "${encoding.slice(0, 100)}"`;
  return undefined;
}

function isTextXml(contentType: string): boolean {
  // What every Windows client sends.
  if (contentType === 'text/xml; charset=utf-8') return true;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  if (type.trim() !== 'text/xml') return false;
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='));
  return charset === undefined || /^charset="?utf-8"?$/.test(charset);
}

/** HTTP status and text for what Fastify refuses before an operation is reached. */
function refusal(error: unknown): readonly [number, string] {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return [413, `the body has more than ${MAX_BODY_BYTES} bytes`];
  if (status === 415)
    return [415, 'Content-Type: it is not well-formed; SOAP 1.1 is "text/xml; charset=utf-8"'];
  if (status >= 400 && status < 500) return [status, 'the HTTP request is not well-formed'];
  return [500, ''];
}
