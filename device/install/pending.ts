import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { fail } from '../../platform/errors/index.ts';
import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import { applyChanges } from '../state/apply-change.ts';
import { copyState } from '../state/copy-state.ts';
import type { DeviceState } from '../state/device-state.ts';
import { readChanges } from '../state/read-changes.ts';
import type { StateChange } from '../state/state-change.ts';

/** What was installed or removed and is done at the next restart. Plain data, so it can be kept. */
export interface PendingInstallation extends RevisionIdentity {
  readonly action: 'install' | 'uninstall';
  readonly title: string;
  readonly changes: readonly StateChange[];
}

/** Installations a device keeps waiting. */
export const MOST_PENDING = 10_000;
const LONGEST_TITLE = 1_000;

const findProblem = createSchemaCheck(() => ({
  type: 'array',
  maxItems: MOST_PENDING,
  items: {
    type: 'object',
    properties: {
      action: { enum: ['install', 'uninstall'] },
      updateId: { type: 'string', pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
      revisionNumber: { type: 'integer', minimum: 1, maximum: 0x7fffffff },
      title: { type: 'string', maxLength: LONGEST_TITLE },
      changes: { type: 'array' },
    },
    required: ['action', 'updateId', 'revisionNumber', 'title', 'changes'],
    additionalProperties: false,
  },
}));

/** The state as it will be after the next restart: what further installations build on. */
export function afterReboot(state: DeviceState, pending: readonly PendingInstallation[]): DeviceState {
  const scratch = copyState(state);
  for (const { changes } of pending) applyChanges(scratch, changes);
  return scratch;
}

/** The installations in `json`, a part of the state file `file`, as they were kept. Throws DEVICE_STATE_DAMAGED. */
export function readPending(json: unknown, file: string): readonly PendingInstallation[] {
  const found = findProblem(json);
  if (found !== undefined)
    fail('DEVICE_STATE_DAMAGED', { file, reason: `pending.${found.path.join('.')}: ${found.problem}` });
  const pending = json as readonly PendingInstallation[];
  for (const { changes } of pending) readChanges(changes, file);
  return pending;
}
