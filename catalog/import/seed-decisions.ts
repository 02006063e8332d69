import { fail } from '../../platform/errors/index.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import { listOf, type Seed, type SeedApproval } from './seed.ts';
import { deadlineOf } from './seed-dates.ts';
import type { SeedGroups } from './seed-groups.ts';
import type { BuiltApproval } from './seed-tools.ts';
import type { NamedUpdate, SeedUpdateNames } from './seed-update-names.ts';

type ActionWord = NonNullable<Exclude<SeedApproval, string>['action']>;

const ACTIONS: Readonly<Record<ActionWord, ApprovalAction>> = {
  install: 'Install',
  uninstall: 'Uninstall',
  optional: 'OptionalInstall',
  scan: 'PreDeploymentCheck',
  block: 'Block',
};

/**
 * The approvals of a seed, by the rules a real server holds administrators to. An approval for installation accepts
 * the update's licence in the administrator's name.
 *
 * @throws SEED_INVALID, SEED_UNKNOWN_NAME
 */
export function approvalsOf(
  seed: Seed,
  updates: SeedUpdateNames,
  groups: SeedGroups,
  now: number,
): readonly BuiltApproval[] {
  return updates.all.flatMap((named) => {
    const approvals = listOf<SeedApproval>(named.update.approvals).map((approval, index) =>
      approve(approval, named, groups, now, seed.where(['updates', named.index, 'approvals', index])),
    );
    checkAllowed(named, approvals, updates);
    return approvals;
  });
}

function approve(
  given: SeedApproval,
  { updateId, revisionNumber }: NamedUpdate,
  groups: SeedGroups,
  now: number,
  where: string,
): BuiltApproval {
  const approval = typeof given === 'string' ? { group: given } : given;
  const action = ACTIONS[approval.action ?? 'install'];
  const group = groups.require(approval.group, where);
  if (action === 'Block' && groups.isRoot(group))
    refuse(
      where,
      `nothing can be blocked for ${group}`,
      'Block it for another group, or decline the update.',
    );
  if (approval.deadline !== undefined && (action === 'Block' || action === 'PreDeploymentCheck'))
    refuse(where, `a deadline says nothing for ${approval.action}`, 'Take deadline out.');
  const deadline = approval.deadline && deadlineOf(approval.deadline, now, where);
  return { updateId, revisionNumber, group, action, ...(deadline && { deadline }) };
}

/** What a real server refuses: server facts §3.1. */
function checkAllowed(
  named: NamedUpdate,
  approvals: readonly BuiltApproval[],
  updates: SeedUpdateNames,
): void {
  const { update, where } = named;
  if (approvals.length === 0) return;
  if (update.declined) refuse(where, 'a declined update has approvals', 'Take declined or approvals out.');
  if (updates.isMember(named))
    refuse(where, 'a member of a bundle has approvals', 'Approve the bundle: its members come with it.');
  if (update.expired && approvals.some(({ action }) => action !== 'Uninstall'))
    refuse(
      where,
      'an expired update can only be approved for uninstall',
      'Take expired or the approval out.',
    );
  if (!update.uninstallable && approvals.some(({ action }) => action === 'Uninstall'))
    refuse(where, 'it cannot be uninstalled', 'Add uninstallable: true, or choose another action.');
  const groups = approvals.map(({ group }) => group);
  const twice = groups.find((group, index) => groups.indexOf(group) < index);
  if (twice !== undefined) refuse(where, `there are two approvals for ${twice}`, 'Keep one of them.');
}

function refuse(where: string, problem: string, repair: string): never {
  return fail('SEED_INVALID', { where, problem, repair });
}
