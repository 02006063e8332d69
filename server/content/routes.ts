import { Readable } from 'node:stream';
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { createContentStore } from '../../catalog/content-store.ts';
import type { ByteSpan } from './byte-range.ts';
import { answerContent } from './content-answer.ts';
import { type ContentFiles, createContentFiles } from './content-files.ts';
import { readContentName } from './content-name.ts';
import type { FileVersion } from './file-version.ts';

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

  async function answer(request: ContentHttpRequest, reply: FastifyReply): Promise<FastifyReply> {
    const name = readContentName(ENCODED_SEPARATOR.test(request.url) ? '' : request.params['*']);
    if (name.kind === 'refused') return refuse(reply, name.status, name.reason);
    const file = store.pathOf(name.sha1, name.extension);
    const version = await files.version(file);
    if (!version) return refuse(reply, 404, 'this file is not here');

    const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
    const { status, headers, span } = answerContent(method, request.headers, version);
    // Before any header is set: a file that cannot be read is answered like any other failure.
    const content = method === 'GET' && span ? await body(files, file, version, span) : undefined;
    reply.code(status).headers(headers);
    if (status === 416) return refuse(reply, status, `the file has ${version.size} bytes`);
    return reply.send(content);
  }

  return async (fastify) => {
    fastify.setErrorHandler<FastifyError>((error, request, reply) => {
      request.log.error(error);
      return refuse(reply, error.statusCode ?? 500, 'the request cannot be answered');
    });
    fastify.route({ method: ['GET', 'HEAD'], url: '/Content/*', handler: answer });
  };
}

/** A buffer when one piece holds it all, a stream of pieces otherwise. The first is read before the head is sent. */
async function body(
  files: ContentFiles,
  file: string,
  version: FileVersion,
  span: ByteSpan,
): Promise<Buffer | Readable> {
  const pieces = files.read(file, version, span);
  const first = await pieces.next();
  if (first.done) return Buffer.alloc(0);
  if (first.value.length === span.last - span.first + 1) return first.value;
  const head = first.value;
  const all = async function* () {
    yield head;
    yield* pieces;
  };
  return Readable.from(all(), { highWaterMark: 1 });
}

function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${status}: ${reason}\n`);
}
