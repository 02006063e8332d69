import { Validator } from '@seriousme/openapi-schema-validator';
import t from 'tap';
import { silentLogger } from '../../../platform/logger.ts';
import { createControlApi } from '../../../server/control/control-api.ts';
import type { ControlPorts } from '../../../server/control/control-ports.ts';
import { healthAnswers } from '../../../server/control/health.ts';
import { hoistNamedSchemas } from '../../../server/control/openapi/hoist-named-schemas.ts';
import { healthRoutes } from '../../../server/control/routes/health.ts';
import { catalogRoutes, doubleRoutes } from '../../../server/control/routes/index.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, object>>;
}

const api = await createControlApi({
  // The description needs no double, and health none of its parts.
  portsOf: () => ({}) as ControlPorts,
  logger: silentLogger,
});
const document = (await api.inject('/api/v1/openapi.json')).json();
const operations = Object.entries<Readonly<Record<string, Operation>>>(document.paths).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

t.test('the description is OpenAPI 3.1', async (t) => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  t.ok(valid, JSON.stringify(errors));
  t.equal(document.openapi, '3.1.0');
});

t.test('every operation is described, each under a name of its own', async (t) => {
  const declared = [...healthRoutes, ...catalogRoutes, ...doubleRoutes]
    .map(({ operationId }) => operationId)
    .sort();
  t.same(operations.map(({ operationId }) => operationId).sort(), declared);
  t.equal(new Set(declared).size, declared.length);
  for (const { operationId, summary, tags } of operations) {
    t.match(summary, /^[A-Z].*[^.]$/, operationId);
    t.equal(tags.length, 1, operationId);
  }
});

t.test('the values of a path are described, and every refusal an operation can have', async (t) => {
  for (const { path, method, operationId, parameters = [], responses, tags } of operations) {
    const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
    t.same(inPath, path.match(/\{\w+\}/g) ?? [], operationId);
    t.ok(
      Object.keys(responses).some((status) => /^20[0-2]$/.test(status)),
      operationId,
    );
    if (tags.includes('health')) continue;
    for (const status of [400, 401, 403, 500]) t.ok(responses[status], `${operationId} ${status}`);
    const hasBody = 'requestBody' in document.paths[path][method];
    for (const status of [413, 415])
      t.equal(responses[status] !== undefined, hasBody, `${operationId} ${status}`);
  }
  t.match(document.components.responses.InputRefused, {
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorReply' } } },
  });
});

t.test('nothing that is described takes what is not', async (t) => {
  const open: string[] = [];
  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, additionalProperties, properties } = value as Readonly<Record<string, unknown>>;
    if (properties !== undefined && [type].flat().includes('object') && additionalProperties !== false)
      open.push(where);
    for (const [name, one] of Object.entries(value)) look(one, `${where}/${name}`);
  };
  look(document.components.schemas, '');
  look(document.paths, '');
  // What an entry holds depends on what arrived; nobody sends one.
  t.same(open, ['/JournalEntry']);
});

t.test('health is described as it is answered', async (t) => {
  t.same(healthRoutes.map(({ url }) => url).sort(), Object.keys(healthAnswers).sort());
  for (const { url } of healthRoutes)
    t.same((await api.inject(url)).json(), healthAnswers[url]?.(true).body, url);
});

t.test('a schema is described once, and two cannot share a name', async (t) => {
  const one = { title: 'One', type: 'object', properties: { title: { type: 'string' } } };
  const other = { title: 'One', type: 'object', properties: {} };
  t.match(hoistNamedSchemas({ paths: { a: one, b: [one] } }), {
    paths: { a: { $ref: '#/components/schemas/One' }, b: [{ $ref: '#/components/schemas/One' }] },
    components: { schemas: { One: { type: 'object', properties: { title: { type: 'string' } } } } },
  });
  t.throws(() => hoistNamedSchemas({ paths: { a: one, b: other } }), /two schemas are called One/);
});
