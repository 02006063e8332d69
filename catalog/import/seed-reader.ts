import path from 'node:path';
import { freeze } from '../../platform/documents/freeze.ts';
import { type DocumentKind, readDocument } from '../../platform/documents/read-document.ts';
import { readTextFile } from '../../platform/documents/read-file.ts';
import type { Seed, SeedContent } from './seed.ts';
import { findSeedProblem } from './seed-schema.ts';

const ERRORS = {
  unreadable: 'SEED_UNREADABLE',
  tooLarge: 'SEED_TOO_LARGE',
  syntax: 'SEED_SYNTAX',
  invalid: 'SEED_INVALID',
} as const;
const SEED: DocumentKind = { errors: ERRORS, findProblem: findSeedProblem };

/**
 * Reads a seed file, YAML or JSON, and checks it against the published schema. References and files are
 * checked by `buildSeed`. The result is frozen.
 *
 * @throws SEED_UNREADABLE, SEED_TOO_LARGE, SEED_SYNTAX, SEED_INVALID
 */
export function readSeedFile(file: string): Seed {
  const origin = { source: path.basename(file), folder: path.dirname(path.resolve(file)) };
  return parseSeed(readTextFile(file, ERRORS), origin);
}

/** Where a seed comes from. */
export interface SeedOrigin {
  /** The name errors give it; one that ends in `.json` is read as JSON. */
  readonly source: string;
  /** Undefined for a text that lies in no folder: it can name no files. */
  readonly folder: string | undefined;
}

/**
 * Reads a seed from its text; otherwise as `readSeedFile`.
 *
 * @throws SEED_TOO_LARGE, SEED_SYNTAX, SEED_INVALID
 */
export function parseSeed(text: string, origin: SeedOrigin): Seed {
  const { value, where } = readDocument(text, origin.source, SEED);
  return freeze({ ...(value as SeedContent), ...origin, where });
}
