import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from '../../platform/logger.ts';
import { KEEP_ALIVE_MILLISECONDS, REQUEST_MILLISECONDS } from '../http-app.ts';
import type { AccessRules } from './access/access-rules.ts';
import { checkAccess } from './access/check-access.ts';
import type { PortsOf } from './control-ports.ts';
import { healthAnswers } from './health.ts';
import { sendError } from './http/error-answer.ts';

/** What the control listener is made of. */
export interface ControlAppParts {
  readonly access: AccessRules;
  readonly logger: Logger;
  readonly isReady: () => boolean;
  /** What a call works on: for the tenant it names, or the default one. */
  readonly ports: PortsOf;
}

/**
 * What listens for control: it judges who calls, answers for health, and hands every other call to the operations, which
 * the first of these calls loads.
 */
export function createControlApp({ access, logger, isReady, ports }: ControlAppParts): FastifyInstance {
  const refuse = (error: unknown, reply: FastifyReply): FastifyReply => sendError(error, reply, logger);
  const app = fastify({
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    frameworkErrors: (error, _request, reply) => refuse(error, reply),
  });
  app.setErrorHandler((error, _request, reply) => refuse(error, reply));
  // It listens nowhere and holds nothing open, so it ends with the calls to it.
  const operations = once(async () => {
    const { createControlApi } = await import('./control-api.ts');
    return createControlApi({ portsOf: ports, logger });
  });
  app.addHook('onRequest', async ({ raw, method, url }, reply) => {
    const isRead = method === 'GET' || method === 'HEAD';
    const isHealth = isRead && Object.hasOwn(healthAnswers, url.split('?', 1)[0] ?? url);
    checkAccess(raw.headers, access, !isHealth);
    if (isHealth) return;
    const api = await operations();
    reply.hijack();
    api.routing(raw, reply.raw);
  });
  for (const [path, answer] of Object.entries(healthAnswers)) {
    app.get(path, (_request, reply) => {
      const { status, body } = answer(isReady());
      return reply.code(status).send(body);
    });
  }
  return app;
}

/** Makes it when it is first wanted; one that failed is made anew. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
