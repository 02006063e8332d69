import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { createContentStore } from '../../catalog/content-store.ts';
import type { ExchangeOf } from '../exchange.ts';
import { payloadOf, planRequest, respond } from '../respond.ts';
import { answerFile, refusal } from './answer-file.ts';
import { createContentFiles } from './content-files.ts';
import { readContentName } from './content-name.ts';

/** Memory for pieces of files in demand, unless told otherwise: room for one cumulative update of today. */
const DEFAULT_CACHE_BYTES = 256 * 1024 * 1024;

/** An encoded slash, backslash or NUL: no name has one, and what follows would read the path in two ways. */
const ENCODED_SEPARATOR = /^[^?]*%(?:2f|5c|00)/i;

/** Settings of the content endpoint. */
export interface ContentRoutesOptions {
  /** The store's folder: `<folder>/<XX>/<SHA1>.<ext>`. */
  readonly folder: string;
  /** Most bytes of file content kept in memory; 0 for none. */
  readonly cacheBytes?: number;
  /** In whose world a request is; without it nothing is noted and no fault strikes. */
  readonly exchangeOf?: ExchangeOf;
}

type ContentHttpRequest = FastifyRequest<{ Params: { readonly '*': string } }>;

/**
 * `GET` and `HEAD /Content/<XX>/<SHA1>.<ext>` from the content folder. Any case of the digits and the extension; any
 * case of `/Content` where the router of the instance is not case-sensitive. The memory is shared by all instances
 * the one plugin is registered with.
 *
 * Not by @fastify/static: its ETag is weak and its conditions and ranges follow from that, and its reads reach
 * half of nginx where the pieces held here reach it.
 */
export function contentRoutes(options: ContentRoutesOptions): FastifyPluginAsync {
  const store = createContentStore(options.folder);
  const files = createContentFiles(options.cacheBytes ?? DEFAULT_CACHE_BYTES);
  const { exchangeOf } = options;

  async function answer(request: ContentHttpRequest, reply: FastifyReply): Promise<FastifyReply> {
    const name = readContentName(ENCODED_SEPARATOR.test(request.url) ? '' : request.params['*']);
    const exchange = exchangeOf?.(request);
    const subject = {
      kind: 'content' as const,
      ...(name.kind === 'file' && { sha1: name.sha1.toUpperCase() }),
    };
    const plan = exchange && planRequest(exchange, request, subject);
    const { span, ...made } = await answerFile({ store, files }, name, request, plan, exchange?.world);
    const range = request.headers.range === undefined ? undefined : span;
    if (exchange !== undefined)
      return respond(exchange, request, reply, { ...subject, ...(range && { range }) }, made, plan);
    return reply.code(made.status).headers(made.headers).send(payloadOf(made.body));
  }

  return async (fastify) => {
    fastify.setErrorHandler<FastifyError>((error, request, reply) => {
      request.log.error(error);
      const { status, headers, body } = refusal(error.statusCode ?? 500, 'the request cannot be answered');
      return reply.code(status).headers(headers).send(payloadOf(body));
    });
    fastify.route({ method: ['GET', 'HEAD'], url: '/Content/*', handler: answer });
  };
}
