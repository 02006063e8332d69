import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/logger.ts';
import type { ControlPorts, PortsOf } from './control-ports.ts';
import { controlRoutes } from './control-routes.ts';
import { sendError } from './http/error-answer.ts';
import { inputCheck } from './http/input-check.ts';
import { takeJsonBodies } from './http/json-body.ts';
import { createKnownPaths } from './http/known-paths.ts';
import { describeApi } from './openapi/describe-api.ts';
import type { ControlRoute } from './route.ts';
import { healthRoutes } from './routes/health.ts';
import { catalogRoutes, doubleRoutes } from './routes/index.ts';
import { name } from './schemas/common.ts';

/** What the operations of the control API are served with. */
export interface ControlApiParts {
  /** What a call works on; asked at each call. */
  readonly portsOf: PortsOf;
  readonly logger: Logger;
  /** Operations on a catalogue; all there are when left out. */
  readonly routes?: readonly ControlRoute[];
  /** Operations on the double as a whole; all there are when left out. */
  readonly ofDouble?: readonly ControlRoute[];
}

/** Where the operations of one tenant are served; without it they are those of the default one. */
const TENANT_PREFIX = '/tenants/:tenant';
const tenantParams = { tenant: name('Name of the tenant') };

/** Where operations on a catalogue are served. */
export const API_PREFIX = '/api/v1';
/** Names of updates are titles, and each of their characters may take nine in a path. */
const MOST_PARAM_CHARACTERS = 10_000;

/**
 * The operations of the control API as an app that listens nowhere: calls come to it by `routing` or `inject`. It is
 * loaded when the first of them comes, since schemas, checks and their description take longer than a start may.
 */
export async function createControlApi({
  portsOf,
  logger,
  ...parts
}: ControlApiParts): Promise<FastifyInstance> {
  const { routes = catalogRoutes, ofDouble = doubleRoutes } = parts;
  const app = fastify({ routerOptions: { maxParamLength: MOST_PARAM_CHARACTERS } });
  const known = createKnownPaths();
  app.addHook('onRoute', ({ url, method }) => known.add(url, method));
  takeJsonBodies(app);
  app.setValidatorCompiler(inputCheck);
  app.setErrorHandler((error, _request, reply) => sendError(error, reply, logger));
  app.setNotFoundHandler(({ method, url }) => {
    throw known.explain(method, url.split('?', 1)[0] ?? url);
  });
  const describe = await describeApi(app, [...healthRoutes, ...routes, ...ofDouble]);
  const ofDefault = { portsOf: (): ControlPorts => portsOf() };
  controlRoutes(app, healthRoutes, ofDefault);
  app.register(async (scope) => controlRoutes(scope, [...routes, ...ofDouble], ofDefault), {
    prefix: API_PREFIX,
  });
  const portsOfTenant = ({ params }: FastifyRequest): ControlPorts =>
    portsOf((params as { readonly tenant: string }).tenant);
  const ofTenant = { portsOf: portsOfTenant, prefixParams: tenantParams, isHidden: true as const };
  app.register(async (scope) => controlRoutes(scope, routes, ofTenant), {
    prefix: API_PREFIX + TENANT_PREFIX,
  });
  serveDescription(app, describe);
  await app.ready();
  return app;
}

/** The description is made when somebody first asks for it. */
function serveDescription(app: FastifyInstance, describe: () => object): void {
  let document: string | undefined;
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(describe());
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
