import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { TProperties } from 'typebox';
import { Type } from '../../platform/documents/schema-type.ts';
import type { ControlPorts } from './control-ports.ts';
import { inputError } from './http/input-check.ts';
import { BODY_BYTES } from './http/json-body.ts';
import type { Answer, ControlRoute, RouteInput } from './route.ts';
import { object } from './schemas/common.ts';

/** Where the operations of a table are served. */
export interface Served {
  /** What a call works on. */
  readonly portsOf: (request: FastifyRequest) => ControlPorts;
  /** Values in the prefix `app` has, such as `tenant`; handlers need not know of them. */
  readonly prefixParams?: TProperties;
  /** Leaves them out of the description: they are there under another prefix. */
  readonly isHidden?: true;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Serves `routes` on `app`, under the prefix it was registered with. */
export function controlRoutes(app: FastifyInstance, routes: readonly ControlRoute[], served: Served): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.url,
      bodyLimit: route.bodyLimit ?? BODY_BYTES,
      schema: schemaOf(route, served),
      ...(route.body === undefined && { preValidation: refuseBody }),
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const answer = await route.handler({ ...served.portsOf(request), signal: request.signal }, {
          params,
          query,
          body,
        } as RouteInput);
        // Asked for here and not by the schema of the route, a serialiser is compiled at the first answer it is for.
        const text = reply.serializeInput(answer, route.response as Answer);
        return reply
          .code(route.status ?? 200)
          .type(JSON_TYPE)
          .send(text);
      },
    });
  }
}

/** What a call may hold besides is nothing: a misspelt name must not be passed over. */
function schemaOf(route: ControlRoute, { prefixParams, isHidden }: Served) {
  const params = { ...prefixParams, ...route.params?.properties };
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: route.tags,
    ...(Object.keys(params).length > 0 && { params: Type.Object(params, { additionalProperties: false }) }),
    querystring: route.query ?? object({}),
    ...(route.body !== undefined && { body: route.body }),
    ...(isHidden && { hide: true }),
  };
}

const refuseBody: NonNullable<RouteShorthandOptions['preValidation']> = async ({ body }: FastifyRequest) => {
  if (body === undefined || body === null) return;
  throw inputError('body', { path: [], problem: 'nothing is expected here', repair: 'Send no body.' });
};
