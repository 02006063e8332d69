import type { UpdateType } from '../protocol/metadata/update-document.ts';
import { type DeploymentAction, deploymentActions } from '../protocol/wusp/sync-types.ts';

/** What a deployment makes a client do: [MS-WUSP] §3.1.1, Deployment Table. */
export { type DeploymentAction, deploymentActions };

/** The actions an administrator can approve an update for. */
export type ApprovalAction = Exclude<DeploymentAction, 'Evaluate' | 'Bundle'>;

/** What the action of a revision that nobody approved depends on. */
export interface ImplicitActionFacts {
  readonly updateType: UpdateType;
  readonly explicitlyDeployable: boolean;
  readonly isBundled: boolean;
}

/**
 * The action of a revision nobody approved: categories and detectoids are evaluated, members of a bundle come
 * with it, everything else is only checked (wire facts §2.6, captures 06 to 08).
 */
export function implicitAction({
  updateType,
  explicitlyDeployable,
  isBundled,
}: ImplicitActionFacts): DeploymentAction {
  if (updateType === 'Category' || updateType === 'Detectoid') return 'Evaluate';
  if (explicitlyDeployable) return 'PreDeploymentCheck';
  return isBundled ? 'Bundle' : 'Evaluate';
}

/**
 * Which of several actions wins when a computer is in more than one group: what installs goes before what
 * removes, and that before what only looks.
 */
const PRECEDENCE: readonly DeploymentAction[] = [
  'Install',
  'OptionalInstall',
  'Uninstall',
  'PreDeploymentCheck',
  'Block',
  'Bundle',
  'Evaluate',
];

/** Negative when `a` wins over `b`. */
export function compareActions(a: DeploymentAction, b: DeploymentAction): number {
  return PRECEDENCE.indexOf(a) - PRECEDENCE.indexOf(b);
}
