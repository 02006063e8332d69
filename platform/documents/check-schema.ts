import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { clip } from '../plain-text.ts';
import { nearestName } from './nearest-name.ts';
import type { ValuePath } from './parse-text.ts';

/** Longest value that is repeated in an error. */
const MAX_SHOWN = 60;

const require = createRequire(import.meta.url);

/** Loaded with the first check: a double that starts checks nothing. */
function loadAjv(): typeof Ajv2020 {
  const { Ajv2020: loaded } = require('ajv/dist/2020.js') as { readonly Ajv2020: typeof Ajv2020 };
  return loaded;
}

/** What is wrong with a document: where, what, and how to repair it. */
export interface SchemaProblem {
  readonly path: ValuePath;
  readonly problem: string;
  readonly repair: string;
}

/**
 * Makes a check against the JSON Schema `read` returns, which is read and compiled when it is first needed. The check
 * returns the first thing a value has that the schema does not allow, or undefined.
 */
export function createSchemaCheck(read: () => object): (value: unknown) => SchemaProblem | undefined {
  let compiled: ValidateFunction | undefined;
  return (value) => {
    // That the schema is one is for a test to say: checking it here would double the time.
    const options = {
      verbose: true,
      allowUnionTypes: true,
      strictRequired: false,
      // Of alternatives told apart by a name, the errors of the one that is named.
      discriminator: true,
      validateSchema: false,
      meta: false,
    };
    compiled ??= new (loadAjv())(options).compile(read());
    if (compiled(value)) return undefined;
    const error = mostTelling(compiled.errors ?? []);
    return error ? explain(error) : { path: [], problem: 'it does not fit', repair: 'Look at the schema.' };
  };
}

/**
 * Of the alternatives a value fits none of, the error that got furthest into it: whoever wrote a map meant a map, and wants to hear what is
 * wrong inside, not that it is no text.
 */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const [first, ...others] = errors;
  const depth = ({ instancePath, keyword }: ErrorObject): number =>
    instancePath.split('/').length * 4 + (keyword === 'type' ? 0 : /^(any|one)Of$/.test(keyword) ? 1 : 2);
  return others.reduce((best, one) => (best !== undefined && depth(one) <= depth(best) ? best : one), first);
}

function explain(error: ErrorObject): SchemaProblem {
  const path = [
    ...pathOf(error.instancePath),
    // The name of a property that does not fit is what is wrong, not the map around it.
    ...(error.propertyName === undefined ? [] : [error.propertyName]),
  ];
  if (error.keyword === 'discriminator') return unknownTag(path, error);
  if (error.keyword === 'additionalProperties')
    return unknownKey(path, String(error.params.additionalProperty), error);
  if (error.keyword === 'required') {
    // A misspelt key is also a missing one: the misspelling is what helps.
    const known = knownKeys(error);
    const strange = known.length > 0 && keysOf(error.data).find((key) => !known.includes(key));
    if (typeof strange === 'string') return unknownKey(path, strange, error);
    const missing = String(error.params.missingProperty);
    return { path, problem: `${missing} is missing`, repair: `Add ${missing}.` };
  }
  return { path, problem: `${shown(error.data)} is not allowed here`, repair: repairOf(error) };
}

/** The name that tells alternatives apart is missing, or is that of none of them. */
function unknownTag(path: ValuePath, { params, parentSchema }: ErrorObject): SchemaProblem {
  const tag = String(params.tag);
  const { oneOf = [] } = (parentSchema ?? {}) as { readonly oneOf?: readonly Tagged[] };
  const names = oneOf.map(({ properties }) => String(properties?.[tag]?.const));
  const value: unknown = params.tagValue;
  const near = typeof value === 'string' ? nearestName(value, names) : undefined;
  return {
    path: [...path, tag],
    problem: value === undefined ? `${tag} is missing` : `${shown(value)} is not known here`,
    repair: near ? `Did you mean ${near}?` : `Write one of ${names.join(', ')}.`,
  };
}

type Tagged = { readonly properties?: Readonly<Record<string, { readonly const?: unknown }>> };

function unknownKey(path: ValuePath, key: string, error: ErrorObject): SchemaProblem {
  const known = knownKeys(error);
  const near = nearestName(key, known);
  const names = known.length > 0 ? `Known here: ${known.join(', ')}.` : 'Leave it out.';
  return {
    path: [...path, key],
    problem: `nothing is called ${shown(key)} here`,
    repair: near ? `Did you mean ${near}?` : names,
  };
}

function repairOf(error: ErrorObject): string {
  const { params, keyword } = error;
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  switch (keyword) {
    case 'enum':
      return enumRepair(error.data, params.allowedValues as readonly unknown[]);
    case 'const':
      return `Write ${String(params.allowedValue)}.`;
    case 'type':
      return `Write ${[params.type].flat().map(typeName).join(' or ')}.${description ? ` ${description}` : ''}`;
    case 'pattern':
      return description ? `Expected: ${description}` : `Write what matches ${String(params.pattern)}.`;
    default:
      return `It ${error.message ?? 'does not fit'}.`;
  }
}

function enumRepair(value: unknown, allowed: readonly unknown[]): string {
  const names = allowed.map(String);
  const near = typeof value === 'string' ? nearestName(value, names) : undefined;
  return near ? `Did you mean ${near}?` : `Write one of ${names.join(', ')}.`;
}

function typeName(type: unknown): string {
  const names: Readonly<Record<string, string>> = { array: 'a list', object: 'a map', string: 'a text' };
  return names[String(type)] ?? `a value of type ${String(type)}`;
}

function knownKeys(error: ErrorObject): readonly string[] {
  return keysOf((error.parentSchema as { properties?: unknown } | undefined)?.properties);
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** A value as errors repeat it: JSON, shortened. */
function shown(value: unknown): string {
  return clip(JSON.stringify(value) ?? String(value), MAX_SHOWN);
}

/** The steps of a JSON pointer; numbers are steps into lists. */
function pathOf(pointer: string): ValuePath {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
