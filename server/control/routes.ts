import type { FastifyInstance } from 'fastify';

/** Whether the double is up. Nothing a client can reach leads here: these routes have a listener of their own. */
export function controlRoutes(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const ready = isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'starting' });
  });
}
