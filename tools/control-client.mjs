// Makes the generated files of the typed client from the description the control API gives of itself.
import openapiTS, { astToString } from 'openapi-typescript';

const NOTE =
  '// Written by tools/write-control-client.mjs; a test fails when the control API is described otherwise.\n';

/** The text of each generated file, by its path in the project. */
export async function controlClientFiles(document) {
  const types = astToString(await openapiTS(document, { immutable: true, alphabetize: true }));
  return { 'client/api.ts': NOTE + types, 'client/operations.ts': NOTE + operationsText(document) };
}

function operationsText(document) {
  const lines = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationOf(document, path, method, operation)),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, operation]) => `  ${id}: ${literal(operation)},`);
  return `
/** How each operation is called: which of its values stand in the path and in the query; the rest is the body. */
export const operations = {
${lines.join('\n')}
} as const;
`;
}

function operationOf(document, path, method, { operationId, parameters = [], requestBody }) {
  const named = (place) => parameters.filter((one) => one.in === place).map(({ name }) => name);
  const body = requestBody?.content['application/json'].schema;
  const ofBody = Object.keys((body?.$ref ? resolve(document, body.$ref) : body)?.properties ?? {});
  const all = [...named('path'), ...named('query'), ...ofBody];
  // A call takes them in one map, so that each needs a name of its own.
  const twice = all.find((name, at) => all.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${operationId} has two values called ${twice}`);
  return [
    operationId,
    {
      method: method.toUpperCase(),
      path,
      inPath: named('path'),
      inQuery: named('query'),
      hasBody: body !== undefined,
    },
  ];
}

function resolve(document, ref) {
  return ref
    .split('/')
    .slice(1)
    .reduce((value, step) => value[step], document);
}

function literal({ method, path, inPath, inQuery, hasBody }) {
  const list = (names) => `[${names.map((name) => `'${name}'`).join(', ')}]`;
  return `{ method: '${method}', path: '${path}', inPath: ${list(inPath)}, inQuery: ${list(inQuery)}, hasBody: ${hasBody} }`;
}
