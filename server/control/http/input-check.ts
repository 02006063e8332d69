import type { FastifySchemaCompiler } from 'fastify';
import { createSchemaCheck, type SchemaProblem } from '../../../platform/documents/check-schema.ts';
import { pathText } from '../../../platform/documents/parse-text.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { queryValues } from './query-values.ts';

/** What people call the parts of a request, by what Fastify calls them. */
const PARTS: Readonly<Record<string, string>> = { params: 'path', querystring: 'query', body: 'body' };

type Part = Readonly<Record<string, unknown>>;

/**
 * Makes the checks of a route from its schemas; each is compiled at the first call. What does not fit is refused with
 * CONTROL_INPUT, which names the place and the repair.
 */
export const inputCheck: FastifySchemaCompiler<object> = ({ schema, httpPart = 'body' }) => {
  const findProblem = createSchemaCheck(() => schema);
  return (given: unknown) => {
    const value = read(httpPart, given, schema);
    const found = value === null ? ABSENT : findProblem(value);
    return found === undefined ? { value } : { error: inputError(PARTS[httpPart] ?? httpPart, found) };
  };
};

const ABSENT: SchemaProblem = {
  path: [],
  problem: 'the request has none',
  repair: 'Send JSON, with the header content-type: application/json.',
};

/** CONTROL_INPUT for a value of `part`, which is `body`, `query` or `path`. */
export function inputError(part: string, { path, problem, repair }: SchemaProblem): MockWuError {
  return new MockWuError('CONTROL_INPUT', { path: pathText([part, ...path]), problem, repair });
}

function read(httpPart: string, given: unknown, schema: object): unknown {
  if (httpPart === 'querystring') return queryValues(given as Part, schema);
  // A body that may be empty may be left out.
  if (httpPart === 'body') return given ?? ('required' in schema ? null : {});
  return given;
}
