import { Type } from '../../../platform/documents/schema-type.ts';
import { approvalAction } from './approval-action.ts';
import { count, moment, next, nullable, object } from './common.ts';
import { decidedUpdate } from './update.ts';

const identity = {
  deploymentId: Type.Integer({ description: 'Another one after each change' }),
  ...decidedUpdate.properties,
  group: Type.String({ description: 'Name of the group' }),
};

const approval = object(
  {
    ...identity,
    groupId: Type.String(),
    revisionNumber: Type.Integer(),
    action: approvalAction,
    deadline: nullable(Type.String({ description: 'When it must be done, in UTC' })),
    lastChange: moment('When it was made'),
  },
  { title: 'Approval' },
);

export const approvalPage = object({ approvals: Type.Array(approval), next }, { title: 'ApprovalPage' });

const madeApproval = object(
  {
    ...identity,
    action: approvalAction,
    deadline: Type.Optional(Type.String()),
    revisionNumber: Type.Optional(Type.Integer({ description: 'Where the call named one' })),
  },
  { title: 'MadeApproval' },
);

export const madeApprovals = object({ approved: Type.Array(madeApproval) }, { title: 'MadeApprovals' });

const removedFrom = object(
  { ...decidedUpdate.properties, approvals: count('Approvals that were taken back') },
  { title: 'RemovedApproval' },
);

export const removedApprovals = object({ removed: Type.Array(removedFrom) }, { title: 'RemovedApprovals' });

export const declined = object(
  { isDeclined: Type.Boolean(), updates: Type.Array(decidedUpdate) },
  { title: 'DeclinedUpdates' },
);

/** When an approval must be carried out. Whether the day exists is judged where it is stored. */
export const deadline = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?(Z|[+-]\\d\\d:\\d\\d)?$',
  description: 'A moment such as 2026-12-24T18:00:00Z; UTC where no zone is named',
});
