import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { packageVersion } from '../../../platform/package-version.ts';
import type { ControlRoute } from '../route.ts';
import { describedResponses, namedRefusals, refusedResponses } from './described-responses.ts';
import { hoistNamedSchemas } from './hoist-named-schemas.ts';

const DESCRIPTION = `Everything a test does to a mock-windows-update: updates, approvals, groups, computers and what they reported.
What is not described is refused, and every refusal says in JSON what is wrong and how to repair it.`;

/** Lets `app` be described; call it before its routes are declared. Returns the description, once `app` is ready. */
export async function describeApi(
  app: FastifyInstance,
  routes: readonly ControlRoute[],
): Promise<() => object> {
  const byId = new Map(routes.map((route) => [route.operationId, route]));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'mock-windows-update', version: packageVersion(), description: DESCRIPTION },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      // A token is wanted where one was given, or where others than this machine reach the listener.
      security: [{}, { token: [] }],
    },
    transform: ({ schema, url }) => {
      const route = byId.get(String(schema?.operationId));
      if (schema === undefined || route === undefined) return { schema: { ...schema, hide: true }, url };
      return { schema: { ...schema, response: describedResponses(route) }, url };
    },
  });
  return () => hoistNamedSchemas(withRefusals(app.swagger() as Described, byId));
}

/** A description, as far as it matters here. */
interface Described {
  readonly components?: { readonly responses?: object };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId?: string;
  readonly responses?: object;
}

/** Adds what refused calls are answered, each described once. */
function withRefusals(document: Described, byId: ReadonlyMap<string, ControlRoute>): Described {
  const paths = mapped(document.paths ?? {}, (methods) =>
    mapped(methods, (operation) => {
      const route = byId.get(operation.operationId ?? '');
      return route === undefined
        ? operation
        : { ...operation, responses: { ...operation.responses, ...namedRefusals(route) } };
    }),
  );
  return { ...document, paths, components: { ...document.components, responses: refusedResponses } };
}

function mapped<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
