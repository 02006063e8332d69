import type { ApprovalAction } from '../../../catalog/deployment-action.ts';
import { oneOf } from './common.ts';

const ACTIONS = ['Install', 'OptionalInstall', 'Uninstall', 'PreDeploymentCheck', 'Block'] as const;

/** What clients are told to do; Block ends what a group inherits. */
export const approvalAction = oneOf(
  ACTIONS satisfies readonly ApprovalAction[],
  'What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits',
);
