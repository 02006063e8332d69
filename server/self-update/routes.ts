import type { FastifyError, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ExchangeOf } from '../exchange.ts';
import { noteWhenOver, planRequest, respond } from '../respond.ts';

/** Settings of the self-update endpoint. */
export interface SelfUpdateRoutesOptions {
  /** The folder with the files of an old client's self-update, by absolute path. Without it every path is 404. */
  readonly folder?: string;
  /** In whose world a request is; without it nothing is noted. */
  readonly exchangeOf?: ExchangeOf;
}

/**
 * `GET` and `HEAD /SelfUpdate/*`: the files of the folder, where one is configured. Clients of today look for
 * nothing there and take the 404 for "no self-update". Any case of `/SelfUpdate` where the router is not case-sensitive.
 */
export function selfUpdateRoutes(options: SelfUpdateRoutesOptions = {}): FastifyPluginAsync {
  const { folder, exchangeOf } = options;
  return async (fastify) => {
    if (folder !== undefined) {
      // Loaded only where it is used: most doubles serve no self-update.
      const { default: fastifyStatic } = await import('@fastify/static');
      await fastify.register(fastifyStatic, {
        root: folder,
        serve: false,
        index: false,
        dotfiles: 'ignore',
        decorateReply: !fastify.hasReplyDecorator('sendFile'),
      });
    }
    fastify.setErrorHandler<FastifyError>((error, _request, reply) => {
      const status = error.statusCode ?? 500;
      return reply.code(status).type('text/plain; charset=utf-8').send(`${status}: not here\n`);
    });
    fastify.route({
      method: ['GET', 'HEAD'],
      url: '/SelfUpdate/*',
      handler: async (request: FastifyRequest<{ Params: { readonly '*': string } }>, reply) => {
        const exchange = exchangeOf?.(request);
        if (exchange !== undefined) {
          const plan = planRequest(exchange, request, { kind: 'http' });
          const answer = { status: 404, headers: {}, body: [] };
          // What the library sends cannot be sent otherwise: a rule takes the place of the answer.
          if (plan !== undefined) return respond(exchange, request, reply, { kind: 'http' }, answer, plan);
          noteWhenOver(exchange, request, reply, { kind: 'http' });
        }
        if (folder !== undefined) return reply.sendFile(request.params['*'], folder);
        return reply.code(404).type('text/plain; charset=utf-8').send('404: no self-update folder is set\n');
      },
    });
  };
}
