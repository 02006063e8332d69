import { readFileSync } from 'node:fs';
import { createSchemaCheck } from '../../platform/documents/check-schema.ts';

/** The published schema as JSON. */
export function seedSchema(): object {
  return JSON.parse(readFileSync(new URL('./seed.schema.json', import.meta.url), 'utf8')) as object;
}

/** The first thing about a value that the schema does not allow, or undefined where it is a seed. */
export const findSeedProblem = createSchemaCheck(seedSchema);
