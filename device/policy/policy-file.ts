import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { MAX_JSON_BYTES } from '../../platform/documents/parse-text.ts';
import { type DocumentKind, readDocument } from '../../platform/documents/read-document.ts';
import { decodeUtf8, readBytes } from '../../platform/documents/read-file.ts';
import { type PolicyInputs, policyChanges } from './policy-changes.ts';
import { isRegFile, parseRegFile, type RegistryChange } from './reg-file.ts';

const ERRORS = {
  unreadable: 'POLICY_UNREADABLE',
  tooLarge: 'POLICY_TOO_LARGE',
  syntax: 'POLICY_SYNTAX',
  invalid: 'POLICY_INVALID',
} as const;

/** The published schema of policies as JSON. */
export function policySchema(): object {
  return JSON.parse(readFileSync(new URL('./policy.schema.json', import.meta.url), 'utf8')) as object;
}

/** The first thing about a value that the schema does not allow, or undefined where it is a policy. */
export const findPolicyProblem = createSchemaCheck(policySchema);
const POLICY: DocumentKind = { errors: ERRORS, findProblem: findPolicyProblem };

/**
 * The changes to the registry a policy file makes: a registry file as regedit exports it, or YAML, or JSON. They are applied
 * over what the device has (`applyChanges`). Throws POLICY_UNREADABLE and what `readPolicyFile` throws.
 */
export function loadPolicy(file: string): readonly RegistryChange[] {
  const name = path.basename(file);
  const bytes = readBytes(file, MAX_JSON_BYTES, ERRORS);
  // A registry file may be in UTF-16, so it is told by its bytes.
  if (isRegistryName(name) || isRegFile(bytes)) return parseRegFile(bytes, name);
  return readPolicyFile(decodeUtf8(bytes, file, ERRORS), name);
}

/**
 * The same for a text: a registry file where `name` ends in `.reg` or the first line says so, JSON where it ends in `.json`,
 * else YAML. Throws POLICY_TOO_LARGE, POLICY_SYNTAX, POLICY_INVALID, REG_FILE_TOO_LARGE and REG_FILE_SYNTAX.
 */
export function readPolicyFile(text: string, name: string): readonly RegistryChange[] {
  const bytes = Buffer.from(text);
  if (isRegistryName(name) || isRegFile(bytes)) return parseRegFile(bytes, name);
  const { value, where } = readDocument(text, name, POLICY);
  const { $schema: _schema, ...inputs } = value as PolicyInputs & { readonly $schema?: string };
  return policyChanges(inputs, where);
}

function isRegistryName(name: string): boolean {
  return /\.reg$/i.test(name);
}
