import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { nearestName } from './nearest-name.ts';
import type { SeedPath } from './seed-text.ts';

/** Longest value that is repeated in an error. */
const MAX_SHOWN = 60;

/** What is wrong with a seed: where, what, and how to repair it. */
export interface SeedProblem {
  readonly path: SeedPath;
  readonly problem: string;
  readonly repair: string;
}

let compiled: ValidateFunction | undefined;

/** The published schema as JSON. */
export function seedSchema(): object {
  return JSON.parse(readFileSync(new URL('./seed.schema.json', import.meta.url), 'utf8')) as object;
}

/** The first thing about `value` that the schema does not allow, or undefined where it is a seed. */
export function findSeedProblem(value: unknown): SeedProblem | undefined {
  // That the schema is one is for a test to say: checking it here would double the time.
  const options = {
    verbose: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateSchema: false,
    meta: false,
  };
  compiled ??= new Ajv2020(options).compile(seedSchema());
  if (compiled(value)) return undefined;
  const [error] = compiled.errors ?? [];
  return error ? explain(error) : { path: [], problem: 'is no seed', repair: 'See docs/seed-files.md.' };
}

function explain(error: ErrorObject): SeedProblem {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties')
    return unknownKey(path, String(error.params.additionalProperty), error);
  if (error.keyword === 'required') {
    // A misspelt key is also a missing one: the misspelling is what helps.
    const strange = keysOf(error.data).find((key) => !knownKeys(error).includes(key));
    if (strange !== undefined) return unknownKey(path, strange, error);
    const missing = String(error.params.missingProperty);
    return { path, problem: `${missing} is missing`, repair: `Add ${missing}.` };
  }
  return { path, problem: `${shown(error.data)} is not allowed here`, repair: repairOf(error) };
}

function unknownKey(path: SeedPath, key: string, error: ErrorObject): SeedProblem {
  const known = knownKeys(error);
  const near = nearestName(key, known);
  return {
    path: [...path, key],
    problem: `nothing is called ${shown(key)} here`,
    repair: near ? `Did you mean ${near}?` : `Known here: ${known.join(', ')}.`,
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
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** The steps of a JSON pointer; numbers are steps into lists. */
function pathOf(pointer: string): SeedPath {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
