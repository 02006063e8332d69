import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { freeze } from '../../platform/documents/freeze.ts';
import { nearestName } from '../../platform/documents/nearest-name.ts';
import { type DocumentKind, readDocument } from '../../platform/documents/read-document.ts';
import { readTextFile } from '../../platform/documents/read-file.ts';
import { fail } from '../../platform/errors/index.ts';
import { overBase } from './over-base.ts';
import type { DeviceProfile } from './profile.ts';

const READY_FOLDER = fileURLToPath(new URL('./ready/', import.meta.url));
const EXTENSION = /\.(ya?ml|json)$/i;
const ERRORS = {
  unreadable: 'PROFILE_UNREADABLE',
  tooLarge: 'PROFILE_TOO_LARGE',
  syntax: 'PROFILE_SYNTAX',
  invalid: 'PROFILE_INVALID',
} as const;
const PROFILE: DocumentKind = {
  errors: ERRORS,
  findProblem: createSchemaCheck(profileSchema),
  complete: (value) => overBase(value, readyProfile),
};

/** The published schema of profiles as JSON. */
export function profileSchema(): object {
  return JSON.parse(readFileSync(new URL('./profile.schema.json', import.meta.url), 'utf8')) as object;
}

/** Names of the profiles that come with this package. */
export function readyProfileNames(): readonly string[] {
  return readdirSync(READY_FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * A device profile by the name of a ready one, such as `windows-11-24h2`, or from a file. The result is frozen. Throws
 * PROFILE_UNKNOWN, PROFILE_UNREADABLE, PROFILE_TOO_LARGE, PROFILE_SYNTAX and PROFILE_INVALID.
 */
export function loadProfile(nameOrFile: string): DeviceProfile {
  if (readyProfileNames().includes(nameOrFile)) return readyProfile(nameOrFile);
  const isFile = EXTENSION.test(nameOrFile) || /[\\/]/.test(nameOrFile) || existsSync(nameOrFile);
  return isFile ? profileIn(nameOrFile) : unknownProfile(nameOrFile);
}

/**
 * Reads a device profile, YAML or JSON, and checks it against the published schema. `name` is the one errors give the
 * text, and names the device where the text does not. The result is frozen. Throws as `loadProfile`.
 */
export function readProfile(text: string, name: string): DeviceProfile {
  const { value } = readDocument(text, name, PROFILE);
  const { $schema: _schema, ...profile } = value as DeviceProfile & { readonly $schema?: string };
  return freeze({ ...profile, name: profile.name ?? name.replace(EXTENSION, '') });
}

function readyProfile(name: string): DeviceProfile {
  const isReady = readyProfileNames().includes(name);
  return isReady ? profileIn(path.join(READY_FOLDER, `${name}.yaml`)) : unknownProfile(name);
}

function profileIn(file: string): DeviceProfile {
  return readProfile(readTextFile(file, ERRORS), path.basename(file));
}

function unknownProfile(name: string): never {
  const known = readyProfileNames();
  const near = nearestName(name, known);
  return fail('PROFILE_UNKNOWN', {
    name,
    repair: `${near ? `Did you mean ${near}? ` : ''}Ready are: ${known.join(', ')}. Others are files (.yaml, .json).`,
  });
}
