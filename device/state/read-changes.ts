import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { fail } from '../../platform/errors/index.ts';
import { changeSchemas } from './change-schema.ts';
import type { StateChange } from './state-change.ts';

/** Changes a device keeps; an installation makes a handful. */
export const MOST_CHANGES = 200_000;

const KINDS = Object.keys(changeSchemas) as readonly StateChange['kind'][];
const CHECKS = new Map<unknown, ReturnType<typeof createSchemaCheck>>(
  KINDS.map((kind) => [kind, createSchemaCheck(() => changeSchemas[kind])]),
);

/**
 * The changes in `json`, a part of the state file `file` (for errors), as they were kept. Throws DEVICE_STATE_DAMAGED where
 * it is no list of changes, or one is beyond what a device keeps.
 */
export function readChanges(json: unknown, file: string): readonly StateChange[] {
  if (!Array.isArray(json)) return damaged(file, 'the changes are no list');
  if (json.length > MOST_CHANGES) return damaged(file, `there are more than ${MOST_CHANGES} changes`);
  for (const [at, one] of json.entries()) {
    const problem = changeProblem(one);
    if (problem !== undefined) damaged(file, `changes[${at}]${problem}`);
  }
  return json;
}

/** Whether a change is within what `readChanges` takes, so that it can be kept. */
export function isKept(change: StateChange): boolean {
  return changeProblem(change) === undefined;
}

/** Completes `changes[3]`: `.key: … is missing`. */
function changeProblem(json: unknown): string | undefined {
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined;
  const check = CHECKS.get(kind);
  if (check === undefined) return ': it has no kind of change';
  const found = check(json);
  return found && `${found.path.map((step) => `.${step}`).join('')}: ${found.problem}`;
}

function damaged(file: string, reason: string): never {
  fail('DEVICE_STATE_DAMAGED', { file, reason });
}
