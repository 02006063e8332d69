import type { Server } from 'node:http';
import fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { Pki } from '../pki/index.ts';
import { dateAt } from '../platform/clock.ts';
import type { Exchange, ExchangeOf } from './exchange.ts';
import { noteWhenOver } from './respond.ts';
import { revocationRoutes } from './revocation/routes.ts';
import { selfUpdateRoutes } from './self-update/routes.ts';
import { servedServices } from './services.ts';
import { soapRoutes } from './soap/soap-routes.ts';
import { withoutPrefix } from './tenants/path-prefix.ts';

/**
 * How long an idle connection stays open. Delivery Optimization closes after 27 to 30 s; a server that closes
 * first races with its next request (wire facts §2.9).
 */
export const KEEP_ALIVE_MILLISECONDS = 65_000;
/** Time for one whole request, so that slow senders do not pile up. */
export const REQUEST_MILLISECONDS = 120_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Of requests clients make. */
    exchange: Exchange;
  }
}

/** What the client-facing routes are made of. */
export interface AppParts {
  /** The exchange a request begins. */
  readonly begin: ExchangeOf;
  /** Absent while keys are being made. */
  readonly pki: () => Pki | undefined;
  /** The content endpoint: one for all listeners, so that they share its memory. */
  readonly content: FastifyPluginAsync;
  readonly selfUpdateFolder?: string;
  /** Before this says yes calls are answered 503: no client shall scan a half-seeded catalogue. */
  readonly isOpen: () => boolean;
}

/** TLS settings of an app, as `node:https` takes them. */
export type TlsOptions = object;

/** A Fastify instance with everything clients may reach: services, content, self-update, revocation. */
export function createClientApp(parts: AppParts, tls?: TlsOptions): FastifyInstance {
  const exchangeOf: ExchangeOf = (request) => request.exchange;
  const app = createApp(tls, (request, reply) =>
    noteWhenOver(exchangeOf(request), request, reply, { kind: 'http' }),
  );
  app.decorateRequest('exchange');
  app.addHook('onRequest', (request, reply, done) => {
    const exchange = parts.begin(request);
    request.exchange = exchange;
    const { isTimeItsOwn, clock } = exchange.world;
    // Node would tell the time of the machine.
    if (isTimeItsOwn()) reply.raw.setHeader('Date', dateAt(clock.now()).toUTCString());
    if (exchange.isLost) return reply.callNotFound();
    done();
  });
  soapRoutes(app, {
    exchangeOf,
    services: servedServices,
    isOpen: parts.isOpen,
  });
  app.register(parts.content);
  app.register(
    selfUpdateRoutes({
      exchangeOf,
      ...(parts.selfUpdateFolder !== undefined && { folder: parts.selfUpdateFolder }),
    }),
  );
  app.register(revocationRoutes(parts.pki, exchangeOf));
  return app;
}

/** A bare app with the settings all listeners share; `onUnknown` hears of requests for what is not here. */
export function createApp(
  tls?: TlsOptions,
  onUnknown: (request: FastifyRequest, reply: FastifyReply) => void = () => {},
): FastifyInstance {
  const options: FastifyServerOptions & { https?: TlsOptions } = {
    routerOptions: { caseSensitive: false, ignoreDuplicateSlashes: true, maxParamLength: 4096 },
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    rewriteUrl: withoutPrefix,
    frameworkErrors: (error, _request, reply) => refuse(error, reply),
    ...(tls && { https: tls }),
  };
  const app = fastify(options as FastifyServerOptions) as FastifyInstance;
  app.setNotFoundHandler((request, reply) => {
    onUnknown(request, reply);
    return notHere(reply);
  });
  app.setErrorHandler((error, _request, reply) => refuse(error, reply));
  return app;
}

function notHere(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('404: not here\n');
}

/** Gives a server that shares the routes of an app the settings the app's own has. */
export function settleServer(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  server.requestTimeout = REQUEST_MILLISECONDS;
}

/** One line of plain text, whatever went wrong; what it was stays inside. */
function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const isClient = status >= 400 && status < 500;
  return reply
    .code(isClient ? status : 500)
    .type('text/plain; charset=utf-8')
    .send(isClient ? `${status}: the request is not understood\n` : '500: the server failed\n');
}
