import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';
import type { Seed, SeedContent } from './seed.ts';
import { findSeedProblem } from './seed-schema.ts';
import { MAX_JSON_BYTES, parseSeedText, type SeedPath } from './seed-text.ts';

/**
 * Reads a seed file, YAML or JSON, and checks it against the published schema. References and files are
 * checked by `buildSeed`. The result is frozen.
 *
 * @throws SEED_UNREADABLE, SEED_TOO_LARGE, SEED_SYNTAX, SEED_INVALID
 */
export function readSeedFile(file: string): Seed {
  return parseSeed(readText(file), { source: path.basename(file), folder: path.dirname(path.resolve(file)) });
}

/** Where a seed comes from. */
export interface SeedOrigin {
  /** The name errors give it; one that ends in `.json` is read as JSON. */
  readonly source: string;
  readonly folder: string;
}

/**
 * Reads a seed from its text; otherwise as `readSeedFile`.
 *
 * @throws SEED_TOO_LARGE, SEED_SYNTAX, SEED_INVALID
 */
export function parseSeed(text: string, origin: SeedOrigin): Seed {
  const { value, lineOf } = parseSeedText(text, origin.source);
  const where = (steps: SeedPath) => placeOf(origin.source, steps, lineOf(steps));
  const found = findSeedProblem(value);
  if (found) fail('SEED_INVALID', { where: where(found.path), problem: found.problem, repair: found.repair });
  return freeze({ ...(value as SeedContent), ...origin, where });
}

function readText(file: string): string {
  try {
    const stat = statSync(file);
    // A pipe or a device would be read for ever.
    if (!stat.isFile()) fail('SEED_UNREADABLE', { file, reason: 'it is no regular file' });
    if (stat.size > MAX_JSON_BYTES)
      fail('SEED_TOO_LARGE', { file: path.basename(file), limit: `${MAX_JSON_BYTES} bytes` });
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof Error && error.name === 'MockWuError') throw error;
    return fail('SEED_UNREADABLE', { file, reason: messageOf(error) }, error);
  }
}

/** A place in a seed as errors name it: `demo.yaml:12, updates[3].files[0].size`. */
function placeOf(source: string, steps: SeedPath, line: number | undefined): string {
  const inside = steps.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : text ? `.${step}` : step),
    '',
  );
  return `${source}${line === undefined ? '' : `:${line}`}${inside ? `, ${inside}` : ''}`;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) freeze(child);
  return value;
}
